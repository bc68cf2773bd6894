package dev.zhihe.indicators;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Audit over HTTP: who may ask, what is refused, and what readings leave behind. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AuditTest {
  private static final String AUDIT = "/v1/audit/indicators";
  private static final Family PLANS = new Family("plans");

  @Test
  void theBureauAloneAudits() {
    for (var path : List.of("", "/verify", "/export", "/reads")) {
      given().get(AUDIT + path).then().statusCode(401);
      as("carl", "consumer").get(AUDIT + path).then().statusCode(403);
      as("olga", "operator").get(AUDIT + path).then().statusCode(403);
      for (var role : List.of("editor", "reviewer", "admin")) {
        as("b", role).get(AUDIT + path).then().statusCode(200);
      }
      asEditor().get("/v1/audit/projects" + path).then().statusCode(404);
    }
    given().get(AUDIT + "/daily-heads").then().statusCode(200).body("items", notNullValue());
  }

  @Test
  void refusesAllThatIsWrongAtOnce() {
    asEditor()
        .get(AUDIT + "?entityId=a&from=yesterday&to=2026-01-01&after=-1&limit=0")
        .then()
        .statusCode(400)
        .body(
            "errors.pointer", containsInAnyOrder("/entityId", "/from", "/to", "/after", "/limit"));
    asEditor()
        .get(AUDIT + "/verify?from=0&to=x")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/from", "/to"));
    asEditor().get(AUDIT + "/verify?from=9&to=8").then().statusCode(400);
    asEditor().get(AUDIT + "/export?after=999999999").then().statusCode(400);
    asEditor()
        .get(AUDIT + "/reads?after=x&limit=0&to=z")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/after", "/limit", "/to"));
    given()
        .get(AUDIT + "/daily-heads?after=x&limit=0")
        .then()
        .statusCode(400)
        .body("errors", hasSize(2));
    asEditor()
        .get(AUDIT + "?actr=x")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/actr"));
  }

  @Test
  void tellsWhoDidWhatAndThatNothingWasAltered() {
    var plan = draft("310000");
    asEditor()
        .get(AUDIT + "?entityType=plan&entityId=" + plan)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].actor", equalTo("erin"))
        .body("items[0].action", equalTo("created"))
        .body("items[0].audience", equalTo("BUREAU"))
        .body("items[0].after.code", equalTo(plan))
        .body("items[0].before", equalTo(null));
    asEditor()
        .get(AUDIT + "/verify")
        .then()
        .statusCode(200)
        .body("sound", equalTo(true))
        .body("complete", equalTo(true));
    var lines =
        asEditor().get(AUDIT + "/export").then().statusCode(200).extract().asString().split("\n");
    assertThat(lines[0]).startsWith("{\"export\":{\"service\":\"indicators\"");
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(lines[lines.length - 1]).startsWith("{\"end\":{\"positions\":" + (lines.length - 2));
  }

  /** More at once than the pool has connections: noting one takes none beside the reading's own. */
  @Test
  void manyMayReadWhatIsNotForEverybodyAtOnce() throws Exception {
    var plan = draft("330000");
    for (var path :
        List.of("/v1/plans/" + plan, "/v1/plans?area=330000", "/v1/changes/indicators")) {
      var answers = new ArrayList<Future<Integer>>();
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 40; i++) {
          answers.add(readers.submit(() -> asEditor().get(path).statusCode()));
        }
      }
      for (var answer : answers) {
        assertThat(answer.get()).as(path).isEqualTo(200);
      }
    }
  }

  /** Item, list, file, changes, snapshot: each is noted if it gives what is not for everybody. */
  @Test
  void readingsOfWhatIsNotForEverybodyAreNoted() {
    var plan = draft("320000");
    var paths =
        List.of(
            "/v1/plans/" + plan,
            "/v1/plans?area=320000",
            "/v1/plans?area=320000&format=csv",
            "/v1/plans?area=320000&limit=5&format=csv",
            "/v1/changes/indicators?after=0&entityType=plan",
            "/v1/snapshots/indicators?entityType=plan");
    for (var path : paths) {
      as("noted", "reviewer").get(path).then().statusCode(200);
      as("unnoted", "consumer").get(path);
      given().get(path);
    }
    var etag = as("noted", "reviewer").get(paths.getFirst()).header("ETag");
    as("noted", "reviewer")
        .header("If-None-Match", etag)
        .get(paths.getFirst())
        .then()
        .statusCode(304);
    as("ada", "admin")
        .get(AUDIT + "/reads?client=noted")
        .then()
        .statusCode(200)
        .body("items", hasSize(paths.size() + 1))
        .body("items.request", hasItem("GET " + paths.get(2)))
        .body("items.findAll { it.states < 1 }", hasSize(0));
    as("ada", "admin").get(AUDIT + "/reads?client=unnoted").then().body("items", hasSize(0));
    var first = as("ada", "admin").get(AUDIT + "/reads?client=noted&limit=4");
    var second =
        as("ada", "admin")
            .queryParam("after", first.jsonPath().getString("next"))
            .get(AUDIT + "/reads?client=noted&limit=4");
    assertThat(first.jsonPath().getList("items")).hasSize(4);
    assertThat(second.jsonPath().getList("items")).hasSize(paths.size() - 3);
    assertThat(second.jsonPath().getString("next")).isNull();
    as("curious", "reviewer").get(AUDIT + "?entityType=plan");
    as("ada", "admin").get(AUDIT + "/reads?client=curious").then().body("items", hasSize(1));
  }

  /** A draft plan, given its position. */
  private static String draft(String area) {
    var code = area + "-145";
    PLANS
        .imported(
            "code,area,nameZh,startYear,endYear,document,sourceLine\n%s,%s,规划,2021,2025,doc,1\n"
                .formatted(code, area))
        .statusCode(200)
        .body("created", equalTo(1));
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Response found;
    do {
      found = asEditor().get(AUDIT + "?entityType=plan&entityId=" + code);
    } while (found.jsonPath().getList("items").isEmpty() && System.nanoTime() < until);
    return code;
  }
}
