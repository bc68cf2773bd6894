package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class OwnPagesTest {

  private static Peers peers;

  @BeforeAll
  static void start() {
    peers = Peers.started();
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/docs, text/html; charset=utf-8",
    "/docs/start.js, text/javascript; charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8",
    "/docs/swagger-ui.css, text/css; charset=utf-8",
    "/docs/oauth2-redirect.html, text/html; charset=utf-8",
    "/docs/oauth2-redirect.js, text/javascript; charset=utf-8",
    "/docs/favicon.png, image/png"
  })
  void servesTheDocsWithAStrictPolicy(String path, String type) throws IOException {
    var page = Caller.get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "frame-ancestors 'none'",
            "connect-src 'self' http://localhost:8180;")
        .doesNotContain("unsafe-");
  }

  @Test
  void leadsFromTheRootToTheDocs() throws IOException {
    assertThat(Caller.get("/").headers().firstValue("Location")).hasValue("/docs");
    assertThat(Caller.get("/docs/").headers().firstValue("Location")).hasValue("/docs");
    assertThat(Caller.get("/docs/start.js").body())
        .contains("'zhihe-docs'", "usePkceWithAuthorizationCodeGrant: true", "'openapi'");
  }

  @Test
  void servesTheContractAsJsonAndAsYaml() throws IOException {
    var json = Caller.get("/openapi");
    var yaml = Caller.get("/openapi?format=yaml");
    var accepted = Caller.send(Caller.to("/openapi").header("Accept", "application/yaml"));
    var known =
        Caller.send(
            Caller.to("/openapi")
                .header("If-None-Match", json.headers().firstValue("ETag").orElseThrow()));

    assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Caller.json(json).getString("openapi")).isEqualTo("3.1.0");
    assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(yaml.body()).contains("openapi: \"3.1.0\"").isEqualTo(accepted.body());
    assertThat(known.statusCode()).isEqualTo(304);
  }

  @Test
  void saysWhereItsContractDocsAndHealthAre() throws IOException {
    var links =
        Caller.json(Caller.get("/.well-known/api-catalog"))
            .getJsonArray("linkset")
            .getJsonObject(0);

    assertThat(links.getJsonArray("service-desc").getJsonObject(0).getString("href"))
        .isEqualTo("/openapi");
    assertThat(links.getJsonArray("service-doc").getJsonObject(0).getString("href"))
        .isEqualTo("/docs");
    assertThat(links.getJsonArray("status").getJsonObject(0).getString("href"))
        .isEqualTo("/health");
  }

  @Test
  void tellsTheHealthOfEveryPart() throws IOException {
    var well = Caller.get("/health");
    assertThat(well.statusCode()).isEqualTo(200);
    var parts = Caller.json(well).getJsonObject("parts");
    assertThat(parts.fieldNames())
        .containsExactly("indicators", "keycloak", "platforms", "projects");
    assertThat(parts.getJsonObject("projects").getLong("milliseconds")).isBetween(0L, 2_000L);

    peers.stop("projects");
    JsonObject unwell;
    do { // the parts are asked once a second at most
      unwell = Caller.json(Caller.get("/health"));
    } while (unwell.getString("status").equals("up"));
    assertThat(Caller.get("/health").statusCode()).isEqualTo(503);
    assertThat(unwell.getJsonObject("parts").getJsonObject("projects").getString("status"))
        .isEqualTo("down");
    assertThat(unwell.getJsonObject("parts").getJsonObject("keycloak").getString("status"))
        .isEqualTo("up");
    peers.start("projects");
  }
}
