package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform owes on a day. It reads nothing and writes nothing. */
final class ObligationRules {
  private final AreaCalendar calendar;
  private final LocalDate day;

  /**
   * @param day by which time is measured
   */
  ObligationRules(AreaCalendar calendar, LocalDate day) {
    this.calendar = calendar;
    this.day = day;
  }

  /**
   * The line of a platform for a period. Null if the period has not begun, or if the platform does
   * not owe a report for it and there is none.
   */
  @Nullable ObligationLine line(PlatformRecord known, AreaCalendar.Span span) {
    var period = span.period();
    var report = report(known, span);
    if (period.startDate().isAfter(day)
        || (report == null && !known.platform().owes(period, span.form()))) {
      return null;
    }
    var extension = report == null ? extension(known, span) : null;
    var dueOn = dueOn(span, report, extension);
    var state = state(span, report, dueOn);
    var late = report == null ? state == ObligationState.OVERDUE : report.late();
    var until = report == null || report.submittedOn() == null ? day : report.submittedOn();
    var missed = state == ObligationState.OVERDUE ? 1 + missedBefore(known, span) : 0;
    var reviewDueOn =
        period.reviewDueDate().plusDays(ChronoUnit.DAYS.between(period.dueDate(), dueOn));
    var waits = state == ObligationState.SUBMITTED;
    return new ObligationLine(
        known.platform().code(),
        known.platform().name(),
        known.platform().operator(),
        known.platform().operatorName(),
        period.code(),
        span.name(),
        span.kind(),
        span.form().code(),
        dueOn,
        extension == null ? null : extension.code(),
        state,
        late,
        late ? (int) ChronoUnit.DAYS.between(dueOn, until) : 0,
        missed,
        missed >= 2,
        report == null ? null : report.code(),
        report == null ? null : report.submittedOn(),
        reviewDueOn,
        waits && day.isAfter(reviewDueOn),
        waits && report != null && report.submittedOn() != null
            ? (int) ChronoUnit.DAYS.between(report.submittedOn(), day)
            : null);
  }

  /**
   * How many periods of the kind were missed in a row before this one. Those that are not owed do
   * not count, and do not end the row.
   */
  private int missedBefore(PlatformRecord known, AreaCalendar.Span span) {
    var missed = 0;
    for (var before : calendar.before(span)) {
      if (known.platform().owes(before.period(), before.form())) {
        if (report(known, before) != null || !isOver(known, before)) {
          break;
        }
        missed++;
      }
    }
    return missed;
  }

  private boolean isOver(PlatformRecord known, AreaCalendar.Span span) {
    return day.isAfter(dueOn(span, null, extension(known, span)));
  }

  private @Nullable KnownReport report(PlatformRecord known, AreaCalendar.Span span) {
    var report = known.reports().get(span.period().code());
    return report != null && report.isThereOn(day) ? report : null;
  }

  /** The extension to the latest day; null if none extends the period. */
  private @Nullable KnownExtension extension(PlatformRecord known, AreaCalendar.Span span) {
    return known.extensions().getOrDefault(span.period().code(), List.of()).stream()
        .filter(
            one -> !one.grantedOn().isAfter(day) && one.dueDate().isAfter(span.period().dueDate()))
        .max(Comparator.comparing(KnownExtension::dueDate))
        .orElse(null);
  }

  /** The due day: of a report the one that was in force when it was submitted. */
  private static LocalDate dueOn(
      AreaCalendar.Span span, @Nullable KnownReport report, @Nullable KnownExtension extension) {
    if (report != null && report.dueOn() != null) {
      return report.dueOn();
    }
    return extension == null ? span.period().dueDate() : extension.dueDate();
  }

  private ObligationState state(
      AreaCalendar.Span span, @Nullable KnownReport report, LocalDate dueOn) {
    if (report != null) {
      return report.state();
    }
    if (!day.isAfter(span.period().endDate())) {
      return ObligationState.NOT_DUE;
    }
    return day.isAfter(dueOn) ? ObligationState.OVERDUE : ObligationState.DUE;
  }
}
