package dev.zhihe.indicators.plan;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A plan that was adopted guards itself, whatever a caller forgot to ask. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InForceTest {
  @Inject Plans plans;

  @Test
  void refusesToWriteAChangeOfAnAdoptedPlan() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n231000-145,231000,某规划,2021,2025\n")
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", asEditor().get("/v1/plans/231000-145").header("ETag"))
        .post("/v1/plans/231000-145/adoption")
        .then()
        .statusCode(200);
    var other = new NewPlan("231000-145", "231000", "别的", null, 2021, 2025, null, null, null);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> plans.findById("231000-145").describe(other)))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in force");
  }
}
