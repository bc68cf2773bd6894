package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a target when it is taken in.
 *
 * @param validFrom day from which it holds, which an approved act alone sets: a file repeats it
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
    Comparator comparator,
    @Nullable BigDecimal value,
    @Nullable BigDecimal valueMax,
    @Nullable BigDecimal baselineValue,
    @Nullable Integer baselineYear,
    @Nullable String valuePrinted,
    @Nullable Measure measure,
    @Nullable String verdictPrinted,
    @Nullable String note,
    @Nullable String document,
    @Nullable Integer sourceLine,
    @Nullable LocalDate validFrom) {

  /**
   * One target per indicator, place, scope, year and line of the document, at a time. Source:
   * CONTRACT.
   */
  Object key() {
    return Arrays.asList(plan, indicator, area, board, scope, year, sourceLine, validFrom);
  }
}
