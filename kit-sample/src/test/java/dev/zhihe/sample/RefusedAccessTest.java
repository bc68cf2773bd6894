package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.TopicJobs.TOPICS;
import static dev.zhihe.sample.TopicJobs.topics;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.ProgramLog;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused caller leaves in the log, and who is refused. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RefusedAccessTest {
  /** Of this test alone, since the lines of an address are bounded. */
  private static final String ADDRESS = "203.0.113.7";

  private final String id = UUID.randomUUID().toString();

  private Request traced(Request request) {
    return request.header("X-Request-Id", id).header("X-Forwarded-For", ADDRESS);
  }

  private Map<String, Object> line() {
    var lines = ProgramLog.linesWith(id);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains(" WARN ");
    return JsonPath.from(lines.getFirst().substring(lines.getFirst().indexOf('{'))).getMap("");
  }

  private Map<String, Object> expected(String kind, int status, String method, String path) {
    var expected = new HashMap<String, Object>();
    expected.put("event", "access-refused");
    expected.put("kind", kind);
    expected.put("status", status);
    expected.put("method", method);
    expected.put("path", path);
    expected.put("address", ADDRESS);
    expected.put("requestId", id);
    return expected;
  }

  @Test
  void aRefusedTokenLeavesOneLineWithoutTheToken() {
    var token = Tokens.of("erin", "editor");
    var forged = token.substring(0, token.lastIndexOf('.')) + ".AAAA";

    traced(given().auth().oauth2(forged)).get("/v1/topics?area=211000").then().statusCode(401);

    assertThat(line()).isEqualTo(expected("token", 401, "GET", "/v1/topics"));
    assertThat(ProgramLog.linesWith(token.substring(0, 40))).isEmpty();
  }

  @Test
  void aMissingTokenIsNoMisuse() {
    traced(given()).get("/v1/topics").then().statusCode(200);
    traced(given()).get("/v1/jobs/sample/none").then().statusCode(401);

    assertThat(ProgramLog.linesWith(id)).isEmpty();
  }

  @Test
  void aMissingRoleLeavesOneLineThatNamesTheCaller() {
    traced(as("connie", "consumer"))
        .header("X-Client-Request-Id", "nightly-7")
        .get("/v1/jobs/sample/none?errors=json")
        .then()
        .statusCode(403)
        .body("clientRequestId", equalTo("nightly-7"));

    var expected = expected("role", 403, "GET", "/v1/jobs/sample/none");
    expected.put("caller", "connie");
    expected.put("clientRequestId", "nightly-7");
    assertThat(line()).isEqualTo(expected);
  }

  @Test
  void whoeverWouldDecideOnTheirOwnWorkLeavesOneLine() {
    var board = new Board("211381").loaded();
    board.drafted(as("paula", "editor"), 1);
    board.submitted(as("paula", "editor"), 1);

    traced(seen(as("paula", "reviewer"), board.item(1)))
        .post(board.item(1) + "/publication")
        .then()
        .statusCode(403);

    var expected = expected("second-person", 403, "POST", board.item(1) + "/publication");
    expected.put("caller", "paula");
    assertThat(line()).isEqualTo(expected);
  }

  @Test
  void aCallersNameAndPathForgeNoLine() {
    var name = "eve\n2026-11-23T08:00:00.000Z ERROR [forged] all is lost\u2028\u202e";
    traced(as(name, "consumer"))
        .urlEncodingEnabled(false)
        .get("/v1/jobs/sample/a%0A2026-11-23T08:00:00.000Z%20ERROR%20forged")
        .then()
        .statusCode(403);

    var line = line();
    assertThat(line.get("caller")).isEqualTo(name);
    assertThat(line.get("path")).asString().startsWith("/v1/jobs/sample/a%0A2026");
    assertThat(ProgramLog.linesWith("forged")).allMatch(text -> text.contains("access-refused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"editor", "reviewer", "admin"})
  void nobodyStopsAnImportOfSomebodyElse(String role) throws Exception {
    var mine = new Family("topics", () -> as("paula", "editor"));
    try (var held = TopicJobs.holdingUpTopics()) {
      var job = mine.submitted(topics("owned-" + role, 5), "");

      traced(as("quentin", role)).post(job + "/cancellation").then().statusCode(403);

      var expected = expected("owner", 403, "POST", job + "/cancellation");
      expected.put("caller", "quentin");
      assertThat(line()).isEqualTo(expected);
      as("quentin", role).get(job).then().statusCode(200);
      as("paula", "editor").post(job + "/cancellation").then().statusCode(200);
      held.rollback();
      assertThat(mine.ended(job).getString("state")).isEqualTo("cancelled");
    }
  }

  @Test
  void aTokenThatNamesNobodyIsRefused() {
    for (var claims :
        List.of(
            Map.<String, String>of(),
            Map.of("preferred_username", ""),
            Map.of("preferred_username", " \u200b"),
            Map.of("preferred_username", "a\u0000b"),
            Map.of("preferred_username", "a\u001b[2Kb"))) {
      var token = Tokens.signed(claims, "editor", "reviewer", "admin");
      for (var path : List.of("/v1/topics", NOTICES, "/v1/jobs/sample/none")) {
        assertThat(given().auth().oauth2(token).get(path).statusCode())
            .as("%s %s", path, claims)
            .isEqualTo(401);
      }
      given()
          .auth()
          .oauth2(token)
          .contentType("text/csv")
          .body(topics("nameless", 1))
          .post(TOPICS.path() + "/imports")
          .then()
          .statusCode(401);
    }
    as("service-account-consumer-demo", "consumer").get("/v1/topics").then().statusCode(200);
  }
}
