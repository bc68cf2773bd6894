package dev.zhihe.projects.rollup;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Days;
import dev.zhihe.projects.SealedDays;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a roll-up counts on a day, and by which day it measures time. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvestmentRollupDayTest {
  @Test
  void countsMonthsThatHadEndedByTheDay() {
    var area = new LedgerArea("572002").loaded();
    area.entered(
        area.row(1, 1, "paid", "2023-05", "1", "fiscal")
            + area.row(2, 1, "paid", "2023-06", "2", "fiscal"));
    var path = "/v1/investment-rollups?plan=572002-145&by=month&on=";
    given()
        .get(path + "2023-05-30")
        .then()
        .body("items", hasSize(0))
        .body("lightRule.edition", equalTo(1));
    // There is a ledger, though none of its months had ended: nothing is completed.
    given()
        .get(path.replace("by=month", "by=programme") + "2023-05-30")
        .then()
        .body("items.paidYuan", contains(0.0f, 0.0f))
        .body("items.light", contains("behind", "behind"))
        .body(
            containsString(
                "\"paidYuan\":0.00,\"completionRatePercent\":0.00,\"timeProgressPercent\":48.19,\"light\":\"behind\"}}"));
    given().get(path + "2023-05-31").then().body(containsString("\"paidYuan\":1.00"));
    given()
        .get(path + "2023-06-30")
        .then()
        .body("items.month", contains("2023-05", "2023-06"))
        .body(containsString("\"total\":{\"projects\":3"))
        .body(containsString("\"paidYuan\":3.00"));
    given().get(path + "2023-02-30").then().statusCode(400);
  }

  /** A project counts in its stage of the day, as it was known. */
  @Test
  void sumsAProjectInItsStageOfTheDay() {
    var area = new LedgerArea("572007").loaded();
    area.entered(area.row(1, 3, "paid", "2023-01", "5", "fiscal"));
    var before = Family.sealedPosition("projects");
    asEditor()
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("stage", "preparation", "since", "2023-03-01", "reason", "立项批复"))
        .post("/v1/projects/572007-p3/stage-changes")
        .then()
        .statusCode(200);
    var path = "/v1/investment-rollups?plan=572007-145&by=stage";
    var inPlanning = List.of("&on=2023-02-28", "&asOf=" + before, "&on=2023-03-01&asOf=" + before);
    for (var when : inPlanning) {
      given()
          .get(path + when)
          .then()
          .statusCode(200)
          .body("items.stage", contains("construction", "planning"))
          .body("items.projects", contains(2, 1))
          .body("items.paidYuan", contains(0.0f, 5.0f));
    }
    for (var when : List.of("&on=2023-03-01", "&asOf=now", "")) {
      given()
          .get(path + when)
          .then()
          .statusCode(200)
          .body("items.stage", contains("construction", "preparation"))
          .body("items.paidYuan", contains(0.0f, 5.0f));
    }
  }

  /** Time progress depends on a day. The answer names it once there is a ledger. */
  @Test
  void namesTheDayByWhichItMeasuresTime() throws SQLException {
    var area = new LedgerArea("572008").loaded();
    var path = "/v1/investment-rollups?plan=572008-145&by=programme";
    var without =
        given()
            .get(path + "&asOf=now")
            .then()
            .statusCode(200)
            .body("on", nullValue())
            .body("lightRule", nullValue())
            .extract();
    var first = Days.of(Instant.now());
    area.entered(area.row(1, 1, "paid", "2023-06", "5", "fiscal"));
    var position = Family.sealedPosition("projects");
    SealedDays.move(position, -40);
    try {
      assertThat(day(path + "&asOf=" + position))
          .as("the day of the position, not today")
          .isBetween(first.minusDays(40), Days.of(Instant.now()).minusDays(40));
    } finally {
      SealedDays.move(position, 40);
    }
    for (var when : List.of("", "&asOf=now", "&asOf=" + position)) {
      assertThat(day(path + when)).as(when).isBetween(first, Days.of(Instant.now()));
    }
    assertThat(given().get(path + "&asOf=" + without.header("Zhihe-As-Of")).asByteArray())
        .isEqualTo(without.asByteArray());
  }

  private static LocalDate day(String path) {
    return LocalDate.parse(
        given().get(path).then().statusCode(200).extract().jsonPath().getString("on"));
  }
}
