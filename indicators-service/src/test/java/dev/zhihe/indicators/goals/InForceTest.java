package dev.zhihe.indicators.goals;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What was adopted guards itself, whatever a caller forgot to ask. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InForceTest {
  @Inject Targets targets;

  @Test
  void refusesToWriteAChangeOfAnAdoptedTarget() {
    adopted("230000");
    refuses(
        "it changes no more", () -> targets.findById("230000-145-t1").describe(lower("230000")));
  }

  @Test
  void anActEndsItOnceAndBringsNoOtherChangeAlong() {
    adopted("230001");
    refuses(
        "it changes no more",
        () -> {
          var target = targets.findById("230001-145-t1");
          target.describe(lower("230001"));
          ended(target);
        });
    refuses(
        "it changes no more",
        () -> {
          var target = targets.findById("230001-145-t1");
          ended(target);
          target.describe(lower("230001"));
        });
    refuses(
        "Another holds",
        () -> {
          var target = targets.findById("230001-145-t1");
          ended(target);
          ended(target);
        });
  }

  private static void ended(Target target) {
    target.supersede(
        "next",
        new TargetValue(TargetComparator.GE, BigDecimal.ONE, null),
        LocalDate.of(2023, 7, 1),
        "通知",
        "文号");
  }

  private static void refuses(String why, Runnable change) {
    assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(change))
        .hasStackTraceContaining(why);
  }

  private static void adopted(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某规划,2021,2025\n".formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature\nin-force,指标,headline,increase,level\n",
            "?onExisting=update")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n%1$s-145-t1,%1$s-145,in-force,%1$s,2025,ge,5\n"
                .formatted(area))
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
  }

  private static NewTarget lower(String area) {
    return new NewTarget(
        area + "-145-t1",
        area + "-145",
        "in-force",
        area,
        null,
        null,
        2025,
        null,
        TargetComparator.GE,
        BigDecimal.ONE,
        null,
        null,
        null,
        null,
        null,
        "LEVEL",
        Requirement.Side.LEAST,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
