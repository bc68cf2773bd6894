package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a platform owes on a day. It reads nothing and writes nothing. */
final class ObligationRules {
  private final AreaCalendar calendar;
  private final LocalDate day;
  private final @Nullable String organisation;

  /**
   * @param day by which time is measured
   * @param organisation credit code of the operator that asks; null for the bureau
   */
  ObligationRules(AreaCalendar calendar, LocalDate day, @Nullable String organisation) {
    this.calendar = calendar;
    this.day = day;
    this.organisation = organisation;
  }

  /**
   * The lines of a platform for a period: one of the report that is there or owed, and one of its
   * amendment under review. None if the period has not begun.
   */
  List<Owed> lines(PlatformRecord known, AreaCalendar.Span span) {
    return span.period().startDate().isAfter(day)
        ? List.of()
        : Stream.of(line(known, span), amendmentLine(known, span))
            .filter(Objects::nonNull)
            .filter(owed -> organisation == null || isForThem(owed))
            .toList();
  }

  /** An organisation is shown its own lines that it can do something about. */
  private boolean isForThem(Owed owed) {
    return owed.organisation().equals(organisation) && owed.mayAct();
  }

  private @Nullable Owed line(PlatformRecord known, AreaCalendar.Span span) {
    var platform = known.platform();
    var report = report(known, span);
    if (report == null && !platform.owes(span.period(), span.form())) {
      return null;
    }
    var owing = platform.operatorOn(span.period().endDate());
    var operator = report == null ? owing : operatorOf(report, platform, owing);
    operator = operator == null ? platform.operator() : operator;
    var extension = extension(known, span);
    var dueOn = dueOn(span, report, extension);
    var resubmitBy = report == null ? null : resubmitBy(report, extension);
    var state = report == null ? stateWithout(span, dueOn) : report.state();
    var missed = isMissed(known, span) ? 1 + missedBefore(known, span, operator) : 0;
    var isOwing = owing == null || owing.code().equals(operator.code());
    var late =
        missed > 0 || (report != null && report.late() && isOwing); // a successor is not late
    var since = report != null && missed > 0 ? Objects.requireNonNull(resubmitBy) : dueOn;
    var until =
        missed > 0 || report == null || report.submittedOn() == null ? day : report.submittedOn();
    var reviewDueOn =
        span.period()
            .reviewDueDate()
            .plusDays(ChronoUnit.DAYS.between(span.period().dueDate(), dueOn));
    return owed(
        platform,
        operator,
        span,
        report,
        new LineDays(
            dueOn,
            report == null || (extension != null && extension.dueDate().equals(resubmitBy))
                ? extension
                : null,
            resubmitBy,
            reviewDueOn),
        state,
        new Lateness(late, late ? (int) ChronoUnit.DAYS.between(since, until) : 0, missed));
  }

  /**
   * An amendment is never late at first. It is reviewed as many days after its submission as the
   * period gives for its review.
   */
  private @Nullable Owed amendmentLine(PlatformRecord known, AreaCalendar.Span span) {
    var amendment = known.amendments().get(span.period().code());
    if (amendment == null || !amendment.isThereOn(day)) {
      return null;
    }
    var platform = known.platform();
    var operator = operatorOf(amendment, platform, platform.operator());
    var report = known.reports().get(span.period().code());
    var dueOn = dueOn(span, report, null);
    var extension = extension(known, span);
    var resubmitBy = resubmitBy(amendment, extension);
    var submittedOn = Objects.requireNonNullElse(amendment.submittedOn(), dueOn);
    var daysToReview =
        ChronoUnit.DAYS.between(span.period().dueDate(), span.period().reviewDueDate());
    return owed(
        platform,
        operator == null ? platform.operator() : operator,
        span,
        amendment,
        new LineDays(dueOn, null, resubmitBy, submittedOn.plusDays(daysToReview)),
        amendment.state(),
        resubmitBy != null && day.isAfter(resubmitBy)
            ? new Lateness(true, (int) ChronoUnit.DAYS.between(resubmitBy, day), 0)
            : new Lateness(false, 0, 0));
  }

  private record Lateness(boolean late, int days, int missed) {}

