package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a platform's report for a period, or of an amendment of it. Reports of earlier
 * releases have neither days nor a mark, and count as submitted in time.
 *
 * @param amends the report that it amends; null for a report
 * @param operator code of the operator that submitted it; null in reports of earlier releases
 * @param state one of submitted, returned, accepted and nil
 * @param submittedOn day of its first submission
 * @param dueOn the due day in force then
 * @param late whether it was first submitted after that day
 * @param resubmitBy last day to resubmit it; null unless it is returned
 */
record KnownReport(
    String code,
    @Nullable String amends,
    @Nullable String operator,
    ObligationState state,
    @Nullable LocalDate submittedOn,
    @Nullable LocalDate dueOn,
    boolean late,
    @Nullable LocalDate resubmitBy) {

  /** Whether it was submitted by a day. */
  boolean isThereOn(LocalDate day) {
    return submittedOn == null || !submittedOn.isAfter(day);
  }

  boolean isUnderReview() {
    return isReturned() || state == ObligationState.SUBMITTED;
  }

  boolean isReturned() {
    return state == ObligationState.RETURNED;
  }
}
