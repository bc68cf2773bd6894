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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    resubmit(parks, "/v1/occupancy-reports/" + parks.report(1, "m10"));
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
    whileRefused(
        parks.platform(2), () -> assertThat(RemindedDay.of("183035", "2026-11-11")).isFalse());
    list("period=183035-2026-m10&kind=overdue")
        .body("items.platform", contains(parks.platform(1), parks.platform(3)));
    assertThat(RemindedDay.of("183035", "2026-11-11")).isTrue();
    list("period=183035-2026-m10&kind=overdue").body("items", hasSize(3));
  }

  /** In 1999, of which no other test has platforms that owe anything. */
  @Test
  void isTriedAgainForThoseThatFailedAlone() throws SQLException {
    var parks = new Parks("183081").loaded();
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            183081-1999-m10,183081,1999-10-01,1999-10-31,1999-11-10,1999-11-20
            """)
        .statusCode(200);
    var written = "period=183081-1999-m10&kind=overdue";
    try (var errors = new Errors()) {
      whileRefused(
          parks.platform(2),
          () -> {
            look();
            assertThat(errors.lines).singleElement().asString().endsWith(parks.platform(2));
            list(written).body("items.platform", contains(parks.platform(1), parks.platform(3)));
            new Family("platforms")
                .imported(
                    "code,area,name,type,stage,operator\n183081-pf-5,183081,五园,park,completed,183081-op-1\n")
                .statusCode(200);
            look();
            assertThat(errors.lines).hasSize(2).last().asString().endsWith(parks.platform(2));
          });
      look();
      look();
      assertThat(errors.lines).hasSize(2);
    }
    list(written)
        .body("items.platform", contains(parks.platform(1), parks.platform(2), parks.platform(3)));
  }

  /** The test gives the days: the second amendment comes on the day of the first. */
  @Test
  void isWrittenForEachAmendmentThoughTheyAreDueOnTheSameDay() {
    var parks = new Parks("183082").loaded();
    var report = "/v1/occupancy-reports/" + parks.report(1, "m10");
    TestTime.at("2026-11-05T04:00:00Z", () -> parks.submitted(1, "m10"));
    accept(report);
    for (var number : List.of(1, 2)) {
      var amendment = report + "-a" + number;
      var figures =
          parks.figures(
              1,
              "m10",
              Map.of(
                  "amends",
                  parks.report(1, "m10"),
                  "tenants",
                  42 + number,
                  "comment",
                  "漏报 " + number));
      TestTime.at(
          "2026-11-06T04:00:00Z",
          () -> parks.olga().body(figures).post("/v1/occupancy-reports").then().statusCode(201));
      remind(parks, "2026-11-17");
      assertThat(RemindedDay.of("183082", "2026-11-18")).isTrue(); // it is there
      sendBack(amendment, "2026-11-17", "v1");
      remind(parks, "2026-11-26");
      resubmit(parks, amendment);
      accept(amendment);
    }
    var first = parks.report(1, "m10") + "-a1";
    var second = parks.report(1, "m10") + "-a2";
    list("platform=183082-pf-1&period=183082-2026-m10&kind=review_overdue")
        .body(
            "items.code",
            contains(
                "183082-pf-1-r-2026-m10-review-overdue-20261116-a1",
                "183082-pf-1-r-2026-m10-review-overdue-20261116-a2"))
        .body("items.amendment", contains(first, second));
    list("platform=183082-pf-1&period=183082-2026-m10&kind=due_soon")
        .body("items.amendment", contains(first, second))
        .body("items.dueOn", contains("2026-11-27", "2026-11-27"));
  }

  /** Does something while the database refuses the reminders of a platform. */
  private static void whileRefused(String platform, Runnable action) throws SQLException {
    try (var owner =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("platforms"), "platforms_owner", "platforms_owner");
        var statement = owner.createStatement()) {
      statement.execute(
          "alter table occupancy_reminder add constraint refused check (platform <> '%s') not valid"
              .formatted(platform));
      try {
        action.run();
      } finally {
        statement.execute("alter table occupancy_reminder drop constraint refused");
      }
    }
  }

  private static void sendBack(Parks parks, String day, String seen) {
    sendBack("/v1/occupancy-reports/" + parks.report(1, "m10"), day, seen);
  }

  private static void sendBack(String item, String day, String seen) {
    TestTime.at(
        day + "T04:00:00Z",
        () ->
            as("rita", "reviewer")
                .header("If-Match", "\"" + seen + "\"")
                .contentType("application/json")
                .body(Map.of("reason", "请核对"))
                .post(item + "/return")
                .then()
                .statusCode(200));
  }

  private static void resubmit(Parks parks, String item) {
    var got = parks.olga().get(item);
    parks
        .olga()
        .header("If-Match", got.header("ETag"))
        .body(got.asString())
        .put(item)
        .then()
        .statusCode(200);
  }

  private static void accept(String item) {
    as("rita", "reviewer")
        .header("If-Match", asEditor().get(item).header("ETag"))
        .post(item + "/acceptance")
        .then()
        .statusCode(200);
  }

  private static void look() {
    TestTime.at("1999-11-11T04:00:00Z", RemindedDay::look);
  }

  private static void remind(Parks parks, String day) {
    RemindedDay.of(parks.area(), day);
  }

  private static ValidatableResponse list(String query) {
    return asEditor().get(LIST + "?" + query).then().statusCode(200);
  }

  /** The errors that the job logs. */
  private static final class Errors extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(ReminderJob.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Errors() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage().formatted(line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
