package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.IndicatorSummary;
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
  static Requirement of(TargetView target, IndicatorSummary indicator) {
    return new Requirement(
        target.plan(),
        target.indicator(),
        target.area(),
        target.board(),
        target.scope(),
        target.year(),
        measure(target.measure(), indicator.nature()));
  }

  /** The name of the measure that is meant. */
  static String measure(@Nullable Measure printed, Nature nature) {
    return printed == null ? nature.name() : printed.name();
  }

  /** On which side of its value a target is reached. */
  enum Side {
    LEAST,
    MOST,
    WITHIN;

    /** The indicator's direction decides how a plain number is reached. */
    static Side of(TargetComparator comparator, Direction direction) {
      return switch (comparator) {
        case GE, GT -> LEAST;
        case LE -> MOST;
        case EQ, RANGE, APPROX, QUALITATIVE ->
            switch (direction) {
              case INCREASE -> LEAST;
              case DECREASE -> MOST;
              case STAY_WITHIN -> WITHIN;
            };
      };
    }
  }

  /**
   * What is equal for two statements of one target: side and value, not the comparator. What has no
   * number is told apart by its words and its line.
   */
  static List<@Nullable Object> amount(
      TargetValue asked, Side side, @Nullable String words, @Nullable Integer line) {
    if (asked.value() == null) {
      return Arrays.asList(words, line);
    }
    return Arrays.asList(side, plain(asked.value()), plain(asked.valueMax()));
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros();
  }
}
