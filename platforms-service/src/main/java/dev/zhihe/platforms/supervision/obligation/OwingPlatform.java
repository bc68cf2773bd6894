package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformStage;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A platform with an operator, and whether it owes a report.
 *
 * @param commissionYear year in which it goes into use; null if unknown
 * @param endYear last year of its building; null if unknown
 * @param addedOn day from which on it is in the registry; null if it always was
 * @param leftOn day from which on it is suspended, withdrawn or merged; null while it is active
 * @param organisation credit code of its operator
 */
record OwingPlatform(
    String code,
    String name,
    String area,
    PlatformType type,
    PlatformStage stage,
    @Nullable Integer commissionYear,
    @Nullable Integer endYear,
    @Nullable LocalDate addedOn,
    @Nullable LocalDate leftOn,
    String operator,
    String operatorName,
    String organisation) {

  /**
   * Whether it owes a report for a period of its area: the form asks platforms of its type, it is
   * in use by the last day of the period, and it is in the registry on that day.
   */
  boolean owes(ReportingPeriodView period, FormInForce form) {
    return form.types().contains(type)
        && isInUse(period.endDate())
        && (addedOn == null || !addedOn.isAfter(period.endDate()))
        && (leftOn == null || leftOn.isAfter(period.endDate()));
  }

  /**
   * It is in use from its commission year on; where that is unknown, from the last year of its
   * building on; where both are unknown, always. A platform under construction, suspended or
   * cancelled is not. One whose stage is not stated is, if it has a commission year.
   */
  private boolean isInUse(LocalDate day) {
    var known =
        stage == PlatformStage.COMPLETED
            || (stage == PlatformStage.NOT_STATED && commissionYear != null);
    var from = commissionYear != null ? commissionYear : endYear;
    return known && (from == null || from <= day.getYear());
  }
}
