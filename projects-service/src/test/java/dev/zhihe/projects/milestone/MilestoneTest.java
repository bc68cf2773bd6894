package dev.zhihe.projects.milestone;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.kit.json.Days;
import dev.zhihe.projects.Planned;
import dev.zhihe.projects.SealedDays;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Milestones and their slips, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MilestoneTest {
  private static final Family MILESTONES = new Family("milestones");
  private static final String HEADER = "code,plan,project,name,dueOn,metOn,evidence,note\n";

  @Test
  void keepsTheFirstDueDayAndLosesNoRow() {
    Planned.loaded("580001", 14);
    var file =
        rows(
            "580001",
            IntStream.rangeClosed(1, 14)
                .mapToObj("p%d,封顶,2023-06-30,2023-06-15,验收记录,备注"::formatted)
                .toArray(String[]::new));
    MILESTONES.takesInOnce(file);
    MILESTONES.walksAllPages("plan=580001-145", file);
    MILESTONES.refusesAForeignCursor("plan=580001-145", "plan=580001-145&project=580001-145-p1");
    MILESTONES.roundTrips("plan=580001-145", file);
    MILESTONES.refusesUnknownAndRepeatedParameters();
    MILESTONES.neverAnswers304AfterAWrite(
        "580001-145-p3-m1", "plan=580001-145", file.replace("p3,封顶", "p3,主体封顶"));
    var moved = rows("580001", "p1,封顶,2023-09-30,,,");
    MILESTONES
        .imported(moved)
        .statusCode(422)
        .body("errors.code", contains("differs"))
        .body("errors[0].detail", containsString("dueOn"));
    MILESTONES.imported(moved, "?onExisting=update").statusCode(200);
    MILESTONES
        .imported(moved.replace("2023-09-30", "2023-12-31"), "?onExisting=update")
        .statusCode(200);
    given()
        .get("/v1/milestones/580001-145-p1-m1")
        .then()
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("firstDueOn", equalTo("2023-06-30"))
        .body("dueOn", equalTo("2023-12-31"))
        .body("metOn", nullValue())
        .body("evidence", nullValue());
    given()
        .get("/v1/milestones?project=580001-145-p2")
        .then()
        .body("items.code", contains("580001-145-p2-m1"));
    MILESTONES.roundTrips("plan=580001-145", file);
  }

  @Test
  void namesEveryErrorOfEveryRow() {
    Planned.loaded("580002", 2);
    Planned.loaded("580003", 1);
    var tomorrow = Days.of(Instant.now()).plusDays(1);
    MILESTONES
        .imported(
            "code,plan,project,name,dueOn,metOn,firstDueOn\n"
                + "580002-m1,580002-145,580003-145-p1,,2023-02-30,%1$s,\n".formatted(tomorrow)
                + "580002-m2,580002-145,580002-none,封顶,2023-06-30,2023,\n"
                + "580002-m3,580002-145,580002-145-p1,封顶,2023-06-30,,2023-05-31\n"
                + "580002-m4,,,,,,\n")
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.code",
            containsInAnyOrder("elsewhere", "required", "no-such-date", "future"))
        .body(
            "errors.findAll { it.row == 3 }.code", containsInAnyOrder("unknown-reference", "date"))
        .body("errors.findAll { it.row == 4 }.code", contains("read-only"))
        .body(
            "errors.findAll { it.row == 5 }.column",
            containsInAnyOrder("plan", "project", "name", "dueOn"));
    as("olga", "operator")
        .contentType("text/csv")
        .body(rows("580002", "p1,封顶,2023-06-30,,,"))
        .post("/v1/milestones/imports")
        .then()
        .statusCode(403);
    MILESTONES.imported(rows("580002", "p1,封顶,2023-06-30,,,")).statusCode(200);
    for (var elsewhere : List.of("580002-145,580002-145-p2", "580003-145,580003-145-p1")) {
      MILESTONES
          .imported(
              HEADER + "580002-145-p1-m1,%s,封顶,2023-06-30,,,\n".formatted(elsewhere),
              "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("moved"));
    }
    // A day before the due day, or today, is no error.
    MILESTONES
        .imported(rows("580002", "p2,封顶,2099-06-30,%s,,".formatted(Days.of(Instant.now()))))
        .statusCode(200);
  }

  /** The answer for a past day says what was due and met by it, as it is known. */
  @Test
  void saysWhatSlipsOnADayAndAtAPosition() {
    Planned.loaded("580004", 6);
    MILESTONES
        .imported(
            rows(
                "580004",
                "p1,封顶,2023-03-31,2023-03-01,,",
                "p2,封顶,2023-03-31,2023-05-10,,",
                "p3,封顶,2023-03-31,,,",
                "p4,封顶,2023-03-31,,,",
                "p5,封顶,2023-12-31,,,",
                "p6,封顶,2023-06-30,2023-07-01,,"))
        .statusCode(200);
    var before = Family.sealedPosition("milestones");
    MILESTONES
        .imported(rows("580004", "p4,封顶,2023-09-30,,,"), "?onExisting=update")
        .statusCode(200);
    var path = "/v1/milestone-slips?plan=580004-145";
    given()
        .get(path + "&on=2023-06-30")
        .then()
        .statusCode(200)
        .body("plan", equalTo("580004-145"))
        .body("on", equalTo("2023-06-30"))
        .body(
            "items.code",
            contains(
                "580004-145-p4-m1",
                "580004-145-p3-m1",
                "580004-145-p2-m1",
                "580004-145-p5-m1",
                "580004-145-p6-m1",
                "580004-145-p1-m1"))
        .body("items.status", contains("moved", "overdue", "met_late", "due", "due", "met"))
        .body("items.slipDays", contains(183, 91, 40, 0, 0, -30))
        .body("items.metOn", contains(null, null, "2023-05-10", null, null, "2023-03-01"))
        .body("items[0].project", equalTo("580004-145-p4"))
        .body("items[0].firstDueOn", equalTo("2023-03-31"))
        .body("items[0].dueOn", equalTo("2023-09-30"))
        .body("items[0].milestones", nullValue())
        .body(
            containsString(
                "\"total\":{\"slipDays\":183,\"milestones\":6,\"met\":1,\"metLate\":1,\"overdue\":1,\"moved\":1,\"due\":2,\"dropped\":0}"));
    // What was known before: the fourth was not moved yet.
    var past =
        given()
            .get(path + "&on=2023-06-30&asOf=" + before)
            .then()
            .body("total.overdue", equalTo(2))
            .body("total.moved", equalTo(0))
            .body("total.slipDays", equalTo(91))
            .extract();
    // On an earlier day nothing but the first was met.
    given()
        .get(path + "&on=2023-03-31")
        .then()
        .body("total.met", equalTo(1))
        .body("total.metLate", equalTo(0))
        .body("total.overdue", equalTo(0));
    given().get(path + "&on=2023-07-01").then().body("total.metLate", equalTo(2));
    given()
        .get(path + "&on=2023-06-30&project=580004-145-p2")
        .then()
        .body("items.code", contains("580004-145-p2-m1"))
        .body("total.milestones", equalTo(1));
    given()
        .get(path + "&on=2023-06-30&status=overdue")
        .then()
        .body("items.code", contains("580004-145-p3-m1"))
        .body("total.milestones", equalTo(1));
    given()
        .get(path + "&on=2023-06-30&format=csv")
        .then()
        .statusCode(200)
        .body(
            startsWith(
                "project,code,name,firstDueOn,dueOn,metOn,slipDays,status,milestones,met,metLate,overdue,moved,due,dropped,total\r\n"
                    + "580004-145-p4,580004-145-p4-m1,封顶,2023-03-31,2023-09-30,,183,moved,,,,,,,,false\r\n"))
        .body(endsWith("\r\n合计 total,,,,,,183,,6,1,1,1,1,2,0,true\r\n"));
    given().get(path + "&format=xlsx").then().statusCode(200);
    given()
        .get("/v1/milestone-slips?plan=580004-145-none")
        .then()
        .statusCode(200)
        .body("items", hasSize(0))
        .body("total.milestones", equalTo(0))
        .body("total.slipDays", nullValue());
    // An answer about a past position goes by its day, and never changes.
    var today = Days.of(Instant.now());
    for (var when : List.of("", "&asOf=now", "&asOf=" + before)) {
      var on = given().get(path + when).jsonPath().getString("on");
      assertThat(LocalDate.parse(on)).as(when).isBetween(today, Days.of(Instant.now()));
    }
    assertThat(given().get(path + "&on=2023-06-30&asOf=" + before).asByteArray())
        .isEqualTo(past.asByteArray());
  }

  /** What was due after a project left is not late for ever. */
  @Test
  void dropsWhatWasDueAfterItsProjectLeft() {
    Planned.adopted("580007", 3);
    MILESTONES
        .imported(
            rows("580007", "p1,封顶,2023-06-30,,,", "p2,封顶,2023-09-30,,,", "p3,封顶,2023-09-30,,,"))
        .statusCode(200);
    var before = Family.sealedPosition("milestones");
    var path = "/v1/milestone-slips?plan=580007-145&on=2023-12-31";
    given().get(path).then().body("total.overdue", equalTo(3)).body("total.dropped", equalTo(0));
    withdrawn("580007", "p1", "p2");
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("stage", "cancelled", "since", "2023-08-01", "reason", "条件不具备"))
        .post("/v1/projects/580007-145-p3/stage-changes")
        .then()
        .statusCode(200);
    given()
        .get(path)
        .then()
        .statusCode(200)
        .body("items.status", contains("overdue", "dropped", "dropped"))
        .body("items.slipDays", contains(184, null, null))
        .body("total.milestones", equalTo(3))
        .body("total.overdue", equalTo(1))
        .body("total.dropped", equalTo(2))
        .body("total.slipDays", equalTo(184));
    given()
        .get(path + "&status=dropped")
        .then()
        .body("items.code", contains("580007-145-p2-m1", "580007-145-p3-m1"));
    given().get(path + "&asOf=" + before).then().body("total.overdue", equalTo(3));
    given()
        .get("/v1/milestone-slips?plan=580007-145&on=2023-06-30")
        .then()
        .body("total.due", equalTo(3));
  }

  private static void withdrawn(String area, String... projects) {
    String code =
        asEditor()
            .contentType("application/json")
            .body(
                Map.of(
                    "plan",
                    area + "-145",
                    "kind",
                    "withdrawal",
                    "projects",
                    Stream.of(projects).map(project -> area + "-145-" + project).toList(),
                    "reason",
                    "动态调整",
                    "documentTitle",
                    "通知",
                    "documentNumber",
                    "1号",
                    "effectiveOn",
                    "2023-07-01"))
            .post("/v1/project-changes")
            .then()
            .statusCode(201)
            .extract()
            .path("code");
    var item = "/v1/project-changes/" + code;
    asEditor().header("If-Match", "*").post(item + "/submission").then().statusCode(200);
    as("rita", "reviewer").header("If-Match", "*").post(item + "/approval").then().statusCode(200);
  }

  /** What was known at a position is measured by its day, on whatever day that is asked. */
  @Test
  void measuresAPastPositionByItsDay() throws SQLException {
    Planned.loaded("580006", 1);
    var today = Days.of(Instant.now());
    MILESTONES
        .imported(rows("580006", "p1,封顶,%s,,,".formatted(today.minusDays(20))))
        .statusCode(200);
    var position = Family.sealedPosition("milestones");
    SealedDays.move(position, -40);
    try {
      given()
          .get("/v1/milestone-slips?plan=580006-145&asOf=" + position)
          .then()
          .statusCode(200)
          .body("items.status", contains("due"));
    } finally {
      SealedDays.move(position, 40);
    }
    given()
        .get("/v1/milestone-slips?plan=580006-145&asOf=now")
        .then()
        .body("items.status", contains("overdue"));
  }

  /** A kept answer is asked again once a milestone changes. */
  @Test
  void aKeptAnswerHasTheMilestoneThatIsMetNext() {
    Planned.loaded("580005", 1);
    MILESTONES.imported(rows("580005", "p1,封顶,2023-03-31,,,")).statusCode(200);
    var path = "/v1/milestone-slips?plan=580005-145";
    for (int i = 0; i < 3; i++) {
      given().get(path).then().body("items.status", contains("overdue"));
    }
    MILESTONES
        .imported(rows("580005", "p1,封顶,2023-03-31,2023-03-31,,"), "?onExisting=update")
        .statusCode(200);
    given().get(path).then().body("items.status", contains("met"));
  }

  @Test
  void tellsWhatAReportNeeds() {
    given()
        .get("/v1/milestone-slips?status=late")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/plan", "/status"))
        .body("errors[1].detail", containsString("met_late"));
    asEditor().get("/v1/milestone-slips?plan=580005-145&on=2023-02-30").then().statusCode(400);
    given().get("/v1/milestones/580005-none").then().statusCode(404);
  }

  /** Rows of project, name, due day, day of completion, evidence and note. */
  private static String rows(String area, String... rows) {
    return Stream.of(rows)
        .map(
            row ->
                "%1$s-145-%2$s-m1,%1$s-145,%1$s-145-%3$s\n"
                    .formatted(area, row.split(",", -1)[0], row))
        .collect(Collectors.joining("", HEADER, ""));
  }
}
