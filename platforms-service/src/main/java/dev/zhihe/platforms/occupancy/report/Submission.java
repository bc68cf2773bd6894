package dev.zhihe.platforms.occupancy.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the system adds to submitted figures.
 *
 * @param organisation credit code of the submitting organisation
 * @param operator code of the platform's operator
 * @param periodEnd last day of the period; the report holds from then on
 * @param dueOn the last day on which it is not late
 * @param owed whether the operator ran the platform at the period's end. If not, it is not late
 * @param day today
 */
record Submission(
    String organisation,
    @Nullable String operator,
    LocalDate periodEnd,
    LocalDate dueOn,
    boolean owed,
    LocalDate day) {
  boolean isLate() {
    return owed && day.isAfter(dueOn);
  }
}
