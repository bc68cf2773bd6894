package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.platforms.supervision.obligation.ObligationLine;
import dev.zhihe.platforms.supervision.obligation.ObligationState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be reminded of on a day. What was due long ago is not: the first look into an old
 * registry would remind of years.
 *
 * @param daysBefore so many days before its due day a report is due soon
 */
record ReminderRules(LocalDate day, int daysBefore) {
  private static final int MAX_AGE_DAYS = 60;

  /** The kinds of reminders that a line asks for. */
  List<ReminderKind> of(ObligationLine line) {
    var kinds = new ArrayList<ReminderKind>();
    if (line.state() == ObligationState.DUE && !day.isBefore(line.dueOn().minusDays(daysBefore))) {
      kinds.add(ReminderKind.DUE_SOON);
    }
    if (line.state() == ObligationState.OVERDUE && isRecent(line.dueOn())) {
      kinds.add(ReminderKind.OVERDUE);
      if (line.missedTwice()) {
        kinds.add(ReminderKind.MISSED_TWICE);
      }
    }
    if (line.reviewOverdue() && isRecent(line.reviewDueOn())) {
      kinds.add(ReminderKind.REVIEW_OVERDUE);
    }
    return kinds;
  }

  private boolean isRecent(LocalDate due) {
    return !due.isBefore(day.minusDays(MAX_AGE_DAYS));
  }

  /** The reminder of a line. */
  OccupancyReminderView reminder(ObligationLine line, ReminderKind kind) {
    var period = line.period().substring(line.period().indexOf('-') + 1);
    var due = kind == ReminderKind.REVIEW_OVERDUE ? line.reviewDueOn() : line.dueOn();
    return new OccupancyReminderView(
        line.platform() + "-r-" + period + "-" + kind.ending(),
        line.platform(),
        line.period(),
        line.operator(),
        kind,
        due,
        day,
        text(line, kind, due));
  }

  private static String text(ObligationLine line, ReminderKind kind, LocalDate due) {
    var what = line.platformName() + " " + line.periodName() + "入驻填报";
    return switch (kind) {
      case DUE_SOON -> what + "将于 " + due + " 截止";
      case OVERDUE -> what + "已逾期，截止日为 " + due;
      case MISSED_TWICE -> what + "已连续 " + line.consecutiveMissed() + " 期逾期未报";
      case REVIEW_OVERDUE -> what + "待审核，审核截止日为 " + due;
    };
  }
}
