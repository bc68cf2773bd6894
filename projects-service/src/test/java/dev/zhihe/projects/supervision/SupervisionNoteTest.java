package dev.zhihe.projects.supervision;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Days;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notes on findings, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SupervisionNoteTest {
  private static final String NOTES = "/v1/supervision-notes";
  private static final String OLGA = "91330100799655058B";
  private static final String OTHER = "9144030071526726XG";

  @Test
  void isRepliedToByTheLeadUnitAndClosedByTheBureau() {
    var area = supervised("583021");
    var due = Days.of(Instant.now()).plusDays(10);
    noted(asEditor(), area, 1, due, "late", "silent", "late")
        .statusCode(201)
        .header("Location", endsWith("/v1/supervision-notes/583021-p1-s1"))
        .header("ETag", "\"v1\"")
        .body("status", equalTo("open"))
        .body("findings", contains("late", "silent"))
        .body("facts.finding", contains("late", "silent"))
        .body("facts[0].sentenceZh", equalTo("完成率 0.00%，低于时间进度 100.00% 的 60%"))
        .body("facts[0].openNotes", nullValue())
        .body("replies", empty());
    var item = NOTES + "/583021-p1-s1";
    given().get(item).then().statusCode(401);
    as("carl", "consumer").get(item).then().statusCode(403);
    asOperator("oscar", OTHER).get(item).then().statusCode(404);
    asOperator("oscar", OTHER).get(NOTES + "?plan=583021-145").then().body("items", empty());
    asOperator("olga", OLGA).get(item).then().statusCode(200).body("text", equalTo("请说明"));
    as("ada", "admin").get(item).then().statusCode(200);
    asEditor()
        .get(NOTES + "?plan=583021-145&format=csv")
        .then()
        .statusCode(200)
        .body(containsString(",late;silent,"));

    // The list counts it for those who may read it.
    var open = "/v1/supervision-list?plan=583021-145&finding=late";
    asEditor().get(open).then().body("items.openNotes", contains(1, 0, 0));
    asOperator("olga", OLGA).get(open).then().body("items.openNotes", contains(1, 0, 0));
    asOperator("oscar", OTHER).get(open).then().body("items.openNotes", contains(0, 0, 0));
    as("carl", "consumer").get(open).then().body("items.openNotes", contains(0, 0, 0));
    var before = Family.sealedPosition("projects");

    replied(asOperator("oscar", OTHER), item, "\"v1\"").statusCode(404);
    replied(as("rita", "reviewer"), item, "\"v1\"").statusCode(403);
    replied(asOperator("olga", OLGA), item, "\"v2\"").statusCode(412);
    asOperator("olga", OLGA)
        .contentType("application/json")
        .body(Map.of("text", "已复工"))
        .post(item + "/replies")
        .then()
        .statusCode(428);
    replied(asOperator("olga", OLGA), item, "\"v1\"")
        .statusCode(200)
        .body("status", equalTo("replied"))
        .body("replies.text", contains("已复工"))
        .body("replies.organisation", contains(OLGA));
    replied(asEditor(), item, "\"v2\"")
        .statusCode(200)
        .body("replies.organisation", contains(OLGA, null));
    asEditor().get(open).then().body("items.openNotes", contains(1, 0, 0));

    asEditor().get(NOTES + "?plan=583021-145&overdueOn=" + due).then().body("items", empty());
    asEditor()
        .get(NOTES + "?plan=583021-145&overdueOn=" + due.plusDays(1))
        .then()
        .body("items.code", contains("583021-p1-s1"));
    closed(asOperator("olga", OLGA), item, "\"v3\"", Map.of()).statusCode(403);
    closed(as("rita", "reviewer"), item, "\"v3\"", Map.of())
        .statusCode(200)
        .body("status", equalTo("closed"))
        .body("closureText", nullValue());
    closed(asEditor(), item, "\"v4\"", Map.of("text", "再办结")).statusCode(409);
    replied(asOperator("olga", OLGA), item, "\"v4\"")
        .statusCode(409)
        .body("detail", containsString("另立一条"));
    asEditor()
        .get(NOTES + "?plan=583021-145&overdueOn=" + due.plusDays(1))
        .then()
        .body("items", empty());
    asEditor()
        .get(NOTES + "?project=583021-p1&status=closed")
        .then()
        .body("items.code", contains("583021-p1-s1"));
    asEditor().get(open).then().body("items.openNotes", contains(0, 0, 0));
    asEditor().get(open + "&asOf=" + before).then().body("items.openNotes", contains(1, 0, 0));
    asEditor()
        .get(NOTES + "?plan=583021-145&asOf=" + before + "&overdueOn=" + due.plusDays(1))
        .then()
        .body("items.code", contains("583021-p1-s1"));
    asEditor()
        .get(NOTES + "?plan=583021-145&format=csv")
        .then()
        .statusCode(200)
        .body(containsString("late: 完成率 0.00%，低于时间进度 100.00% 的 60%;silent: "))
        .body(containsString(" " + OLGA + ": 已复工;"));

    // What follows is another note.
    noted(as("rita", "reviewer"), area, 1, due, "late")
        .statusCode(201)
        .body("code", equalTo("583021-p1-s2"));
  }

  @Test
  void keepsTheFactsOfItsDay() {
    var area = supervised("583022");
    var due = Days.of(Instant.now()).plusDays(10);
    noted(asEditor(), area, 1, due, "late").statusCode(201);
    area.entered(area.row(9, 1, "completed", "2024-06", "99000000", "fiscal"));
    asEditor()
        .get("/v1/supervision-list?plan=583022-145&finding=late")
        .then()
        .body("items.project", contains("583022-p2", "583022-p3"));
    asEditor()
        .get(NOTES + "/583022-p1-s1")
        .then()
        .body("facts.finding", contains("late"))
        .body(containsString("\"completionRatePercent\":0.00,\"timeProgressPercent\":100.00"));
  }

  @Test
  void namesEveryBrokenRule() {
    var area = supervised("583023");
    var yesterday = Days.of(Instant.now()).minusDays(1);
    noted(asEditor(), area, 1, yesterday, "over-plan", "late")
        .statusCode(422)
        .body("errors.code", containsInAnyOrder("over", "no-finding"))
        .body("errors.find { it.code == 'no-finding' }.value", equalTo("over-plan;late"))
        .body("errors.pointer", containsInAnyOrder("/dueOn", "/findings"));
    noted(asEditor(), area, 9, yesterday.plusDays(10), "late")
        .statusCode(422)
        .body("errors.code", contains("unknown-reference"));
    noted(asEditor(), area, 1, yesterday.plusDays(10)).statusCode(422);
    noted(asOperator("olga", OLGA), area, 1, yesterday.plusDays(10), "late").statusCode(403);
    for (var text : List.of(" ", "=1+1", "长".repeat(501))) {
      asEditor()
          .contentType("application/json")
          .body(note(area, 1, yesterday.plusDays(10), text, "late"))
          .post(NOTES)
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/text"));
    }
    asEditor()
        .contentType("application/json")
        .body(note(area, 1, yesterday.plusDays(10), "\u0007", "late"))
        .post(NOTES)
        .then()
        .statusCode(400);
    // Without a reply its closure needs a reason.
    noted(asEditor(), area, 1, yesterday.plusDays(10), "late").statusCode(201);
    var item = NOTES + "/583023-p1-s1";
    closed(asEditor(), item, "\"v1\"", Map.of("text", " "))
        .statusCode(422)
        .body("errors.code", contains("required"));
    closed(asEditor(), item, "\"v1\"", Map.of("text", "误立"))
        .statusCode(200)
        .body("closureText", equalTo("误立"))
        .body("replies", empty());
    asEditor().get(NOTES + "?overdueOn=someday").then().statusCode(400);
    asEditor().get(NOTES + "?plan=583023-145").then().body("items", hasSize(1));
  }

  @Test
  void isEnteredOnceHoweverOftenItIsSent() {
    var area = supervised("583024");
    var due = Days.of(Instant.now()).plusDays(10);
    for (var replayed : new String[] {null, "true"}) {
      asEditor()
          .header("Idempotency-Key", "note-583024")
          .contentType("application/json")
          .body(note(area, 2, due, "请说明", "late"))
          .post(NOTES)
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", equalTo(replayed))
          .body("code", equalTo("583024-p2-s1"));
    }
    asEditor().get(NOTES + "?plan=583024-145").then().body("items", hasSize(1));
  }

  /** A note stays with the unit that it was for, until the bureau hands it to the one of now. */
  @Test
  void theBureauHandsItToTheLeadUnitOfNow() {
    var area = supervised("583025");
    noted(asEditor(), area, 1, Days.of(Instant.now()).plusDays(10), "late").statusCode(201);
    new Family("projects")
        .handedIn(
            """
            code,plan,area,programme,name,location,leadUnits,tags,stage
            583025-p1,583025-145,583025,583025-c1,实验室,大学城,区经信委,重点;续建,construction
            """,
            "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    var item = NOTES + "/583025-p1-s1";
    replied(asOperator("olga", OLGA), item, "*").statusCode(404);
    replied(asOperator("oscar", OTHER), item, "*").statusCode(404);
    asOperator("olga", OLGA).get(item).then().statusCode(200);
    replied(asEditor(), item, "*").statusCode(200);
    asOperator("olga", OLGA).get(item).then().statusCode(404);
    replied(asOperator("oscar", OTHER), item, "*")
        .statusCode(200)
        .body("replies.organisation", contains(null, OTHER));
  }

  /** 区科技局 leads p1 and p3, by its alias; 区经信委 leads p2. All are late and silent. */
  private static LedgerArea supervised(String code) {
    var area = new LedgerArea(code).loaded();
    new Family("units")
        .handedIn(
            "code,area,name,aliases,creditCode\n%1$s-u1,%1$s,沙坪坝区科学技术局,区科技局,%2$s\n%1$s-u2,%1$s,区经信委,,%3$s\n"
                .formatted(code, OLGA, OTHER),
            "")
        .statusCode(200);
    area.entered(area.row(1, 1, "paid", "2021-06", "1000000", "fiscal"));
    return area;
  }

  private static Map<String, Object> note(
      LedgerArea area, int project, LocalDate due, String text, String... findings) {
    return Map.of(
        "project",
        area.project(project),
        "findings",
        List.of(findings),
        "text",
        text,
        "dueOn",
        due.toString());
  }

  private static ValidatableResponse noted(
      Request somebody, LedgerArea area, int project, LocalDate due, String... findings) {
    return somebody
        .contentType("application/json")
        .body(note(area, project, due, "请说明", findings))
        .post(NOTES)
        .then();
  }

  private static ValidatableResponse replied(Request somebody, String item, String version) {
    return somebody
        .header("If-Match", version)
        .contentType("application/json")
        .body(Map.of("text", "已复工"))
        .post(item + "/replies")
        .then();
  }

  private static ValidatableResponse closed(
      Request somebody, String item, String version, Map<String, String> why) {
    return somebody
        .header("If-Match", version)
        .contentType("application/json")
        .body(why)
        .post(item + "/closure")
        .then();
  }
}
