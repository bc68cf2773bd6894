package dev.zhihe.projects.investment.annual;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.Planned;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a project is to invest in a year, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AnnualPlanTest {
  private static final Family ANNUAL = new Family("annual-plans");
  private static final String HEADER = "code,plan,project,year,amountYuan,comment,validFrom\n";

  @Inject AnnualPlans plans;

  @Test
  void isAdoptedByAnotherPersonAndRevisedByALaterOne() {
    Planned.adopted("540201", 2);
    ANNUAL
        .imported(rows("540201", "p1,2023,3,,", "p2,2023,4,,", "p1,2024,1,,"))
        .statusCode(200)
        .body("created", equalTo(3));
    var item = "/v1/annual-plans/540201-145-p1-2023";
    given().get(item).then().statusCode(404);
    adopted(as("erin", "editor", "reviewer"), "540201-145", 2023)
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    adopted(asEditor(), "540201-145", 2023).statusCode(403);
    adopted(rita(), "540201-145", 2022).statusCode(404);
    adopted(rita(), "540201-145", 2023)
        .statusCode(200)
        .body("year", equalTo(2023))
        .body("adopted", equalTo(2));
    adopted(rita(), "540201-145", 2023).statusCode(409);
    given()
        .get(item)
        .then()
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("status", equalTo("adopted"))
        .body(containsString("\"amountYuan\":3.00,"));
    given().get("/v1/annual-plans/540201-145-p1-2024").then().statusCode(404);

    // What is adopted takes no imports; a revision is a row of its own, from a later day on.
    ANNUAL
        .imported(rows("540201", "p1,2023,2,,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"));
    var revision = "540201-145-p1-2023-r2,540201-145,540201-145-p1,2023,2,,";
    ANNUAL
        .imported(HEADER + revision + "\n")
        .statusCode(422)
        .body("errors.code", contains("effective-day"));
    ANNUAL.imported(HEADER + revision + "2023-07-01\n").statusCode(200);
    ANNUAL
        .imported(HEADER + revision.replace("-r2", "-r3") + "2023-08-01\n")
        .statusCode(422)
        .body("errors.code", contains("open"))
        .body("errors[0].detail", containsString("540201-145-p1-2023-r2"));
    adopted(rita(), "540201-145", 2023).statusCode(200).body("adopted", equalTo(1));
    given()
        .get(item)
        .then()
        .header("ETag", "\"v3\"")
        .body("validUntil", equalTo("2023-07-01"))
        .body(containsString("\"amountYuan\":3.00,"));
    given()
        .get("/v1/annual-plans/540201-145-p1-2023-r2")
        .then()
        .body("revises", equalTo("540201-145-p1-2023"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("validUntil", nullValue());
    var list = "/v1/annual-plans?project=540201-145-p1&year=2023&asOf=now&on=";
    given().get(list + "2023-06-30").then().body("items.code", contains("540201-145-p1-2023"));
    given().get(list + "2023-07-01").then().body("items.code", contains("540201-145-p1-2023-r2"));
    ANNUAL
        .imported(HEADER + revision.replace("-r2", "-r3") + "2023-07-01\n")
        .statusCode(422)
        .body("errors.code", contains("effective-day"));
    ANNUAL.imported(HEADER + revision.replace("-r2", "-r3") + "2023-07-02\n").statusCode(200);
    adopted(rita(), "540201-145", 2023).statusCode(200);
    given().get(list + "2023-07-02").then().body("items.code", contains("540201-145-p1-2023-r3"));
    ANNUAL.roundTrips("plan=540201-145", "code\n" + "a,\n".repeat(5));
  }

  @Test
  void fitsThePhasesOrSaysWhyNot() {
    Planned.adopted("540202", 2);
    ANNUAL
        .imported(
            rows(
                "540202",
                "p1,2021,4,,",
                "p1,2022,2.01,,", // 6.01 of 6 with the row above
                "p1,2023,4,,",
                "p2,2026,1,,")) // in no phase
        .statusCode(422)
        .body("errors.row", contains(2, 3, 5))
        .body("errors.column", contains("comment", "comment", "comment"))
        .body("errors.code", contains("comment-required", "comment-required", "comment-required"))
        .body("errors[0].detail", containsString("6.01"))
        .body("errors[2].detail", containsString("2026"));
    ANNUAL
        .imported(rows("540202", "p1,2021,4,,", "p1,2022,2,,", "p1,2023,4,,", "p2,2026,1,尾款,"))
        .statusCode(200);
    // Held against what is stored, too, and against the changed amount of the year.
    ANNUAL
        .imported(rows("540202", "p1,2024,0.01,,"))
        .statusCode(422)
        .body("errors.code", contains("comment-required"));
    ANNUAL
        .imported(rows("540202", "p1,2022,2.01,,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("comment-required"));
    ANNUAL.imported(rows("540202", "p1,2022,1,,"), "?onExisting=update").statusCode(200);
    ANNUAL.imported(rows("540202", "p1,2024,0.01,提前实施,")).statusCode(200);
    // A draft that moves to another year leaves the first one free.
    var moved =
        rows("540202", "p1,2022,2,,").replace("p1,2022", "p1,2025").replace(",2,,", ",0.5,,");
    ANNUAL
        .imported(moved, "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors[0].detail", containsString("4.51"));
    ANNUAL.imported(moved.replace(",0.5,,", ",0.5,提前,"), "?onExisting=update").statusCode(200);
    ANNUAL.imported(HEADER + "540202-other,540202-145,540202-145-p1,2022,2,,\n").statusCode(200);
  }

  @Test
  void isHeldAgainstTheInvestmentPlanOfTheDayOfItsAdoption() {
    Planned.adopted("540203", 1);
    ANNUAL.imported(rows("540203", "p1,2021,6,,")).statusCode(200);
    var adjustment =
        Map.of(
            "investmentPlan",
            "540203-145-p1-ip1",
            "afterTotalYuan",
            9,
            "afterPeriodYuan",
            9,
            "afterPhases",
            List.of(
                Map.of("fromYear", 2021, "toYear", 2022, "amountYuan", 5),
                Map.of("fromYear", 2023, "toYear", 2025, "amountYuan", 4)),
            "reason",
            "压减",
            "documentTitle",
            "批复",
            "documentNumber",
            "1号",
            "effectiveOn",
            "2021-07-01");
    var path = "/v1/plan-adjustments";
    asEditor().contentType("application/json").body(adjustment).post(path).then().statusCode(201);
    var item = path + "/540203-145-p1-ip1-adj1";
    asEditor().header("If-Match", "\"v1\"").post(item + "/submission").then().statusCode(200);
    rita().header("If-Match", "\"v2\"").post(item + "/approval").then().statusCode(200);
    adopted(rita(), "540203-145", 2021)
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors.pointer", contains("/year"))
        .body("detail", containsString("540203-145-p1-2021"))
        .body("detail", containsString("540203-145-p1-ip2"));
    ANNUAL.imported(rows("540203", "p1,2021,6,已开工,"), "?onExisting=update").statusCode(200);
    adopted(rita(), "540203-145", 2021).statusCode(200);
  }

  @Test
  void tellsWhatAnAdoptionNeeds() {
    for (var body :
        new String[] {
          "{\"plan\":\"Not A Code\",\"year\":2023}",
          "{\"plan\":\"540204-145\"}",
          "{\"plan\":\"540204-145\",\"year\":1}",
          "{\"plan\":\"540204-145\",\"year\":2201}"
        }) {
      rita()
          .contentType("application/json")
          .body(body)
          .post("/v1/annual-plans/adoptions")
          .then()
          .statusCode(422)
          .body("errors", hasSize(1));
    }
  }

  @Test
  void namesEveryErrorOfEveryRow() {
    Planned.adopted("540205", 2);
    Planned.adopted("540206", 1);
    ANNUAL
        .imported(
            """
            code,plan,project,year,amountYuan,validFrom,status
            540205-a1,540205-145,540206-145-p1,23,-1,2023-02-30,
            540205-a2,540205-145,540205-none,2023,1,,
            540205-a3,540205-145,540205-145-p1,2023,1,,adopted
            540205-a4,540205-145,540205-145-p2,2023,1,,
            540205-a5,540205-145,540205-145-p2,2023,2,2023-07-01,
            540205-a6,,,,,,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("project", "year", "amountYuan", "validFrom"))
        .body("errors.findAll { it.row == 3 }.code", contains("unknown-reference"))
        .body("errors.findAll { it.row == 4 }.code", contains("read-only"))
        .body("errors.findAll { it.row == 5 }", hasSize(0))
        .body("errors.findAll { it.row == 6 }.code", contains("open"))
        .body(
            "errors.findAll { it.row == 7 }.column",
            containsInAnyOrder("plan", "project", "year", "amountYuan"));
    ANNUAL.imported(rows("540205", "p1,2023,1,,")).statusCode(200);
    ANNUAL
        .imported(
            HEADER + "540205-145-p1-2023,540206-145,540206-145-p1,2023,1,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("moved"));
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    Planned.adopted("540207", 14);
    var file =
        rows(
            "540207",
            IntStream.rangeClosed(1, 14)
                .mapToObj("p%d,2023,3,说明,2023-01-05"::formatted)
                .toArray(String[]::new));
    ANNUAL.takesInOnce(file);
    ANNUAL.walksAllPages("plan=540207-145", file);
    ANNUAL.refusesAForeignCursor("plan=540207-145", "plan=540207-145&year=2023");
    ANNUAL.roundTrips("plan=540207-145", file);
    ANNUAL.refusesUnknownAndRepeatedParameters();
    ANNUAL.neverAnswers304AfterAWrite(
        "540207-145-p3-2023", "plan=540207-145", file.replace("p3,2023,3,", "p3,2023,4,"));
    asEditor().get("/v1/annual-plans?year=23").then().statusCode(400);
  }

  @Test
  void refusesToWriteAChangeOfAnAdoptedAnnualPlan() {
    Planned.adopted("540208", 1);
    ANNUAL.imported(rows("540208", "p1,2023,3,,")).statusCode(200);
    adopted(rita(), "540208-145", 2023).statusCode(200);
    var more =
        new NewAnnualPlan(
            "540208-145-p1-2023",
            "540208-145",
            "540208-145-p1",
            2023,
            BigDecimal.TEN,
            null,
            null,
            null,
            null);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> plans.findById("540208-145-p1-2023").describe(more)))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("adopted");
  }

  /** Rows of project, year, amount, comment and first day, with the code made of the first two. */
  private static String rows(String area, String... rows) {
    return Stream.of(rows)
        .map(
            row ->
                "%1$s-145-%2$s-%3$s,%1$s-145,%1$s-145-%4$s\n"
                    .formatted(area, row.split(",", -1)[0], row.split(",", -1)[1], row))
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static Request rita() {
    return as("rita", "reviewer");
  }

  private static ValidatableResponse adopted(Request caller, String plan, int year) {
    return caller
        .contentType("application/json")
        .body(Map.of("plan", plan, "year", year))
        .post("/v1/annual-plans/adoptions")
        .then();
  }
}
