package dev.zhihe.kit.sealed;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What was committed when a statement read: how far the log was sealed, and how much waited in the
 * queue. Read in the statement that reads the data, it is of the same snapshot of the database.
 *
 * @param feedEpoch the epoch now
 * @param position the head of the sealed log
 * @param epochThere the epoch that gave that position
 * @param waiting changes that are committed and have no position yet
 */
public record Freshness(int feedEpoch, long position, int epochThere, long waiting) {
  /** The first columns of a statement over {@code feed_head h}. */
  static final String COLUMNS =
      """
      h.feed_epoch, h.position,
      coalesce((select s.feed_epoch from sealed_change s where s.position = h.position), h.feed_epoch),
      (select count(*) from change_queue)""";

  /** How many columns these are. */
  static final int WIDTH = 4;

  static Freshness of(ResultSet row) throws SQLException {
    return new Freshness(row.getInt(1), row.getLong(2), row.getInt(3), row.getLong(4));
  }

  /**
   * A key that is the same only while nothing was committed in between: feed epoch and number of
   * committed changes, sealed or not.
   */
  public String key() {
    return feedEpoch + "." + (position + waiting);
  }

  /** The cut that has all that was committed; null while something waits. */
  public History.@Nullable Cut cut() {
    return waiting == 0 ? new History.Cut(epochThere, position) : null;
  }
}
