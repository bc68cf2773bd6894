package dev.zhihe.indicators.target;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What was adopted guards itself, whatever a caller forgot to ask. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InForceTest {
  @Inject Targets targets;

  @Test
  void refusesToWriteAChangeOfAnAdoptedTarget() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n230000-145,230000,某规划,2021,2025\n")
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature\nin-force,指标,headline,increase,level\n",
            "?onExisting=update")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n"
                + "230000-145-t1,230000-145,in-force,230000,2025,ge,5\n")
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", asEditor().get("/v1/plans/230000-145").header("ETag"))
        .post("/v1/plans/230000-145/adoption")
        .then()
        .statusCode(200);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> targets.findById("230000-145-t1").describe(lower())))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in force");
  }

  private static NewTarget lower() {
    return new NewTarget(
        "230000-145-t1",
        "230000-145",
        "in-force",
        "230000",
        null,
        null,
        2025,
        null,
        Comparator.GE,
        BigDecimal.ONE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
