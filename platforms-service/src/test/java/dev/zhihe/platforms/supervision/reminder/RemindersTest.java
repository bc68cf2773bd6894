package dev.zhihe.platforms.supervision.reminder;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.platforms.Parks;
import dev.zhihe.platforms.TestTime;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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
            contains("183030-pf-2-r-2026-m09-overdue", "183030-pf-2-r-2026-m10-overdue"))
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
    parks.oscar().get(LIST + "/183031-pf-2-r-2026-m10-overdue").then().statusCode(404);
    parks.olga().get(LIST + "/183031-pf-1-r-2026-m10-review-overdue").then().statusCode(404);
    as("rita", "reviewer")
        .get(LIST + "/183031-pf-1-r-2026-m10-review-overdue")
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
    asEditor().get(LIST + "/183032-pf-1-r-2026-m10-overdue").then().header("ETag", "\"v1\"");
  }

  private static void remind(Parks parks, String day) {
    RemindedDay.of(parks.area(), day);
  }

  private static ValidatableResponse list(String query) {
    return asEditor().get(LIST + "?" + query).then().statusCode(200);
  }
}