  private record LineDays(
      LocalDate dueOn,
      @Nullable KnownExtension extension,
      @Nullable LocalDate resubmitBy,
      LocalDate reviewDueOn) {}

  private Owed owed(
      OwingPlatform platform,
      RunningOperator operator,
      AreaCalendar.Span span,
      @Nullable KnownReport report,
      LineDays days,
      ObligationState state,
      Lateness lateness) {
    var waits = state == ObligationState.SUBMITTED;
    var submittedOn = report == null ? null : report.submittedOn();
    var line =
        new ObligationLine(
            platform.code(),
            platform.name(),
            operator.code(),
            operator.name(),
            span.period().code(),
            span.name(),
            span.kind(),
            span.form().code(),
            days.dueOn,
            days.extension == null ? null : days.extension.code(),
            state,
            lateness.late,
            lateness.days,
            lateness.missed,
            lateness.missed >= 2,
            report == null ? null : report.code(),
            report == null ? null : report.amends(),
            submittedOn,
            days.resubmitBy,
            days.reviewDueOn,
            waits && day.isAfter(days.reviewDueOn),
            waits && submittedOn != null ? (int) ChronoUnit.DAYS.between(submittedOn, day) : null);
    return new Owed(
        line,
        operator.organisation(),
        operator.equals(platform.operator()) || (report != null && report.isUnderReview()));
  }

  /** The operator that submitted a report; another one if that is not known. */
  private static @Nullable RunningOperator operatorOf(
      KnownReport report, OwingPlatform platform, @Nullable RunningOperator another) {
    var operator = report.operator() == null ? null : platform.operatorCalled(report.operator());
    return operator == null ? another : operator;
  }

  /**
   * How many periods of the kind an operator missed in a row before this one. Those that it does
   * not owe do not count, and do not end the row.
   */
  private int missedBefore(PlatformRecord known, AreaCalendar.Span span, RunningOperator operator) {
    var missed = 0;
    for (var before : calendar.before(span)) {
      if (known.platform().owes(before.period(), before.form())
          && operator.equals(known.platform().operatorOn(before.period().endDate()))) {
        if (!isMissed(known, before)) {
          break;
        }
        missed++;
      }
    }
    return missed;
  }

  /** Whether the day to submit is over without a report, or the day to resubmit a returned one. */
  private boolean isMissed(PlatformRecord known, AreaCalendar.Span span) {
    var report = report(known, span);
    var extension = extension(known, span);
    var until = report == null ? dueOn(span, null, extension) : resubmitBy(report, extension);
    return until != null && day.isAfter(until);
  }

  /**
   * The report that is there on the day. An organisation knows nothing of what another one has
   * under review. For the bureau, what was returned to a former operator is none where the present
   * one owes the period.
   */
  private @Nullable KnownReport report(PlatformRecord known, AreaCalendar.Span span) {
    var report = known.reports().get(span.period().code());
    if (report == null || !report.isThereOn(day)) {
      return null;
    }
    var platform = known.platform();
    var owing = platform.operatorOn(span.period().endDate());
    var operator = operatorOf(report, platform, owing);
    var isHidden =
        organisation != null
            ? report.isUnderReview()
                && operator != null
                && !organisation.equals(operator.organisation())
            : report.isReturned()
                && platform.operator().equals(owing)
                && !platform.operator().equals(operator);
    return isHidden ? null : report;
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
    if (report != null) {
      return report.dueOn() == null ? span.period().dueDate() : report.dueOn();
    }
    return extension == null ? span.period().dueDate() : extension.dueDate();
  }

  /** The day to resubmit a returned report, which an extension moves too; null if there is none. */
  private static @Nullable LocalDate resubmitBy(
      KnownReport report, @Nullable KnownExtension extension) {
    var day = report.isReturned() ? report.resubmitBy() : null;
    return day != null && extension != null && extension.dueDate().isAfter(day)
        ? extension.dueDate()
        : day;
  }

  private ObligationState stateWithout(AreaCalendar.Span span, LocalDate dueOn) {
    if (!day.isAfter(span.period().endDate())) {
      return ObligationState.NOT_DUE;
    }
    return day.isAfter(dueOn) ? ObligationState.OVERDUE : ObligationState.DUE;
  }
}
