package dev.zhihe.kit.sealed;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How much was committed when a statement ran: the head of the sealed log, and the number of queued
 * changes. Read it in the same statement as the data, so that both come from one database snapshot.
 *
 * @param feedEpoch the current epoch
 * @param position the head of the sealed log
 * @param positionEpoch the epoch in which that position was assigned
 * @param waiting committed changes that have no position yet
 */
public record Freshness(int feedEpoch, long position, int positionEpoch, long waiting) {
  /** The first columns of a statement over {@code feed_head h}. */
  static final String COLUMNS =
      """
      h.feed_epoch, h.position,
      coalesce((select s.feed_epoch from sealed_change s where s.position = h.position), h.feed_epoch),
      (select count(*) from change_queue)""";

  /** The number of {@link #COLUMNS}. */
  static final int WIDTH = 4;

  static Freshness of(ResultSet row) throws SQLException {
    return new Freshness(row.getInt(1), row.getLong(2), row.getInt(3), row.getLong(4));
  }

  /**
   * A key that changes with every commit: the feed epoch and the number of committed changes,
   * sealed or not.
   */
  public String key() {
    return feedEpoch + "." + (position + waiting);
  }

  /** The cut that includes everything committed; null while changes wait for a position. */
  public @Nullable Cut cut() {
    return waiting == 0 ? new Cut(positionEpoch, position) : null;
  }
}
