package dev.zhihe.projects.supervision.finding;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The months that had ended by a day. As in roll-ups, a month has ended by its last day.
 *
 * @param last the last ended month
 * @param recentFrom the first of the last ended months in which money asks for progress
 */
record EndedMonths(YearMonth last, YearMonth recentFrom) {
  private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

  /** The months before the end of a day, with so many recent ones. */
  static EndedMonths by(LocalDate day, int recent) {
    // Months are texts of seven characters.
    var known = day.isBefore(EARLIEST) ? EARLIEST : day.isAfter(LATEST) ? LATEST : day;
    var month = YearMonth.from(known);
    var last = known.equals(month.atEndOfMonth()) ? month : month.minusMonths(1);
    return new EndedMonths(last, last.minusMonths(recent - 1L));
  }
}
