package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.problem.Refusal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value that a target declares, as the limit of the sum of its parts. The rules are this
 * product's convention.
 *
 * @param firstYear the year after the baseline; the plan's first year if there is no baseline
 */
record TargetCeiling(TargetView target, IndicatorView indicator, int firstYear) {
  /** Kinds of figures that cannot be summed. */
  private static final Set<Measure> NO_AMOUNTS =
      EnumSet.of(
          Measure.RATIO,
          Measure.STRUCTURE,
          Measure.SIZE,
          Measure.FREQUENCY,
          Measure.AMBIGUOUS,
          Measure.CLAIM);

  /**
   * The parts of one year.
   *
   * @param declared highest allowed sum of the departments' parts: the milestone, else the target's
   *     value
   * @param least sum from which on the parts are complete: the milestone, the target's value or the
   *     lower end of its range
   * @param sum of the departments' parts
   * @param parts of departments, ordered by their names
   */
  record Year(
      int year, BigDecimal declared, BigDecimal least, BigDecimal sum, List<TargetPartView> parts) {
    boolean exceeded() {
      return sum.compareTo(declared) > 0;
    }
  }

  static TargetCeiling of(TargetView target, IndicatorView indicator, int planStart) {
    var baseline = target.baselineYear();
    return new TargetCeiling(target, indicator, baseline == null ? planStart : baseline + 1);
  }

  /** Whether it has a number. Only then can it have parts. */
  boolean quantified() {
    return target.value() != null;
  }

  /** Whether a part may be due in a year. */
  boolean covers(int year) {
    return year >= firstYear && year <= target.year();
  }

  /** Whether its parts can be summed. Counts and amounts can, ratios cannot. */
  boolean additive() {
    return indicator.additive()
        && (target.measure() == null || !NO_AMOUNTS.contains(target.measure()));
  }

  /** The years with parts, the target's own year, and the requested years. */
  SortedMap<Integer, Year> years(Collection<TargetPartView> parts, Collection<Integer> asked) {
    var years = new TreeMap<Integer, Year>();
    asked.forEach(year -> years.put(year, year(year, parts)));
    parts.forEach(part -> years.computeIfAbsent(part.year(), year -> year(year, parts)));
    years.computeIfAbsent(target.year(), year -> year(year, parts));
    return years;
  }

  private Year year(int year, Collection<TargetPartView> all) {
    var milestone = milestone(year, all);
    var parts =
        all.stream()
            .filter(part -> part.year() == year && !part.milestone())
            .sorted(java.util.Comparator.comparing(part -> String.valueOf(part.department())))
            .toList();
    var sum = parts.stream().map(TargetPartView::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    return milestone == null
        ? new Year(year, most(), least(), sum, parts)
        : new Year(year, milestone, milestone, sum, parts);
  }

  private static @Nullable BigDecimal milestone(int year, Collection<TargetPartView> parts) {
    return parts.stream()
        .filter(part -> part.year() == year && part.milestone())
        .map(TargetPartView::value)
        .findFirst()
        .orElse(null);
  }

  private BigDecimal least() {
    return Objects.requireNonNull(target.value());
  }

  private BigDecimal most() {
    return target.valueMax() == null ? least() : target.valueMax();
  }

  /** Checks one part against the target, without the other parts. */
  void check(TargetPartView part, Refusal refusal) {
    if (!quantified()) {
      refusal.refuse(
          "target",
          "qualitative",
          "目标 %s 为定性目标，没有数值可分解",
          "target %s is qualitative: it has no value to take parts of",
          target.code());
      return;
    }
    if (!covers(part.year())) {
      refusal.refuse(
          "year",
          "year-of-part",
          "应为 %d 至 %d 年：基期之后，目标年为止",
          "from %d to %d: after the baseline, up to the target's own year",
          firstYear,
          target.year());
    } else if (part.milestone() && part.year() == target.year()) {
      refusal.refuse(
          "year",
          "own-year",
          "%d 年的整体要求即目标 %s 本身，不另设年度目标",
          "what the whole owes by %d is target %s itself, not a milestone of it",
          target.year(),
          target.code());
    }
    if (part.milestone()) {
      checkMilestone(part.value(), refusal);
    } else if (additive() && part.value().signum() < 0) {
      refusal.refuse("value", "negative", "不得小于 0", "not below 0");
    }
  }

  private void checkMilestone(BigDecimal value, Refusal refusal) {
    if (indicator.direction() == Direction.INCREASE && value.compareTo(most()) > 0) {
      refusal.refuse(
          "value",
          "beyond-target",
          "年度目标不得高于目标值 %s",
          "a milestone on the way up is not above the target's value, %s",
          most().toPlainString());
    } else if (indicator.direction() == Direction.DECREASE && value.compareTo(least()) < 0) {
      refusal.refuse(
          "value",
          "beyond-target",
          "年度目标不得低于目标值 %s",
          "a milestone on the way down is not below the target's value, %s",
          least().toPlainString());
    }
  }

  /**
   * The years in which the departments' sum exceeds the declared value. Empty if parts cannot be
   * summed.
   */
  List<Year> exceeded(Collection<TargetPartView> parts) {
    return quantified() && additive()
        ? years(parts, List.of()).values().stream().filter(Year::exceeded).toList()
        : List.of();
  }
}
