package dev.zhihe.projects.supervision;

import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.projects.rule.Rules;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The supervision list, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SupervisionListTest {
  @Test
  void findsWhatTheRollUpByProjectShowsAsBehind() {
    var area = new LedgerArea("583011").loaded();
    area.entered(
        area.row(1, 1, "completed", "2021-06", "30000000", "fiscal")
            + area.row(2, 2, "completed", "2023-05", "10000000", "fiscal"));
    list(area, "&finding=late&on=2023-05-31")
        .statusCode(200)
        .body("plan", equalTo("583011-145"))
        .body("on", equalTo("2023-05-31"))
        .body("rule.edition", equalTo(1))
        .body("rule.code", nullValue())
        .body("rule.silentMonths", equalTo(2))
        .body("items.project", contains("583011-p2", "583011-p3"))
        .body("items.name", contains("孵化器", "产业园"))
        .body("items.leadUnit", contains("区经信委", "区科技局"))
        .body("items.stage", contains("construction", "planning"))
        .body("items.openNotes", contains(0, 0))
        .body(
            containsString(
                "\"completionRatePercent\":16.67,\"timeProgressPercent\":48.25,\"openNotes\":0,"
                    + "\"sentenceZh\":\"完成率 16.67%，低于时间进度 48.25% 的 60%\""))
        .body("counts.projects", equalTo(2))
        .body("counts.late", equalTo(2))
        .body("counts.silent", equalTo(0));
    list(area, "&finding=late&on=2023-05-31&leadUnit=区经信委")
        .body("items.project", contains("583011-p2"));
    given()
        .get("/v1/investment-rollups?plan=583011-145&by=project&on=2023-05-31")
        .then()
        .body("items.light", contains("warning", "behind", "behind"));

    // A rule of the plan from a day on: behind below 30 %.
    Rules.adopted("583011-r1", area.plan(), "2023-06-01", "30,90,60,60,1000");
    list(area, "&on=2023-06-01")
        .body("rule.code", equalTo("583011-r1"))
        .body("items.project", contains("583011-p3"));
    list(area, "&finding=late&on=2023-05-31").body("items", hasSize(2));
  }

  @Test
  void findsWhoDoesNotReport() {
    var area = new LedgerArea("583012").loaded();
    area.entered(area.row(1, 1, "arranged", "2023-01", "1000000", "fiscal"));
    var silent = "&finding=silent&on=";
    list(area, silent + "2023-01-31").body("items", empty());
    list(area, silent + "2023-02-27").body("items", empty());
    list(area, silent + "2023-02-28")
        .body("items.project", contains("583012-p1", "583012-p2", "583012-p3"))
        .body("items.unreportedMonths", contains(2, 2, 2))
        .body("items.fromMonth", contains("2023-01", "2023-01", "2023-01"))
        .body("items.lastReportedMonth", contains(nullValue(), nullValue(), nullValue()));
    var before = Family.sealedPosition("projects");

    submitted(asEditor(), report(area, 1, "2023-03")).statusCode(201);
    list(area, silent + "2023-05-30").body("items.project", contains("583012-p2", "583012-p3"));
    list(area, silent + "2023-05-31")
        .body("items.project", contains("583012-p1", "583012-p2", "583012-p3"))
        .body("items.unreportedMonths", contains(2, 5, 5))
        .body("items[0].lastReportedMonth", equalTo("2023-03"))
        .body("items[0].fromMonth", equalTo("2023-04"))
        .body("items[0].toMonth", equalTo("2023-05"));
    // A returned report does not count, a correction of it does, and so does an accepted one.
    as("rita", "reviewer")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "请核对"))
        .post("/v1/project-reports/583012-p1-m2023-03/return")
        .then()
        .statusCode(200);
    list(area, silent + "2023-04-30").body("items.unreportedMonths", contains(4, 4, 4));
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(report(area, 1, "2023-03"))
        .put("/v1/project-reports/583012-p1-m2023-03")
        .then()
        .statusCode(200);
    list(area, silent + "2023-04-30").body("items.unreportedMonths", contains(4, 4));
    act("rita", "583012-p1-m2023-03", "acceptance").statusCode(200);
    list(area, silent + "2023-04-30").body("items.unreportedMonths", contains(4, 4));
    list(area, silent + "2023-04-30&asOf=" + before)
        .body("items.unreportedMonths", contains(4, 4, 4));

    // In the stage of the day, nobody reports on what is suspended.
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("stage", "suspended", "since", "2023-04-15", "reason", "调整选址"))
        .post("/v1/projects/583012-p3/stage-changes")
        .then()
        .statusCode(200);
    list(area, silent + "2023-04-14").body("items.project", contains("583012-p2", "583012-p3"));
    list(area, silent + "2023-04-30").body("items.project", contains("583012-p2"));
    list(area, "&finding=silent").body("items.project", contains("583012-p1", "583012-p2"));
    list(area, silent + "2023-04-30&asOf=" + Family.sealedPosition("projects"))
        .body("items.name", contains("孵化器"));
  }

  @Test
  void findsWhatIsAboveTheTotal() {
    var area = new LedgerArea("583013").loaded();
    area.entered(area.row(1, 2, "arranged", "2023-01", "60000000", "fiscal"));
    list(area, "&finding=over-plan").body("items", empty());
    area.entered(area.row(2, 2, "arranged", "2023-06", "5000000", "social"));
    list(area, "&finding=over-plan&on=2023-06-29").body("items", empty());
    for (var when : List.of("", "&on=2023-06-30")) {
      list(area, "&finding=over-plan" + when)
          .body("items.project", contains("583013-p2"))
          .body(
              containsString(
                  "\"totalYuan\":60000000.00,\"arrangedYuan\":65000000.00,\"completedYuan\":0.00,\"openNotes\""))
          .body("counts.overPlan", equalTo(1));
    }
    Rules.adopted("583013-r1", area.plan(), "2023-01-01", "60,90,2,3,109");
    list(area, "&finding=over-plan").body("items", empty());
  }

  @Test
  void findsMoneyWithoutProgress() {
    var area = new LedgerArea("583014").loaded();
    area.entered(area.row(1, 1, "paid", "2023-01", "2000000", "fiscal"));
    var found = "&finding=money-without-progress&on=";
    list(area, found + "2023-01-30").body("items", empty());
    for (var day : List.of("2023-01-31", "2023-03-31", "2023-04-29")) {
      list(area, found + day)
          .body("items.project", contains("583014-p1"))
          .body(
              containsString(
                  "\"arrangedYuan\":0.00,\"completedYuan\":0.00,\"paidYuan\":2000000.00"))
          .body("counts.moneyWithoutProgress", equalTo(1));
    }
    list(area, found + "2023-03-31")
        .body("items.fromMonth", contains("2023-01"))
        .body("items.toMonth", contains("2023-03"));
    list(area, found + "2023-04-30").body("items", empty());
    var before = Family.sealedPosition("projects");
    area.entered(area.row(2, 1, "completed", "2023-03", "1000000", "fiscal"));
    list(area, found + "2023-03-31").body("items", empty());
    list(area, found + "2023-03-30").body("items", hasSize(1));
    list(area, found + "2023-03-31&asOf=" + before).body("items", hasSize(1));
    area.reversed("583014-e2");
    list(area, found + "2023-03-31").body("items", hasSize(1));
  }

  @Test
  void whatMergedProjectsHaveInTheLedgerCountsForTheOneThatGoesOn() {
    var area = new LedgerArea("583017").loaded();
    area.entered(
        area.row(1, 1, "completed", "2021-06", "50000000", "fiscal")
            + area.row(2, 1, "arranged", "2023-06", "3000000", "fiscal")
            + area.row(3, 2, "completed", "2021-06", "5000000", "fiscal")
            + area.row(4, 2, "arranged", "2023-05", "2000000", "fiscal"));
    submitted(asEditor(), report(area, 1, "2023-06")).statusCode(201);
    Rules.adopted("583017-r1", area.plan(), "2021-01-01", "60,90,2,3,30");
    var before = Family.sealedPosition("projects");
    approved(change("583017", "merger", List.of("583017-p1"), "into", "583017-p2"));
    var merged = "&asOf=" + Family.sealedPosition("projects");

    for (var when : List.of("&on=2023-06-30", "&on=2023-07-31&asOf=" + before)) {
      list(area, "&finding=late" + when)
          .body("items.project", contains("583017-p2", "583017-p3"))
          .body(containsString("\"completionRatePercent\":8.33,"));
      list(area, "&finding=over-plan" + when)
          .body("items.project", contains("583017-p1"))
          .body(containsString("\"arrangedYuan\":3000000.00,\"completedYuan\":50000000.00"));
      list(area, "&finding=money-without-progress" + when)
          .body("items.project", contains("583017-p1", "583017-p2"))
          .body(containsString("\"arrangedYuan\":2000000.00"));
    }
    // Of 160 million, 55 are completed.
    for (var when : List.of("&on=2023-07-31", "&on=2023-07-31" + merged)) {
      list(area, "&finding=late" + when).body("items.project", contains("583017-p3"));
      list(area, "&finding=over-plan" + when)
          .body("items.project", contains("583017-p2"))
          .body(
              containsString(
                  "\"totalYuan\":180000000.00,\"arrangedYuan\":5000000.00,\"completedYuan\":55000000.00,"))
          .body("items.sentenceZh", contains("完成投资 55000000.00 元，超过规划总投资 180000000.00 元的 30%"))
          .body(
              "items.sentenceEn",
              contains(
                  "Completed are 55000000.00 yuan, above 30% of the total investment of 180000000.00 yuan"));
      list(area, "&finding=money-without-progress" + when)
          .body("items.project", contains("583017-p2"))
          .body(containsString("\"arrangedYuan\":5000000.00"));
      // What was reported for the other is no report on this one.
      list(area, "&finding=silent" + when)
          .body("items.project", contains("583017-p2", "583017-p3"))
          .body("items.fromMonth", contains("2021-06", "2023-01"))
          .body("items.lastReportedMonth", contains(nullValue(), nullValue()));
    }
    for (var when : List.of("", merged)) {
      list(area, "&finding=over-plan" + when).body("items.project", contains("583017-p2"));
      list(area, "&finding=late" + when)
          .body("items.project", contains("583017-p2", "583017-p3"))
          .body(containsString("\"completionRatePercent\":34.38,"));
    }
  }

  @Test
  void isForCallersWithARoleAndItsReadingIsRecorded() {
    var area = new LedgerArea("583015").loaded();
    given().get("/v1/supervision-list?plan=583015-145").then().statusCode(401);
    list(area, "").statusCode(200).body("items", empty());
    // An empty list tells that nobody is silent.
    as("selma", "consumer")
        .get("/v1/supervision-list?plan=583015-145")
        .then()
        .statusCode(200)
        .body("items", empty());
    as("ada", "admin")
        .get("/v1/audit/projects/reads?client=selma")
        .then()
        .statusCode(200)
        .body("items.states", contains(1));
    area.entered(area.row(1, 1, "paid", "2021-01", "2000000", "fiscal"));
    as("sven", "consumer")
        .get("/v1/supervision-list?plan=583015-145&on=2023-01-31")
        .then()
        .statusCode(200)
        .body("counts.projects", equalTo(3));
    as("ada", "admin")
        .get("/v1/audit/projects/reads?client=sven")
        .then()
        .statusCode(200)
        .body("items.request", hasItem(containsString("/v1/supervision-list?plan=583015-145")));
    list(area, "&finding=tardy").statusCode(400).body("errors[0].pointer", equalTo("/finding"));
    asEditor().get("/v1/supervision-list").then().statusCode(400);
    list(area, "&on=2023-01-31&format=csv")
        .statusCode(200)
        .body(startsWith("project,name,leadUnit,stage,finding,completionRatePercent,"))
        .body(containsString("\r\n583015-p1,实验室,区科技局,construction,late,0.00,"));
    list(area, "&on=2023-01-31&format=xlsx").statusCode(200);
    for (var day : List.of("0001-01-01", "9999-12-31")) {
      list(area, "&on=" + day).statusCode(200);
    }
    // At a position, with or without today's day, it is the same bytes.
    var now =
        as("carl", "consumer")
            .get("/v1/supervision-list?plan=583015-145&asOf=now")
            .then()
            .extract();
    assertThat(
            as("carl", "consumer")
                .get("/v1/supervision-list?plan=583015-145&asOf=" + now.header("Zhihe-As-Of"))
                .asByteArray())
        .isEqualTo(now.asByteArray());
  }

  private static ValidatableResponse list(LedgerArea area, String more) {
    return as("carl", "consumer").get("/v1/supervision-list?plan=" + area.plan() + more).then();
  }
}
