package dev.zhihe.test;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The service's contract as committed, {@code openapi.yaml} beside its pom: it changes when
 * somebody means it to. The gateway unites the committed files.
 */
public final class OpenApiFile {
  private OpenApiFile() {}

  /** Compares it with what the running service says; with {@code -Dopenapi.update} rewrites it. */
  public static void matchesTheService() throws IOException {
    var spoken = RestAssured.get("/q/openapi").then().statusCode(200).extract().asString();
    CommittedFile.matches(Path.of("openapi.yaml"), spoken);
  }
}
