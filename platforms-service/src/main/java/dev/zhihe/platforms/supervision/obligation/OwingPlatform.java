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
 * @param operator the present one
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
    RunningOperator operator,
    PlatformPast past) {

  /**
   * Whether a report is owed for a period of its area: the form asks platforms of its type, and on
   * the last day of the period it is in use, in the registry, active, and run by somebody.
   */
  boolean owes(ReportingPeriodView period, FormInForce form) {
    var day = period.endDate();
    return form.types().contains(type)
        && isInUse(day)
        && (addedOn == null || !addedOn.isAfter(day))
        && (leftOn == null || leftOn.isAfter(day))
        && !past.restedOn(day)
        && operatorOn(day) != null;
  }

  /** It with its past. */
  OwingPlatform with(PlatformPast known) {
    return new OwingPlatform(
        code, name, area, type, stage, commissionYear, endYear, addedOn, leftOn, operator, known);
  }

  /** The operator on a day; null if it had none. */
  @Nullable RunningOperator operatorOn(LocalDate day) {
    return past.operatorOn(day, operator);
  }

  /** The present or a former operator by its code; null if it is none. */
  @Nullable RunningOperator operatorCalled(String code) {
    return operator.code().equals(code) ? operator : past.former(code);
  }

  /**
   * Only the year is known in which it goes into use: it is in use from the year after on, or from
   * the day in that year on which it came into the registry. Where the year is unknown, the last
   * year of its building counts; where both are unknown, it always is. A platform under
   * construction, suspended or cancelled is not. One whose stage is not stated is, if it has a
   * commission year.
   */
  private boolean isInUse(LocalDate day) {
    var known =
        stage == PlatformStage.COMPLETED
            || (stage == PlatformStage.NOT_STATED && commissionYear != null);
    var year = commissionYear != null ? commissionYear : endYear;
    return known
        && (year == null
            || year < day.getYear()
            || (year == day.getYear() && addedOn != null && addedOn.getYear() == year));
  }
}
