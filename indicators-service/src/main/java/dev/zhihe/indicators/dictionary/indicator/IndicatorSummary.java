package dev.zhihe.indicators.dictionary.indicator;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an indicator that imports of its figures need.
 *
 * @param unit empty if it has none
 * @param nature the kind of its values
 * @param direction whether more or less of it is wanted
 * @param sharing who may read its figures
 * @param computed whether the system computes its figures, so that nobody enters them
 * @param retiredOn first day on which it is no longer in use
 * @param leadDepartment the responsible department; null if unknown
 * @param minimum the least value of its figures, in its unit; null if none is stated
 * @param maximum the greatest value of its figures, in its unit; null if none is stated
 */
public record IndicatorSummary(
    String unit,
    Nature nature,
    Direction direction,
    SharingClass sharing,
    boolean computed,
    @Nullable LocalDate retiredOn,
    @Nullable String leadDepartment,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum) {}
