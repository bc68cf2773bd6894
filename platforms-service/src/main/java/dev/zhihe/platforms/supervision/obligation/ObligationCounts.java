package dev.zhihe.platforms.supervision.obligation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts lines. */
final class ObligationCounts {
  private final @Nullable String period;
  private final @Nullable String name;
  private final Map<ObligationState, Integer> states = new EnumMap<>(ObligationState.class);
  private int obligations;
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

  void add(ObligationLine line) {
    obligations++;
    states.merge(line.state(), 1, Integer::sum);
    late += line.late() ? 1 : 0;
    missedTwice += line.missedTwice() ? 1 : 0;
    reviewOverdue += line.reviewOverdue() ? 1 : 0;
    var days = line.waitingDays();
    if (days != null) {
      waiting++;
      waitingDays += days;
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
        obligations,
        count(ObligationState.NOT_DUE),
        count(ObligationState.DUE),
        count(ObligationState.OVERDUE),
        count(ObligationState.SUBMITTED),
        count(ObligationState.RETURNED),
        count(ObligationState.ACCEPTED),
        count(ObligationState.NIL),
        late,
        missedTwice,
        reviewOverdue,
        oldest,
        waiting == 0
            ? null
            : BigDecimal.valueOf(waitingDays)
                .divide(BigDecimal.valueOf(waiting), 1, RoundingMode.HALF_UP));
  }

  private int count(ObligationState state) {
    return states.getOrDefault(state, 0);
  }
}
