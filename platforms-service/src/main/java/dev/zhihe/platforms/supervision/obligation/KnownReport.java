package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a platform's report for a period. Reports of earlier releases have neither days
 * nor a mark, and count as submitted in time.
 *
 * @param state one of submitted, returned, accepted and nil
 * @param submittedOn day of its first submission
 * @param dueOn the due day in force then
 * @param late whether it was first submitted after that day
 */
record KnownReport(
    String code,
    ObligationState state,
    @Nullable LocalDate submittedOn,
    @Nullable LocalDate dueOn,
    boolean late) {

  /** Whether it was submitted by a day. */
  boolean isThereOn(LocalDate day) {
    return submittedOn == null || !submittedOn.isAfter(day);
  }
}
