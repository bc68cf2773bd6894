package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A target as it is imported.
 *
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
    @Nullable String verdictPrinted,
    @Nullable String note,
    @Nullable String document,
    @Nullable Integer sourceLine,
    @Nullable LocalDate validFrom) {

  /**
   * The natural key: one target per plan, indicator, place, scope, year, source line and first day.
   */
  Object key() {
    return Arrays.asList(plan, indicator, area, board, scope, year, sourceLine, validFrom);
  }
}
