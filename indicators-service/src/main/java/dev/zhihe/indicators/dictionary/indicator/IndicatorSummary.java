package dev.zhihe.indicators.dictionary.indicator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a figure must know of its indicator.
 *
 * @param unit empty if it has none
 * @param sharing who may read its figures
 * @param computed whether the system computes it, so that nobody enters it
 * @param retiredOn first day on which it is no longer in use
 * @param leadDepartment who answers for it; null if nobody is known to
 */
public record IndicatorSummary(
    String unit,
    SharingClass sharing,
    boolean computed,
    @Nullable LocalDate retiredOn,
    @Nullable String leadDepartment) {}
