package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it is imported.
 *
 * @param counted the measure that is meant: the indicator's nature where none is printed
 * @param side on which side of its value it is reached
 * @param statements every place where the document states it; null if it is stated once
 * @param validFrom first day on which it holds. Only an approved adjustment sets it; an import must
 *     repeat it
 */
public record NewTarget(
    String code,
    String plan,
    String indicator,
    String area,
    @Nullable String board,
    @Nullable String scope,
    int year,
    @Nullable YearBasis yearBasis,
    TargetComparator comparator,
    @Nullable BigDecimal value,
    @Nullable BigDecimal valueMax,
    @Nullable BigDecimal baselineValue,
    @Nullable Integer baselineYear,
    @Nullable String valuePrinted,
    @Nullable Measure measure,
    String counted,
    Requirement.Side side,
    @Nullable String verdictPrinted,
    @Nullable String note,
    @Nullable String document,
    @Nullable Integer sourceLine,
    @Nullable List<TargetStatement> statements,
    @Nullable LocalDate validFrom) {

  /** Its comparator and values. */
  TargetValue targetValue() {
    return new TargetValue(comparator, value, valueMax);
  }

  /** The natural key: one target per requirement, value and first day. */
  Object key() {
    return Arrays.asList(
        new Requirement(plan, indicator, area, board, scope, year, counted),
        Requirement.amount(targetValue(), side, valuePrinted, sourceLine),
        validFrom);
  }
}
