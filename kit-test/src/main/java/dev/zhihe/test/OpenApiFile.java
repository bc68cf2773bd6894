package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service's contract as committed, {@code openapi.yaml} beside its pom: it changes when
 * somebody means it to. The gateway unites the committed files.
 */
public final class OpenApiFile {
  private static final Path FILE = Path.of("openapi.yaml");

  private OpenApiFile() {}

  /** Compares it with what the running service says; with {@code -Dopenapi.update} rewrites it. */
  public static void matchesTheService() throws IOException {
    var spoken = RestAssured.get("/q/openapi").then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(FILE, spoken);
    }
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as(
            "openapi.yaml is committed as the service speaks; to accept a change: mvn test -Dtest=OpenApiTest -Dopenapi.update=true")
        .isEqualTo(spoken);
  }
}
