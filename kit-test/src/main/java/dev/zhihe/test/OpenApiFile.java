package dev.zhihe.test;

import static dev.zhihe.test.Request.given;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The service's committed contract, {@code openapi.yaml} beside its pom. It changes only on
 * purpose. The gateway merges the committed files.
 */
public final class OpenApiFile {
  private OpenApiFile() {}

  /**
   * Compares it with the contract of the running service. With {@code -Dopenapi.update=true}
   * rewrites it.
   */
  public static void matchesTheService() throws IOException {
    var spoken = given().get("/q/openapi").then().statusCode(200).extract().asString();
    CommittedFile.matches(Path.of("openapi.yaml"), spoken);
  }
}
