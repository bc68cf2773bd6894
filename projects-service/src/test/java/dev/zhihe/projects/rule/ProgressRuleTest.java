package dev.zhihe.projects.rule;

import static dev.zhihe.projects.rule.Rules.HEADER;
import static dev.zhihe.projects.rule.Rules.RULES;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.review.Adoption;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of plans, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProgressRuleTest {
  @Test
  void isAdoptedByAnotherPersonAndThenStaysAsItIs() {
    RULES
        .imported(HEADER + "583001-r1,583001-145,2023-07-01,50,80,,,,督查要求,\n")
        .statusCode(200)
        .body("created", equalTo(1));
    given().get("/v1/progress-rules/583001-r1").then().statusCode(404);
    asEditor()
        .get("/v1/progress-rules/583001-r1")
        .then()
        .body("status", equalTo("draft"))
        .body("silentMonths", equalTo(2))
        .body("stalledMonths", equalTo(3))
        .body("overPlanPercent", equalTo(100));
    Rules.adopted(as("erin", "editor", "reviewer"), "583001-145")
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    Rules.adopted(asEditor(), "583001-145").statusCode(403);
    Rules.adopted(as("rita", "reviewer"), "583001-146").statusCode(404);
    Rules.adopted(as("rita", "reviewer"), "583001-145").statusCode(200).body("adopted", equalTo(1));
    Rules.adopted(as("rita", "reviewer"), "583001-145").statusCode(409);
    given()
        .get("/v1/progress-rules/583001-r1")
        .then()
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("status", equalTo("adopted"));

    RULES
        .imported(HEADER + "583001-r1,583001-145,2023-07-01,40,80,,,,督查要求,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"));
    RULES
        .imported(HEADER + "583001-r2,583001-145,2023-07-01,40,80,,,,督查要求,\n")
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    Rules.adopted("583001-r2", "583001-145", "2024-01-01", "40,80,1,60,1000");
    given()
        .get("/v1/progress-rules?plan=583001-145&on=2023-12-31")
        .then()
        .body("items.code", contains("583001-r1"));
    RULES.roundTrips("plan=583001-145", "code\na,\na,\n");
  }

  @Test
  void refusesWhatIsNoRule() {
    RULES
        .imported(HEADER + "583002-r1,583002-145,2023-07-01,81,80,0,61,1001,,\n")
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder(
                "behindBelowPercent", "silentMonths", "stalledMonths", "overPlanPercent", "reason"))
        .body(
            "errors.code",
            containsInAnyOrder(
                "order", "whole-number", "whole-number", "whole-number", "required"));
    RULES.imported(HEADER + "583002-r2,583002-145,2023-07-01,80,80,1,1,1,理由,\n").statusCode(200);
  }

  /** 30 % of the money in 48 % of the time: 62.26 % of it, a warning by the default. */
  @Test
  void makesTheLightsFromItsDayOnAndNotBefore() {
    var area = new LedgerArea("583003").loaded();
    area.entered(area.row(1, 1, "completed", "2021-06", "30000000", "fiscal"));
    var path = "/v1/investment-rollups?plan=583003-145&by=project&on=";
    var before = Family.sealedPosition("projects");
    given()
        .get(path + "2023-05-30")
        .then()
        .statusCode(200)
        .body("items.project", contains("583003-p1", "583003-p2", "583003-p3"))
        .body("items.light", contains("warning", "behind", "behind"))
        .body(
            containsString(
                "\"lightRule\":{\"edition\":1,\"behindBelowPercent\":60,\"warningBelowPercent\":90},"));
    var default1 = given().get(path + "2023-05-30&asOf=" + before).asByteArray();

    Rules.adopted("583003-r1", "583003-145", "2023-05-30", "63,70,2,3,100");
    Rules.adopted("583003-r2", "583003-145", "2023-06-01", "10,50,2,3,100");
    given()
        .get(path + "2023-05-29")
        .then()
        .body("lightRule.code", nullValue())
        .body("items.light", contains("warning", "behind", "behind"));
    for (var day : List.of("2023-05-30", "2023-05-31")) {
      given()
          .get(path + day)
          .then()
          .body("lightRule.code", equalTo("583003-r1"))
          .body("lightRule.behindBelowPercent", equalTo(63))
          .body("lightRule.warningBelowPercent", equalTo(70))
          .body("lightRule.effectiveOn", equalTo("2023-05-30"))
          .body("items.light", contains("behind", "behind", "behind"));
    }
    given()
        .get(path + "2023-06-01")
        .then()
        .body("lightRule.code", equalTo("583003-r2"))
        .body("items.light", contains("normal", "behind", "behind"));
    // What was known before has the rule that was known then.
    assertThat(given().get(path + "2023-05-30&asOf=" + before).asByteArray()).isEqualTo(default1);
    // A draft makes no light, and a kept answer learns of its adoption.
    var now = path.replace("&on=", "");
    for (int i = 0; i < 3; i++) {
      given().get(now).then().body("lightRule.code", equalTo("583003-r2"));
    }
    RULES.imported(HEADER + "583003-r3,583003-145,2024-01-01,0,0,2,3,100,理由,\n").statusCode(200);
    given().get(now).then().body("lightRule.code", equalTo("583003-r2"));
    Rules.adopted(as("rita", "reviewer"), "583003-145").statusCode(200);
    given()
        .get(now)
        .then()
        .body("lightRule.code", equalTo("583003-r3"))
        .body("items.light", contains("normal", "normal", "normal"));
  }

  @Test
  void rollUpsByProjectAddUpToTheTotal() {
    var area = new LedgerArea("583004").loaded();
    area.entered(
        area.row(1, 1, "completed", "2021-06", "30000000", "fiscal")
            + area.row(2, 3, "paid", "2021-07", "20000000", "fund"));
    given()
        .get("/v1/investment-rollups?plan=583004-145&by=project,source")
        .then()
        .body("items.project", contains("583004-p1", "583004-p3"))
        .body("items.source", contains("fiscal", "fund"))
        .body("items[0].projects", nullValue());
    given()
        .get("/v1/investment-rollups?plan=583004-145&by=programme,project")
        .then()
        .body("additive", equalTo(true))
        .body("items.project", contains("583004-p1", "583004-p2", "583004-p3"))
        .body("items.projects", contains(1, 1, 1))
        .body("items.totalYuan.sum()", equalTo(2.3e8))
        .body("total.projects", equalTo(3));
    given()
        .get("/v1/investment-rollups?plan=583004-145&by=project,programme,tag")
        .then()
        .statusCode(400);
    given()
        .get("/v1/investment-rollups?plan=583004-145&by=project")
        .then()
        .body("items", hasSize(3));
  }

  @Test
  void theLastRuleThatHasBegunIsInForce() {
    var first = rule("r1", "2023-01-01");
    var second = rule("r2", "2024-01-01");
    assertThat(ProgressRuleInForce.of(List.of(), LocalDate.of(2024, 1, 1)))
        .isEqualTo(ProgressRuleInForce.DEFAULT);
    assertThat(ProgressRuleInForce.of(List.of(second, first), LocalDate.of(2022, 12, 31)))
        .isEqualTo(ProgressRuleInForce.DEFAULT);
    assertThat(ProgressRuleInForce.of(List.of(second, first), LocalDate.of(2023, 12, 31)).code())
        .isEqualTo("r1");
    assertThat(ProgressRuleInForce.of(List.of(second, first), LocalDate.of(2024, 1, 1)).code())
        .isEqualTo("r2");
  }

  private static ProgressRuleView rule(String code, String day) {
    return new ProgressRuleView(
        code, "p", LocalDate.parse(day), 50, 80, 2, 3, 100, "理由", null, Adoption.ADOPTED);
  }
}
