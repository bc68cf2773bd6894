package dev.zhihe.projects.rule;

import static dev.zhihe.test.Family.as;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** Rules of plans, for tests. */
public final class Rules {
  public static final Family RULES = new Family("progress-rules");
  static final String HEADER =
      "code,plan,effectiveOn,behindBelowPercent,warningBelowPercent,silentMonths,stalledMonths,overPlanPercent,reason,document\n";

  private Rules() {}

  /** A rule that erin prepares and rita adopts. */
  public static void adopted(String code, String plan, String day, String values) {
    RULES
        .imported(HEADER + "%s,%s,%s,%s,督查要求,\n".formatted(code, plan, day, values))
        .statusCode(200);
    adopted(as("rita", "reviewer"), plan).statusCode(200);
  }

  static ValidatableResponse adopted(Request somebody, String plan) {
    return somebody
        .contentType("application/json")
        .body(Map.of("plan", plan))
        .post("/v1/progress-rules/adoptions")
        .then();
  }
}
