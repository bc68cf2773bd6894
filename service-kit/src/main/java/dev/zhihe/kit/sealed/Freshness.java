package dev.zhihe.kit.sealed;

import java.nio.ByteBuffer;
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
 * @param chain the first eight bytes of the chain value at that position. The chain covers the
 *     whole log, so two logs with the same positions have different values.
 * @param waiting committed changes that have no position yet
 */
public record Freshness(int feedEpoch, long position, int positionEpoch, long chain, long waiting) {
  /** Reads the freshness alone. */
  static final String QUERY =
      """
      select f.feed_epoch, f.position,
        coalesce((select s.feed_epoch from sealed_change s where s.position = f.position), f.feed_epoch) position_epoch,
        f.chain, (select count(*) from change_queue) waiting
      from feed_head f""";

  /** The number of the columns of {@link #QUERY}. */
  static final int WIDTH = 5;

  static Freshness of(ResultSet row) throws SQLException {
    return new Freshness(
        row.getInt(1),
        row.getLong(2),
        row.getInt(3),
        ByteBuffer.wrap(row.getBytes(4)).getLong(),
        row.getLong(5));
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
