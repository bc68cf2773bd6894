package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan asks for, without how much: an indicator, a place, a scope, a year and a measure. A
 * plan has one target for each requirement and value, however often it states it. Two targets of
 * one requirement contradict each other.
 *
 * @param measure the measure as printed; the indicator's nature where none is printed
 */
record Requirement(
    String plan,
    String indicator,
    String area,
    @Nullable String board,
    @Nullable String scope,
    int year,
    String measure) {

  /** The requirement of a target. */
  static Requirement of(TargetView target, Nature nature) {
    return new Requirement(
        target.plan(),
        target.indicator(),
        target.area(),
        target.board(),
        target.scope(),
        target.year(),
        measure(target.measure(), nature));
  }

  /** The name of the measure that is meant. */
  static String measure(@Nullable Measure printed, Nature nature) {
    return printed == null ? nature.name() : printed.name();
  }

  /**
   * What is equal for two statements of one target. Comparators do not count, except that "at most"
   * is another requirement than "at least". What has no number is told apart by its words.
   */
  static List<@Nullable Object> amount(TargetValue asked, @Nullable String words) {
    return Arrays.asList(
        asked.comparator() == TargetComparator.LE,
        plain(asked.value()),
        plain(asked.valueMax()),
        asked.value() == null ? words : null);
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros();
  }
}
