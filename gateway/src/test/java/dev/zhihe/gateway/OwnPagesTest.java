package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"indicators", "projects", "platforms"})
  void servesEachTopicsContractWithTheSchemasThatItNames(String service) throws IOException {
    var page = Caller.get("/asyncapi/" + service);

    assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
    var references = Pattern.compile("\"\\$ref\" ?: ?\"(\\.[^\"]+)\"").matcher(page.body());
    var found = 0;
    while (references.find()) {
      var schema = URI.create("/asyncapi/" + service).resolve(references.group(1)).toString();
      var answer = Caller.get(schema);
      assertThat(answer.statusCode()).as(schema).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/schema+json");
      assertThat(Caller.json(answer).getString("$id")).isEqualTo("https://zhihe.dev" + schema);
      found++;
    }
    assertThat(found).isPositive();
    assertThat(Caller.get("/schemas/" + service + "/no-such-thing/1").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "/openapi?foo=1 | unknown-parameter | unknown | /foo | none",
        "/openapi?format=json&foo= | unknown-parameter | unknown | /foo | none",
        "/openapi?format= | invalid-parameter | empty | /format | ''",
        "/openapi?format | invalid-parameter | empty | /format | ''",
        "/openapi?format=json&format=yaml | invalid-parameter | repeated | /format | json, yaml",
        "/openapi?format=xml | invalid-parameter | invalid | /format | xml",
        "/asyncapi/indicators?format=json | unknown-parameter | unknown | /format | none",
        "/schemas/indicators/plan/1?x=1 | unknown-parameter | unknown | /x | none",
        "/health?x | unknown-parameter | unknown | /x | none",
        "/docs?x=1 | unknown-parameter | unknown | /x | none",
        "/docs/start.js?x=1 | unknown-parameter | unknown | /x | none",
        "/?x=1 | unknown-parameter | unknown | /x | none",
        "/.well-known/api-catalog?x=1 | unknown-parameter | unknown | /x | none",
      })
  void refusesParametersAsTheServicesDo(
      String address, String problem, String code, String pointer, String value)
      throws IOException {
    var answer = Caller.send(Caller.to(address).header("Accept-Language", "en"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var body = Caller.json(answer);
    assertThat(body.getString("type")).isEqualTo("https://zhihe.dev/problems/" + problem);
    var error = body.getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("detail"))
        .isEqualTo(body.getString("detail"))
        .contains(pointer.substring(1));
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("pointer")).isEqualTo(pointer);
    assertThat(error.getString("value")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/openapi | text/html | application/yaml",
        "/openapi | application/json;q=0, application/yaml;q=0 | application/json",
        "/openapi | */*;q=0 | application/json",
        "/openapi | application/problem+json | application/json",
        "/asyncapi/projects | application/yaml | application/json",
        "/schemas/indicators/plan/1 | text/csv | application/schema+json",
        "/health | text/plain | application/json",
        "/docs | application/json | text/html",
        "/docs/swagger-ui.css | text/html | text/css",
        "/.well-known/api-catalog | text/html | application/linkset+json",
      })
  void saysWhichFormsThereAreWhereNoneIsAccepted(String address, String accept, String form)
      throws IOException {
    var answer = Caller.send(Caller.to(address).header("Accept", accept));

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(Caller.json(answer).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/not-acceptable");
    assertThat(Caller.json(answer).getString("detail")).contains(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/openapi | application/json,*/* | application/json",
        "/openapi | text/yaml, application/json;q=0.9 | application/yaml",
        "/openapi | application/yaml, application/json | application/json",
        "/openapi | application/json;q=0, */* | application/yaml",
        "/openapi | text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | application/json",
        "/openapi | garbage | application/json",
        "/openapi | '' | application/json",
        "/openapi?format=yaml | application/json | application/yaml",
        "/schemas/indicators/plan/1 | application/json | application/json",
        "/schemas/indicators/plan/1 | application/* | application/schema+json",
        "/docs | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html; charset=utf-8",
        "/docs/swagger-ui.css | text/css,*/*;q=0.1 | text/css; charset=utf-8",
        "/docs/start.js | */* | text/javascript; charset=utf-8",
        "/docs/favicon.png | image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5 | image/png",
        "/docs/oauth2-redirect.html?code=a&state=b&session_state=&iss=c | text/html | text/html; charset=utf-8",
      })
  void givesTheFormThatIsWantedMost(String address, String accept, String type) throws IOException {
    var answer = Caller.send(Caller.to(address).header("Accept", accept));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
  }

  @Test
  void knowsItsTagsInListsWeakenedAndOfGzip() throws IOException {
    var tag = Caller.get("/openapi").headers().firstValue("ETag").orElseThrow();
    var gzip = tag.replaceFirst("\"$", "-gzip\"");
    for (var held :
        List.of(tag, "W/" + tag, "\"x\"," + tag, "\"x\", W/" + gzip, gzip, "*", " * ")) {
      assertThat(Caller.send(Caller.to("/openapi").header("If-None-Match", held)).statusCode())
          .as(held)
          .isEqualTo(304);
    }
    for (var other :
        List.of("\"x\"", "W/\"x\"", "garbage", tag.replace("\"", ""), "\"*\"", "\"x\", *")) {
      assertThat(Caller.send(Caller.to("/openapi").header("If-None-Match", other)).statusCode())
          .as(other)
          .isEqualTo(200);
    }
  }

  @Test
  void saysWhereItsContractDocsAndHealthAre() throws IOException {
    var links =
        Caller.json(Caller.get("/.well-known/api-catalog"))
            .getJsonArray("linkset")
            .getJsonObject(0);

    assertThat(links.getJsonArray("service-desc").getJsonObject(0).getString("href"))
        .isEqualTo("/openapi");
    assertThat(links.getJsonArray("service-desc").getJsonObject(3).getString("href"))
        .isEqualTo("/asyncapi/platforms");
    assertThat(links.getJsonArray("service-doc").getJsonObject(0).getString("href"))
        .isEqualTo("/docs");
    assertThat(links.getJsonArray("status").getJsonObject(0).getString("href"))
        .isEqualTo("/health");
  }

  @Test
  void tellsTheHealthOfEveryPart() throws IOException {
    var parts = health(OwnPagesTest::isUp).getJsonObject("parts");
    assertThat(parts.fieldNames())
        .containsExactly("indicators", "keycloak", "platforms", "projects");
    assertThat(parts.getJsonObject("projects").getLong("milliseconds")).isNotNegative();

    peers.stop("projects");
    try {
      health(
          answer ->
              answer.statusCode() == 503
                  && statusOf("projects", answer).equals("down")
                  && statusOf("keycloak", answer).equals("up"));
    } finally {
      peers.start("projects");
      health(OwnPagesTest::isUp);
    }
  }

  /**
   * Reads and writes continue, so the health must name what does not work. It must not say where
   * the log stands still.
   */
  @Test
  void tellsThatAChangeLogStandsStill() throws IOException {
    peers.health("projects", "{\"data\":{\"standsStill\":\"project/secret version 1\"}}");
    try {
      var unwell = health(answer -> answer.body().contains("changeLog"));
      var part = unwell.getJsonObject("parts").getJsonObject("projects");
      assertThat(part.getString("status")).isEqualTo("down");
      assertThat(part.getString("changeLog")).isEqualTo("stands still");
      assertThat(unwell.encode()).doesNotContain("secret");
    } finally {
      peers.health("projects", null);
      health(OwnPagesTest::isUp);
    }
  }

  @Test
  void isDegradedWhileOnlyNewLoginsFail() throws IOException {
    peers.stop("keycloak");
    try {
      var health =
          health(
              answer -> answer.statusCode() == 200 && statusOf("keycloak", answer).equals("down"));
      assertThat(health.getString("status")).isEqualTo("degraded");
      assertThat(health.getJsonObject("parts").getJsonObject("keycloak").getString("affects"))
          .isEqualTo("new logins");
    } finally {
      peers.start("keycloak");
      health(OwnPagesTest::isUp);
    }
  }

  /** Waits for this health, because the parts are asked at most once a second. */
  private static JsonObject health(Predicate<HttpResponse<String>> holds) {
    return Caller.json(
        await().atMost(Duration.ofMinutes(1)).until(() -> Caller.get("/health"), holds));
  }

  private static boolean isUp(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && Caller.json(answer).getString("status").equals("up");
  }

  private static String statusOf(String part, HttpResponse<String> answer) {
    return Caller.json(answer).getJsonObject("parts").getJsonObject(part).getString("status");
  }
}
