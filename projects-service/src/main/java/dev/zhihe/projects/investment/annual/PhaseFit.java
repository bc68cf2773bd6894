package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.investment.plan.Phase;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what a project is to invest in its years fits the phases of its investment plan. */
final class PhaseFit {
  private PhaseFit() {}

  /**
   * Why a year does not fit; null if it does. The years of a phase come to at most its amount.
   * Where no phases are stated, all years come to at most the total.
   *
   * @param investment the project's investment plan; null if it has none
   * @param amounts amounts of all years of the project, by year
   */
  static @Nullable Text misfit(
      @Nullable InvestmentPlanView investment, Map<Integer, BigDecimal> amounts, int year) {
    if (investment == null) {
      return new Text("该项目没有投资计划", "the project has no investment plan");
    }
    if (investment.phases().isEmpty()) {
      var all = sum(amounts, null);
      return all.compareTo(investment.totalYuan()) <= 0
          ? null
          : Text.of(
              "各年合计 %s 元，超过投资计划 %s 的规划总投资 %s 元",
              "the years come to %s yuan, more than the total of investment plan %s, %s",
              all.toPlainString(),
              investment.code(),
              investment.totalYuan().toPlainString());
    }
    var phase = investment.phases().stream().filter(one -> one.includes(year)).findFirst();
    if (phase.isEmpty()) {
      return Text.of(
          "投资计划 %2$s 没有包含 %1$d 年的分期",
          "no phase of investment plan %2$s includes %1$d", year, investment.code());
    }
    var ofPhase = sum(amounts, phase.get());
    return ofPhase.compareTo(phase.get().amountYuan()) <= 0
        ? null
        : Text.of(
            "该期各年合计 %s 元，超过投资计划 %s 的分期 %s",
            "the years of the phase come to %s yuan, more than the phase of investment plan %s, %s",
            ofPhase.toPlainString(),
            investment.code(),
            phase.get());
  }

  private static BigDecimal sum(Map<Integer, BigDecimal> amounts, @Nullable Phase phase) {
    return amounts.entrySet().stream()
        .filter(amount -> phase == null || phase.includes(amount.getKey()))
        .map(Map.Entry::getValue)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
