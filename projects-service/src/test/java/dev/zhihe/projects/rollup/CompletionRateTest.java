package dev.zhihe.projects.rollup;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is completed as a share of what is planned for the period. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CompletionRateTest {
  /** Where nobody knows in which years money is planned, no rate is made up. */
  @Test
  void hasNoCompletionRateWithoutPhases() {
    var area = new LedgerArea("572009");
    new Family("programmes")
        .imported("code,plan,nameZh\n572009-c1,572009-145,创新平台\n572009-c2,572009-145,产业园区\n")
        .statusCode(200);
    new Family("projects")
        .imported(
            """
            code,plan,area,programme,name,stage
            572009-p1,572009-145,572009,572009-c1,实验室,construction
            572009-p2,572009-145,572009,572009-c2,产业园,construction
            572009-p3,572009-145,572009,572009-c1,孵化器,construction
            """)
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            """
            code,plan,project,totalYuan,periodYuan,phases
            572009-i1,572009-145,572009-p1,4,4,2021-2022:4
            572009-i2,572009-145,572009-p2,6,4,
            """)
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area.plan()))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    area.entered(
        area.row(1, 1, "completed", "2021-06", "1", "fiscal")
            + area.row(2, 2, "completed", "2021-06", "1", "fiscal")
            + area.row(3, 3, "completed", "2021-06", "2", "fiscal"));
    for (var when : List.of("", "&asOf=" + Family.sealedPosition("projects"), "&on=2021-12-31")) {
      given()
          .get("/v1/investment-rollups?plan=572009-145&by=programme" + when)
          .then()
          .statusCode(200)
          .body("items.completedYuan", contains(3.0f, 1.0f))
          // Project 3 has no investment plan: what it completed is no part of what is planned.
          .body("items.completionRatePercent", contains(25.0f, null))
          .body("items[1].light", nullValue())
          .body("total.completedYuan", equalTo(4.0f))
          .body("total.completionRatePercent", nullValue())
          .body("total.light", nullValue());
    }
  }

  /** What is before the plan period comes first, what is after it last, and no light counts it. */
  @Test
  void addsUpPhasesThatAreOpenInTheirYears() {
    var area = new LedgerArea("572006");
    new Family("programmes")
        .imported("code,plan,nameZh\n572006-c1,572006-145,创新平台\n")
        .statusCode(200);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n572006-p1,572006-145,572006,572006-c1,实验室,construction\n")
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases\n572006-i1,572006-145,572006-p1,6,2,-2020:1;2021-2022:2;2026-:3\n")
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area.plan()))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    area.entered(area.row(1, 1, "completed", "2021-06", "1", "fiscal"));
    for (var when : List.of("", "&asOf=" + Family.sealedPosition("projects"), "&on=2021-12-31")) {
      given()
          .get("/v1/investment-rollups?plan=572006-145&by=programme" + when)
          .then()
          .statusCode(200)
          .body(
              containsString(
                  "\"phases\":[{\"toYear\":2020,\"amountYuan\":1.00},{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":2.00},{\"fromYear\":2026,\"amountYuan\":3.00}]"))
          .body(containsString("\"completionRatePercent\":50.00,"))
          .body("total.timeProgressPercent", equalTo(when.startsWith("&on") ? 50.0f : 100.0f));
    }
  }
}
