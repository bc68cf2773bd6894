package dev.zhihe.platforms.supervision.reminder;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import dev.zhihe.platforms.Parks;
import dev.zhihe.platforms.TestTime;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reminders of an area; September is due on 10 October, October on 10 November. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RemindersTest {
  private static final String LIST = "/v1/occupancy-reminders";

  @Test
  void isWrittenOnceForEachPlatformPeriodAndKind() {
    var parks = new Parks("183030").loaded();
    TestTime.at(
        "2026-11-05T04:00:00Z",
        () -> {
          parks.submitted(1, "m09");
          parks.submitted(1, "m10");
        });
    remind(parks, "2026-11-06");
    list("period=" + parks.period("m10")).body("items", empty());
    remind(parks, "2026-11-07");
    remind(parks, "2026-11-08");
    list("period=" + parks.period("m10"))
        .body("items.kind", contains("due_soon", "due_soon"))
        .body("items.remindedOn", contains("2026-11-07", "2026-11-07"));
    remind(parks, "2026-11-11");
    remind(parks, "2026-11-12");
    list("period=" + parks.period("m10") + "&kind=missed_twice")
        .body("items.platform", contains(parks.platform(2), parks.platform(3)));
    list("kind=overdue&platform=" + parks.platform(2))
        .body(
            "items.code",
            contains(
                "183030-pf-2-r-2026-m09-overdue-20261010",
                "183030-pf-2-r-2026-m10-overdue-20261110"))
        .body("items[1].dueOn", equalTo("2026-11-10"))
        .body("items[1].remindedOn", equalTo("2026-11-11"))
        .body("items[1].text", equalTo("甲二园 2026年10月入驻填报已逾期，截止日为 2026-11-10"));
    remind(parks, "2026-11-21");
    list("kind=review_overdue&operator=183030-op-1")
        .body("items.platform", contains(parks.platform(1), parks.platform(1)));
  }

  @Test
  void isReadByItsOperatorAndTheBureauAndThoseOfReviewsByTheBureauAlone() {
    var parks = new Parks("183031").loaded();
    parks.submitted(1, "m10");
    remind(parks, "2026-11-25");
    parks
        .olga()
        .get(LIST + "?period=" + parks.period("m10"))
        .then()
        .body("items.platform", contains(parks.platform(2), parks.platform(2)))
        .body("items.kind", contains("missed_twice", "overdue"));
    parks.oscar().get(LIST + "?platform=" + parks.platform(2)).then().body("items", empty());
    parks.oscar().get(LIST + "/183031-pf-2-r-2026-m10-overdue-20261110").then().statusCode(404);
    parks
        .olga()
        .get(LIST + "/183031-pf-1-r-2026-m10-review-overdue-20261120")
        .then()
        .statusCode(404);
    as("rita", "reviewer")
        .get(LIST + "/183031-pf-1-r-2026-m10-review-overdue-20261120")
        .then()
        .statusCode(200)
        .header("ETag", "\"v1\"");
    given().get(LIST).then().statusCode(401);
  }

  @Test
  void isWrittenOnceHoweverManyInstancesLook() {
    var parks = new Parks("183032").loaded();
    var together =
        Stream.generate(() -> CompletableFuture.runAsync(() -> remind(parks, "2026-11-11")))
            .limit(8)
            .toList();
    together.forEach(CompletableFuture::join);
    remind(parks, "2026-11-11");
    list("kind=overdue&operator=183032-op-1").body("items", hasSize(4));
    asEditor()
        .get(LIST + "/183032-pf-1-r-2026-m10-overdue-20261110")
        .then()
        .header("ETag", "\"v1\"");
  }

  @Test
  void isWrittenAnewAfterAnExtensionAndAfterEachReturn() {
    var parks = new Parks("183033").loaded();
    remind(parks, "2026-11-08");
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "platform",
                parks.platform(1),
                "period",
                parks.period("m10"),
                "dueDate",
                "2026-11-18",
                "grantor",
                "区科技局",
                "reason",
                "搬迁"))
        .post("/v1/period-extensions")
        .then()
        .statusCode(201);
    remind(parks, "2026-11-15");
    var ofOurs = "platform=183033-pf-1&period=183033-2026-m10&kind=";
    list(ofOurs + "due_soon").body("items.dueOn", contains("2026-11-10", "2026-11-18"));
    parks.submitted(1, "m10");
    sendBack(parks, "2026-11-15", "v1");
    remind(parks, "2026-11-24");
    remind(parks, "2026-11-26");
    list(ofOurs + "due_soon")
        .body("items.dueOn", contains("2026-11-10", "2026-11-18", "2026-11-25"));
    list(ofOurs + "overdue")
        .body("items.dueOn", contains("2026-11-25"))
        .body("items.text", contains("甲园 2026年10月入驻填报已退回，重新提交已逾期，截止日为 2026-11-25"));
    var item = "/v1/occupancy-reports/" + parks.report(1, "m10");
    var got = parks.olga().get(item);
    parks
        .olga()
        .header("If-Match", got.header("ETag"))
        .body(got.asString())
        .put(item)
        .then()
        .statusCode(200);
    sendBack(parks, "2026-11-28", "v3");
    remind(parks, "2026-12-09");
    remind(parks, "2026-12-10");
    list(ofOurs + "overdue")
        .body("items.dueOn", contains("2026-11-25", "2026-12-08"))
        .body("items.remindedOn", contains("2026-11-26", "2026-12-09"));
  }

  @Test
  void hasAShortCodeWhereTheUsualOneWouldBeTooLong() {
    var parks = new Parks("183034").loaded();
    var tail = "x".repeat(70);
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator\n183034-pf-%1$s,183034,长名园,park,completed,183034-op-1\n"
                .formatted(tail))
        .statusCode(200);
    remind(parks, "2026-11-11");
    remind(parks, "2026-11-12");
    list("platform=183034-pf-" + tail + "&kind=overdue")
        .body("items", hasSize(2))
        .body("items.code", everyItem(matchesPattern("183034-r-[0-9a-f-]{36}")));
  }

  /** A platform whose reminders the database refuses: the others' are written all the same. */
  @Test
  void isWrittenForTheOthersIfThoseOfOnePlatformFail() throws SQLException {
    var parks = new Parks("183035").loaded();
    try (var owner =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("platforms"), "platforms_owner", "platforms_owner");
        var statement = owner.createStatement()) {
      statement.execute(
          "alter table occupancy_reminder add constraint refused check (platform <> '183035-pf-2') not valid");
      try {
        assertThat(RemindedDay.of("183035", "2026-11-11")).isFalse();
      } finally {
        statement.execute("alter table occupancy_reminder drop constraint refused");
      }
    }
    list("period=183035-2026-m10&kind=overdue")
        .body("items.platform", contains(parks.platform(1), parks.platform(3)));
    assertThat(RemindedDay.of("183035", "2026-11-11")).isTrue();
    list("period=183035-2026-m10&kind=overdue").body("items", hasSize(3));
  }

  private static void sendBack(Parks parks, String day, String seen) {
    TestTime.at(
        day + "T04:00:00Z",
        () ->
            as("rita", "reviewer")
                .header("If-Match", "\"" + seen + "\"")
                .contentType("application/json")
                .body(Map.of("reason", "请核对"))
                .post("/v1/occupancy-reports/" + parks.report(1, "m10") + "/return")
                .then()
                .statusCode(200));
  }

  private static void remind(Parks parks, String day) {
    RemindedDay.of(parks.area(), day);
  }

  private static ValidatableResponse list(String query) {
    return asEditor().get(LIST + "?" + query).then().statusCode(200);
  }
}
