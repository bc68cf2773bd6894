package dev.zhihe.platforms.supervision.obligation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts lines. Amendments under review are counted apart, and in the reviewers' backlog. */
final class ObligationCounts {
  private final @Nullable String period;
  private final @Nullable String name;
  private final Map<ObligationState, Integer> reports = new EnumMap<>(ObligationState.class);
  private final Map<ObligationState, Integer> amendments = new EnumMap<>(ObligationState.class);
  private int late;
  private int missedTwice;
  private int reviewOverdue;
  private @Nullable LocalDate oldest;
  private long waitingDays;
  private int waiting;

  ObligationCounts(@Nullable String period, @Nullable String name) {
    this.period = period;
    this.name = name;
  }

  /**
   * Counts a line.
   *
   * @param times how many lines are like it
   */
  void add(ObligationLine line, int times) {
    (line.amends() == null ? reports : amendments).merge(line.state(), times, Integer::sum);
    late += line.late() ? times : 0;
    missedTwice += line.missedTwice() ? times : 0;
    reviewOverdue += line.reviewOverdue() ? times : 0;
    var days = line.waitingDays();
    if (days != null) {
      waiting += times;
      waitingDays += (long) days * times;
      var submittedOn = line.submittedOn();
      oldest =
          oldest == null || (submittedOn != null && submittedOn.isBefore(oldest))
              ? submittedOn
              : oldest;
    }
  }

  ObligationSummaryLine line() {
    return new ObligationSummaryLine(
        period,
        name,
        reports.values().stream().mapToInt(Integer::intValue).sum(),
        count(ObligationState.NOT_DUE),
        count(ObligationState.DUE),
        count(ObligationState.OVERDUE),
        count(ObligationState.SUBMITTED),
        count(ObligationState.RETURNED),
        count(ObligationState.ACCEPTED),
        count(ObligationState.NIL),
        late,
        missedTwice,
        amendments.getOrDefault(ObligationState.SUBMITTED, 0),
        amendments.getOrDefault(ObligationState.RETURNED, 0),
        reviewOverdue,
        oldest,
        waiting == 0
            ? null
            : BigDecimal.valueOf(waitingDays)
                .divide(BigDecimal.valueOf(waiting), 1, RoundingMode.HALF_UP));
  }

  private int count(ObligationState state) {
    return reports.getOrDefault(state, 0);
  }
}
