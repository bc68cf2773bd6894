package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.platforms.supervision.obligation.ObligationLine;
import dev.zhihe.platforms.supervision.obligation.ObligationState;
import dev.zhihe.platforms.supervision.obligation.Owed;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is to be reminded of on a day. What was due long ago is not: the first look into an old
 * registry would remind of years.
 *
 * @param daysBefore so many days before its due day a report is due soon
 */
record ReminderRules(LocalDate day, int daysBefore) {
  private static final int MAX_AGE_DAYS = 60;

  /** A code is part of the URL, so its length is limited. */
  private static final int MAX_CODE_LENGTH = 100;

  /**
   * The kinds of reminders that a line asks for. An operator that can do nothing about it any more
   * is not reminded.
   */
  List<ReminderKind> of(Owed owed) {
    var line = owed.line();
    var kinds = new ArrayList<ReminderKind>();
    if (owed.mayAct()) {
      var until = until(line);
      var isOpen = line.state() == ObligationState.DUE || line.state() == ObligationState.RETURNED;
      if (isOpen && !day.isAfter(until) && !day.isBefore(until.minusDays(daysBefore))) {
        kinds.add(ReminderKind.DUE_SOON);
      }
      if ((isOpen || line.state() == ObligationState.OVERDUE)
          && day.isAfter(until)
          && isRecent(until)) {
        kinds.add(ReminderKind.OVERDUE);
        if (line.missedTwice()) {
          kinds.add(ReminderKind.MISSED_TWICE);
        }
      }
    }
    if (line.reviewOverdue() && isRecent(line.reviewDueOn())) {
      kinds.add(ReminderKind.REVIEW_OVERDUE);
    }
    return kinds;
  }

  private boolean isRecent(LocalDate due) {
    return !due.isBefore(earliestDue());
  }

  /** The earliest due day that is still reminded of. */
  LocalDate earliestDue() {
    return day.minusDays(MAX_AGE_DAYS);
  }

  /** The day to submit, or to resubmit. A return of earlier releases has no such day. */
  private static LocalDate until(ObligationLine line) {
    return line.state() != ObligationState.RETURNED
        ? line.dueOn()
        : line.resubmitBy() == null ? LocalDate.MIN : line.resubmitBy();
  }

  /** The reminder of a line. */
  OccupancyReminderView reminder(ObligationLine line, ReminderKind kind) {
    var due = kind == ReminderKind.REVIEW_OVERDUE ? line.reviewDueOn() : until(line);
    return new OccupancyReminderView(
        code(line, kind, due),
        line.platform(),
        line.period(),
        line.amends() == null ? null : line.report(),
        line.operator(),
        kind,
        due,
        day,
        text(line, kind, due));
  }

  /** The code. One that would be too long is the area's with a hash of it. */
  private static String code(ObligationLine line, ReminderKind kind, LocalDate due) {
    var period = line.period().substring(line.period().indexOf('-') + 1);
    var code =
        "%s-r-%s-%s-%s%s"
            .formatted(
                line.platform(),
                period,
                kind.ending(),
                due.format(DateTimeFormatter.BASIC_ISO_DATE),
                amendment(line));
    return code.length() <= MAX_CODE_LENGTH
        ? code
        : code.substring(0, code.indexOf('-'))
            + "-r-"
            + UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8));
  }

  /** What an amendment's code has after that of its report, such as -a1; empty of a report. */
  private static String amendment(ObligationLine line) {
    return line.amends() == null
        ? ""
        : Objects.requireNonNull(line.report()).substring(line.amends().length());
  }

  private static String text(ObligationLine line, ReminderKind kind, LocalDate due) {
    var what =
        line.platformName()
            + " "
            + line.periodName()
            + "入驻填报"
            + (line.amends() == null ? "" : "的更正");
    return switch (kind) {
      case DUE_SOON ->
          line.state() == ObligationState.RETURNED
              ? what + "已退回，重新提交将于 " + due + " 截止"
              : what + "将于 " + due + " 截止";
      case OVERDUE ->
          line.state() == ObligationState.RETURNED
              ? what + "已退回，重新提交已逾期，截止日为 " + due
              : what + "已逾期，截止日为 " + due;
      case MISSED_TWICE -> what + "已连续 " + line.consecutiveMissed() + " 期逾期未报";
      case REVIEW_OVERDUE -> what + "待审核，审核截止日为 " + due;
    };
  }
}
