package dev.zhihe.projects;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Days;
import dev.zhihe.projects.project.Projects;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What projects keep and refuse, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProjectsTest {
  private static final Family PROGRAMMES = new Family("programmes");
  private static final Family PROJECTS = new Family("projects");
  private static final String COLUMNS = "code,plan,area,programme,name,stage";

  @Inject Projects projects;

  @Test
  void sharesOfProgrammesAreOfTheWholeProject() {
    programmes("511101");
    programmes("511102");
    imported(
            "511101",
            "programmes",
            "511101-c1:60;511101-c2:39.99",
            "511101-c2:100",
            "511101-c1:60;511101-c1:40",
            "511101-c1:50;511101-c9:50",
            "511101-c1:50;511102-c1:50",
            "511101-c1:0;511101-c2:100",
            "511101-c1",
            "511101-c1:33.333;511101-c2:66.667")
        .statusCode(422)
        .body("errors.column.unique()", contains("programmes"))
        .body("errors.row", contains(2, 3, 4, 5, 6, 7, 8, 9))
        .body(
            "errors.code",
            contains(
                "shares",
                "shares",
                "shares",
                "unknown-reference",
                "elsewhere",
                "shape",
                "shape",
                "shape"))
        .body("errors[0].detail", equalTo("份额合计应为 100，现为 99.99"))
        .body("errors[1].detail", equalTo("应含主类别 511101-c1"));

    imported("511101", "programmes", "511101-c1:60;511101-c2:40", "").statusCode(200);
    given()
        .get("/v1/projects/511101-p1")
        .then()
        .body("programme", equalTo("511101-c1"))
        .body(
            containsString(
                "\"programmes\":[{\"programme\":\"511101-c1\",\"sharePercent\":60.00},{\"programme\":\"511101-c2\",\"sharePercent\":40.00}]"));
    given().get("/v1/projects/511101-p2").then().body("programmes", hasSize(0));
    given()
        .get("/v1/projects?plan=511101-145&format=csv")
        .then()
        .body(containsString("511101-c1:60.00;511101-c2:40.00"));
  }

  @Test
  void aProjectDoesNotEndBeforeItBegins() {
    programmes("511103");
    PROJECTS
        .imported(
            COLUMNS
                + ",startYear,endYear\n511103-p1,511103-145,511103,511103-c1,甲,not_stated,2022,2021\n")
        .statusCode(422)
        .body("errors.column", contains("endYear"))
        .body("errors.code", contains("order"));
  }

  @Test
  void aStageFollowsTheOneBefore() {
    programmes("511104");
    imported("511104", "facts", "").statusCode(200);
    given()
        .get("/v1/projects/511104-p1")
        .then()
        .body("stages", hasSize(1))
        .body("stages[0].stage", equalTo("not_stated"))
        .body("stages[0].since", nullValue());
    changed("511104-p1", "planning", "2021-03-01")
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("stage", equalTo("planning"));
    changed("511104-p1", "construction", "2021-04-01")
        .statusCode(409)
        .body("type", equalTo("https://zhihe.dev/problems/conflict"))
        .body("detail", equalTo("511104-p1 处于阶段 planning，可变更为：preparation, suspended, cancelled"));
    changed("511104-p1", "preparation", "2021-02-28")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/since"))
        .body("errors[0].code", equalTo("order"));
    var tomorrow = Days.of(Instant.now()).plusDays(2).toString();
    changed("511104-p1", "preparation", tomorrow)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/since"))
        .body("errors[0].code", equalTo("future"));
    changed("511104-p1", "preparation", "2021-03-01").statusCode(200);
    changed("511104-p1", "suspended", "2021-09-30").statusCode(200);
    changed("511104-p1", "completed", "2021-10-01").statusCode(409);
    changed("511104-p1", "construction", "2022-01-10").statusCode(200);
    changed("511104-p1", "completed", "2023-12-20")
        .statusCode(200)
        .body("stage", equalTo("completed"))
        .body(
            "stages.stage",
            contains(
                "not_stated", "planning", "preparation", "suspended", "construction", "completed"))
        .body("stages[5].since", equalTo("2023-12-20"))
        .body("stages[5].reason", equalTo("会议纪要"))
        .body("stages[5].document", equalTo("沙府〔2021〕1号"));
    for (var stage : new String[] {"construction", "cancelled", "completed"}) {
      changed("511104-p1", stage, "2023-12-21")
          .statusCode(409)
          .body("detail", containsString("最终阶段 completed"));
    }
    given().get("/v1/projects?plan=511104-145&stage=completed").then().body("items", hasSize(1));
    given()
        .get("/v1/projects?plan=511104-145&format=csv")
        .then()
        .body(
            containsString(
                "not_stated;planning@2021-03-01;preparation@2021-03-01;suspended@2021-09-30;construction@2022-01-10;completed@2023-12-20"));
    PROJECTS.roundTrips("plan=511104-145", file("511104", "facts", ""));
  }

  @Test
  void aStageChangeEnteredInErrorIsTakenBack() {
    programmes("511105");
    imported("511105", "facts", "").statusCode(200);
    withdrawn("511105-p1").statusCode(409).body("detail", containsString("未变更过"));
    changed("511105-p1", "cancelled", "2021-03-01").statusCode(200);
    withdrawn("511105-p1")
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("stage", equalTo("not_stated"))
        .body("stages", hasSize(1));
    changed("511105-p1", "construction", "2021-02-01").statusCode(200);
  }

  @Test
  void onlyEditorsChangeStagesAndTheySayWhy() {
    programmes("511106");
    imported("511106", "facts", "").statusCode(200);
    var path = "/v1/projects/511106-p1/stage-changes";
    var body = Map.of("stage", "planning", "since", "2021-03-01", "reason", "立项");
    given().contentType("application/json").body(body).post(path).then().statusCode(401);
    for (var role : new String[] {"reviewer", "operator", "consumer"}) {
      as("rita", role).contentType("application/json").body(body).post(path).then().statusCode(403);
    }
    asEditor()
        .contentType("application/json")
        .header("If-Match", "\"v1\"")
        .body(Map.of("stage", "planning"))
        .post(path)
        .then()
        .statusCode(422)
        .body("errors.pointer.sort()", contains("/reason", "/since"));
    asEditor()
        .contentType("application/json")
        .header("If-Match", "\"v1\"")
        .body(body)
        .post("/v1/projects/511106-p9/stage-changes")
        .then()
        .statusCode(404);
  }

  /** Each success is a version and an entry in the history; nobody overwrites what nobody read. */
  @Test
  void noUpdateIsLostAmongAHundredWriters() {
    programmes("511113");
    imported("511113", "facts", "").statusCode(200);
    changed("511113-p1", "planning", "2021-03-01").statusCode(200);
    try (var writers = Executors.newFixedThreadPool(20)) {
      var answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(ProjectsTest::toggled, writers))
              .limit(100)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers).allMatch(answer -> List.of(200, 409, 412, 503).contains(answer));
      var successes = (int) answers.stream().filter(answer -> answer == 200).count();
      assertThat(successes).isPositive();
      given()
          .get("/v1/projects/511113-p1")
          .then()
          .header("ETag", equalTo("\"v" + (2 + successes) + "\""))
          .body("stages", hasSize(2 + successes));
    }
  }

  /** Suspends the project, or resumes it. */
  private static int toggled() {
    var seen = given().get("/v1/projects/511113-p1");
    return asEditor()
        .header("If-Match", seen.header("ETag"))
        .contentType("application/json")
        .body(
            Map.of(
                "stage",
                "planning".equals(seen.jsonPath().getString("stage")) ? "suspended" : "planning",
                "since",
                "2021-03-01",
                "reason",
                "改"))
        .post("/v1/projects/511113-p1/stage-changes")
        .statusCode();
  }

  @Test
  void anImportSetsTheStageOfANewProjectAlone() {
    programmes("511107");
    imported("511107", "facts", "").statusCode(200);
    PROJECTS
        .imported(
            file("511107", "facts", "").replace("not_stated", "construction"), "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("stage"))
        .body("errors.code", contains("stage-change"))
        .body(
            "errors[0].detail",
            equalTo("仍为 not_stated；变更阶段请用 POST /v1/projects/511107-p1/stage-changes"));
    PROJECTS
        .imported(file("511107", "facts", "已开工"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    // Once no stage can follow, the file with which the project was entered changes nothing.
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("stage", "cancelled", "since", "2023-08-01", "reason", "终止"))
        .post("/v1/projects/511107-p1/stage-changes")
        .then()
        .statusCode(200);
    PROJECTS
        .imported(file("511107", "facts", "已开工"), "?onExisting=update")
        .statusCode(200)
        .body("unchanged", equalTo(1));
    PROJECTS
        .imported(
            file("511107", "facts", "已开工").replace("not_stated", "planning"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("stage-change"));
    PROJECTS
        .imported(COLUMNS + ",stages\n511107-p7,511107-145,511107,511107-c1,丁,planning,completed\n")
        .statusCode(422)
        .body("errors.code", contains("read-only"));
  }

  @ParameterizedTest
  @CsvSource({
    "2101-500106-04-01-12345",
    "2101-500106-04-01-12345X",
    "21-500106-04-01-123456",
    "2101500106040112345"
  })
  void aNationalCodeHasItsShape(String code) {
    programmes("511108");
    imported("511108", "nationalCode", code)
        .statusCode(422)
        .body("errors.column", contains("nationalCode"))
        .body("errors.code", contains("shape"));
  }

  @Test
  void aProjectIsFoundByItsCodesUnitsAndLinks() {
    programmes("511109");
    PROJECTS
        .imported(
            COLUMNS
                + ",nationalCode,externalIds,participatingUnits,participatingUnitsPrinted,platforms,indicators\n"
                + "511109-p1,511109-145,511109,511109-c1,甲,not_stated,2101-511109-04-01-123456,library:2021-17;old:a b,区经信委;区教委,区经信局;区教委,511109-pf-001;511109-pf-002,rd-expenditure-to-gdp\n"
                + "511109-p2,511109-145,511109,511109-c1,乙,not_stated,,,区教委,,511109-pf-002,\n")
        .statusCode(200);
    given()
        .get("/v1/projects/511109-p1")
        .then()
        .body("nationalCode", equalTo("2101-511109-04-01-123456"))
        .body("externalIds", contains("library:2021-17", "old:a b"))
        .body("participatingUnitsPrinted", contains("区经信局", "区教委"));
    // As of a position, the list is read from the history.
    var position = Family.sealedPosition("projects");
    for (var moment : new String[] {"", "&asOf=" + position}) {
      found("511109", "nationalCode=2101-511109-04-01-123456" + moment, "511109-p1");
      found("511109", "participatingUnit=区教委" + moment, "511109-p1", "511109-p2");
      found("511109", "participatingUnit=区经信委" + moment, "511109-p1");
      found("511109", "platform=511109-pf-002" + moment, "511109-p1", "511109-p2");
      found("511109", "indicator=rd-expenditure-to-gdp" + moment, "511109-p1");
    }
    PROJECTS
        .imported(
            COLUMNS
                + ",externalIds,platforms,indicators\n511109-p3,511109-145,511109,511109-c1,丙,not_stated,2021-17,PF 1,研发\n")
        .statusCode(422)
        .body("errors.column", contains("externalIds", "platforms", "indicators"))
        .body("errors.code", contains("shape", "shape", "shape"));
  }

  @Test
  void landIsInSquareMetresBesideThePrintedMu() {
    programmes("511110");
    PROJECTS
        .imported(
            COLUMNS
                + ",landAreaMinM2,landAreaMaxM2,landAreaMu\n"
                + "511110-p1,511110-145,511110,511110-c1,甲,not_stated,,,85.27\n"
                + "511110-p2,511110-145,511110,511110-c1,乙,not_stated,30000,40000.50,\n"
                + "511110-p3,511110-145,511110,511110-c1,丙,not_stated,100000,100000,150\n"
                + "511110-p4,511110-145,511110,511110-c1,丁,not_stated,99500,99500,150\n")
        .statusCode(200);
    given()
        .get("/v1/projects/511110-p1")
        .then()
        .body(
            containsString(
                "\"landAreaMinM2\":56846.67,\"landAreaMaxM2\":56846.67,\"landAreaMu\":85.27,"));
    given()
        .get("/v1/projects/511110-p2")
        .then()
        .body(containsString("\"landAreaMinM2\":30000,\"landAreaMaxM2\":40000.5,"))
        .body("landAreaMu", nullValue());
    given()
        .get("/v1/projects/511110-p3")
        .then()
        .body(containsString("\"landAreaMinM2\":100000,\"landAreaMaxM2\":100000,"));
    PROJECTS
        .imported(
            COLUMNS
                + ",landAreaMinM2,landAreaMaxM2,landAreaMu\n"
                + "511110-p5,511110-145,511110,511110-c1,戊,not_stated,10000,10000,150\n"
                + "511110-p6,511110-145,511110,511110-c1,己,not_stated,20000,10000,\n"
                + "511110-p7,511110-145,511110,511110-c1,庚,not_stated,,,-1\n")
        .statusCode(422)
        .body("errors.column", contains("landAreaMu", "landAreaMaxM2", "landAreaMu"))
        .body("errors.code", contains("mu", "order", "mu"))
        .body("errors[0].detail", containsString("150 亩为 100000 平方米"));
  }

  /** Files of before the columns of square metres. */
  @Test
  void squareMetresThatAreWhatTheMuComeToFollowThem() {
    programmes("511120");
    PROJECTS
        .imported(
            COLUMNS
                + ",landAreaMinM2,landAreaMaxM2,landAreaMu\n"
                + "511120-p1,511120-145,511120,511120-c1,甲,not_stated,,,85.27\n"
                + "511120-p2,511120-145,511120,511120-c1,乙,not_stated,,,30\n"
                + "511120-p3,511120-145,511120,511120-c1,丙,not_stated,30000,40000.50,\n"
                + "511120-p4,511120-145,511120,511120-c1,丁,not_stated,99500,99500,150\n")
        .statusCode(200);
    PROJECTS
        .imported(
            COLUMNS
                + ",landAreaMu\n"
                + "511120-p1,511120-145,511120,511120-c1,甲,not_stated,90\n"
                + "511120-p2,511120-145,511120,511120-c1,乙,not_stated,\n"
                + "511120-p3,511120-145,511120,511120-c1,丙,not_stated,\n"
                + "511120-p4,511120-145,511120,511120-c1,丁,not_stated,150.0\n",
            "?onExisting=update")
        .statusCode(200);
    given()
        .get("/v1/projects/511120-p1")
        .then()
        .body(containsString("\"landAreaMinM2\":60000,\"landAreaMaxM2\":60000,\"landAreaMu\":90,"));
    given()
        .get("/v1/projects/511120-p2")
        .then()
        .body("landAreaMinM2", nullValue())
        .body("landAreaMaxM2", nullValue())
        .body("landAreaMu", nullValue());
    given()
        .get("/v1/projects/511120-p3")
        .then()
        .body(containsString("\"landAreaMinM2\":30000,\"landAreaMaxM2\":40000.5,"));
    given()
        .get("/v1/projects/511120-p4")
        .then()
        .body(containsString("\"landAreaMinM2\":99500,\"landAreaMaxM2\":99500,"));

    // A file without land keeps it, and stated square metres are compared with the mu.
    PROJECTS
        .imported(
            COLUMNS + "\n511120-p1,511120-145,511120,511120-c1,甲项目,not_stated\n",
            "?onExisting=update")
        .statusCode(200);
    given()
        .get("/v1/projects/511120-p1")
        .then()
        .body(containsString("\"landAreaMinM2\":60000,\"landAreaMaxM2\":60000,\"landAreaMu\":90,"));
    PROJECTS
        .imported(
            COLUMNS + ",landAreaMu\n511120-p4,511120-145,511120,511120-c1,丁,not_stated,170\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("mu"));
    PROJECTS
        .imported(
            COLUMNS
                + ",landAreaMinM2,landAreaMaxM2,landAreaMu\n"
                + "511120-p1,511120-145,511120,511120-c1,甲项目,not_stated,60000,60000,100\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("mu"));
  }

  /** Documents name units that no register has. */
  @Test
  void unitsOfProjectsNeedNotBeRegistered() {
    programmes("511111");
    PROJECTS
        .imported(
            COLUMNS
                + ",leadUnits\n"
                + "511111-p1,511111-145,511111,511111-c1,甲,not_stated,无名公司;甲局\n"
                + "511111-p2,511111-145,511111,511111-c1,乙,not_stated,甲委;无名公司\n"
                + "511111-p3,511111-145,511111,511111-c1,丙,not_stated,甲局\n"
                + "511111-p4,511111-145,511111,511111-c1,丁,not_stated,\n")
        .statusCode(200);
    new Family("units")
        .imported(
            "code,area,name,aliases,creditCode\n"
                + "511111-u1,511111,甲局,甲委,91330100799655058B\n"
                + "511112-u1,511112,无名公司,,91110000802100433B\n")
        .statusCode(200);
    var check = "/v1/units/unknown-names?plan=511111-145";
    given()
        .get(check)
        .then()
        .statusCode(200)
        .body("items.name", contains("无名公司"))
        .body("items[0].area", equalTo("511111"))
        .body("items[0].leads", contains("511111-p1"))
        .body("items[0].others", contains("511111-p2"));
    given()
        .get(check + "&format=csv")
        .then()
        .body(equalTo("area,name,leads,others\r\n511111,无名公司,511111-p1,511111-p2\r\n"));
    given().get("/v1/units/unknown-names").then().statusCode(400);
    assertThat(leadOf("511111-p1")).as("the first is primary, and not registered here").isNull();
    assertThat(leadOf("511111-p2")).as("by an alias").isEqualTo("91330100799655058B");
    assertThat(leadOf("511111-p3")).isEqualTo("91330100799655058B");
    assertThat(leadOf("511111-p4")).isNull();
    assertThat(leadOf("511111-p9")).isNull();
  }

  private @Nullable String leadOf(String project) {
    return QuarkusTransaction.requiringNew().call(() -> projects.leadOrganisationOf(project));
  }

  private static void found(String area, String filter, String... codes) {
    given()
        .get("/v1/projects?plan=" + area + "-145&" + filter)
        .then()
        .statusCode(200)
        .body("items.code", contains(codes));
  }

  private static ValidatableResponse changed(String project, String stage, String since) {
    return asEditor()
        .header("If-Match", given().get("/v1/projects/" + project).header("ETag"))
        .contentType("application/json")
        .body(Map.of("stage", stage, "since", since, "reason", " 会议纪要 ", "document", "沙府〔2021〕1号"))
        .post("/v1/projects/" + project + "/stage-changes")
        .then();
  }

  private static ValidatableResponse withdrawn(String project) {
    return asEditor()
        .header("If-Match", given().get("/v1/projects/" + project).header("ETag"))
        .delete("/v1/projects/" + project + "/stage-changes/last?reason=误录")
        .then();
  }

  private static void programmes(String area) {
    PROGRAMMES
        .imported("code,plan,nameZh\n%1$s-c1,%1$s-145,甲\n%1$s-c2,%1$s-145,乙\n".formatted(area))
        .statusCode(200);
  }

  private static ValidatableResponse imported(String area, String column, String... cells) {
    return PROJECTS.imported(file(area, column, cells));
  }

  /** Projects that differ in one column. */
  private static String file(String area, String column, String... cells) {
    var file = new StringBuilder(COLUMNS + "," + column + "\n");
    for (int i = 0; i < cells.length; i++) {
      file.append(
          "%1$s-p%2$d,%1$s-145,%1$s,%1$s-c1,项目,not_stated,%3$s\n".formatted(area, i + 1, cells[i]));
    }
    return file.toString();
  }
}
