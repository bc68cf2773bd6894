package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a project is planned to cost: over its whole life, within the plan period, and by phase.
 *
 * @param phases may be empty where a document states none
 * @param asStated true if the document contradicts itself and its figures are kept as it states
 *     them
 */
public record PlannedInvestment(
    BigDecimal totalYuan, BigDecimal periodYuan, List<Phase> phases, @Nullable Boolean asStated) {

  /**
   * What several come to together. Phases of the same years are added, others stand side by side:
   * they may overlap.
   */
  public static PlannedInvestment sum(Stream<PlannedInvestment> parts) {
    return parts.reduce(PlannedInvestment::plus).orElseThrow();
  }

  /**
   * Whether the phases of several leave of the sum what those of each leave of its own amounts.
   * They do not if some have phases for an amount for which others have none.
   */
  public static boolean phasesAddUp(List<PlannedInvestment> parts) {
    var sum = sum(parts.stream());
    var left =
        parts.stream()
            .map(PlannedInvestment::differenceYuan)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    var difference = sum.differenceYuan();
    if (difference != null && difference.compareTo(left) != 0) {
      return false;
    }
    return !sum.isCompleteOutside()
        || parts.stream()
            .filter(part -> !part.isCompleteOutside())
            .allMatch(part -> part.outsideYuan().compareTo(part.sum(Phase::outsidePeriod)) <= 0);
  }

  private PlannedInvestment plus(PlannedInvestment other) {
    var sums = new ArrayList<>(phases);
    for (var phase : other.phases) {
      var same = sums.stream().filter(phase::sameYears).findFirst();
      same.ifPresent(sums::remove);
      var sum = same.map(one -> one.amountYuan().add(phase.amountYuan()));
      sums.add(new Phase(phase.fromYear(), phase.toYear(), sum.orElse(phase.amountYuan())));
    }
    sums.sort(Comparator.comparingInt(Phase::start).thenComparingInt(Phase::end));
    var stated = Boolean.TRUE.equals(asStated) || Boolean.TRUE.equals(other.asStated);
    return new PlannedInvestment(
        totalYuan.add(other.totalYuan),
        periodYuan.add(other.periodYuan),
        List.copyOf(sums),
        stated ? Boolean.TRUE : null);
  }

  /**
   * What the phases within the plan period leave of the amount for it; negative if they come to
   * more. Null if there are none.
   */
  public @Nullable BigDecimal differenceYuan() {
    return phases.stream().anyMatch(Phase::inPeriod)
        ? periodYuan.subtract(sum(Phase::inPeriod))
        : null;
  }

  /** Whether the amounts are the same, however it is acknowledged that they contradict. */
  public boolean sameAmounts(PlannedInvestment other) {
    return totalYuan.compareTo(other.totalYuan) == 0
        && periodYuan.compareTo(other.periodYuan) == 0
        && phases.equals(other.phases);
  }

  /** Checks the order of the phases. Fields are named as in {@link InvestmentPlanView}. */
  public void checkOrder(Refusal refusal) {
    if (!Phase.inOrder(phases)) {
      refusal.refuse(
          "phases", "order", "各期须按年份先后排列、互不重叠", "phases in order of years, without overlap");
    }
  }

  /** Checks the sums, unless they are kept as stated. */
  public void checkSums(Refusal refusal) {
    if (Boolean.TRUE.equals(asStated)) {
      return;
    }
    var difference = differenceYuan();
    if (difference != null && difference.signum() != 0) {
      refusal.refuse(
          "phases",
          "unbalanced",
          "规划期内各期合计 %s 元，与规划期投资 %s 元相差 %s 元；原文如此的，asStated 填 true",
          "the phases within the plan period come to %s yuan, periodYuan is %s, the difference %s; if the document states it so, asStated is true",
          sum(Phase::inPeriod).toPlainString(),
          periodYuan.toPlainString(),
          difference.toPlainString());
    }
    var outside = outsideYuan();
    if (outside.signum() < 0) {
      refusal.refuse(
          "periodYuan",
          "unbalanced",
          "大于规划总投资 %s 元；原文如此的，asStated 填 true",
          "above totalYuan, %s; if the document states it so, asStated is true",
          totalYuan.toPlainString());
      return;
    }
    var stated = sum(Phase::outsidePeriod);
    var complete = isCompleteOutside();
    if (stated.compareTo(outside) > 0 || (complete && stated.compareTo(outside) < 0)) {
      refusal.refuse(
          "phases",
          "unbalanced",
          "规划期前后各期合计 %s 元，与规划期外投资 %s 元（规划总投资减规划期投资）不符；原文如此的，asStated 填 true",
          "the phases before and after the plan period come to %s yuan, totalYuan − periodYuan is %s; if the document states it so, asStated is true",
          stated.toPlainString(),
          outside.toPlainString());
    }
  }

  private BigDecimal outsideYuan() {
    return totalYuan.subtract(periodYuan);
  }

  /** What is before or after the period may be unknown, so they add up only if both are there. */
  private boolean isCompleteOutside() {
    return phases.stream().filter(Phase::outsidePeriod).count() == 2;
  }

  private BigDecimal sum(Predicate<Phase> counted) {
    return phases.stream()
        .filter(counted)
        .map(Phase::amountYuan)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
