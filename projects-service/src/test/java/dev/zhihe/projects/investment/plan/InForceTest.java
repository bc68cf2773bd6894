package dev.zhihe.projects.investment.plan;

import static dev.zhihe.test.Family.as;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was adopted guards itself, whatever a caller forgot to ask. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InForceTest {
  @Inject InvestmentPlans plans;

  @Test
  void refusesToWriteAChangeOfAnAdoptedInvestmentPlan() {
    new Family("programmes")
        .imported("code,plan,nameZh\n530001-145-c1,530001-145,类\n")
        .statusCode(200);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n"
                + "530001-145-p1,530001-145,530001,530001-145-c1,项目,not_stated\n")
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan\n530001-145-ip1,530001-145,530001-145-p1,2,1\n")
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body("{\"plan\":\"530001-145\"}")
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    var more =
        new NewInvestmentPlan(
            "530001-145-ip1",
            "530001-145",
            "530001-145-p1",
            new PlannedInvestment(BigDecimal.TEN, BigDecimal.ONE, List.of(), null),
            null,
            null,
            null);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> plans.findById("530001-145-ip1").describe(more)))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("adopted");
  }
}
