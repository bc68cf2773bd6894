package dev.zhihe.kit.sealed;

import dev.zhihe.kit.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A position at which a transaction ends, with its proof.
 *
 * @param feedEpoch the current feed epoch
 * @param positionEpoch the epoch in which the position was assigned
 * @param sealedAt null before the first change
 */
public record SnapshotPosition(
    int feedEpoch, int positionEpoch, long position, String chain, @Nullable Instant sealedAt) {
  /** The sealing time, formatted for answers. */
  public @Nullable String time() {
    return sealedAt == null ? null : sealedAt.toString();
  }

  /**
   * Resolves the snapshot position; null means the head.
   *
   * @param parameter name of the request parameter, for errors
   * @param lowest the first valid position, which errors mention
   */
  public static SnapshotPosition resolve(
      Connection connection, String parameter, @Nullable Long at, long lowest) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select h.feed_epoch, coalesce(s.feed_epoch, h.feed_epoch) as epoch_there, h.position as head,
                   coalesce(s.position, 0) as position, coalesce(s.chain, sha256('')) as chain, s.sealed_at
            from feed_head h left join lateral (
              select * from sealed_change where position <= coalesce(?, h.position) and last_of_transaction
              order by position desc limit 1) s on true
            """)) {
      statement.setObject(1, at, java.sql.Types.BIGINT);
      try (var row = statement.executeQuery()) {
        row.next();
        var head = row.getLong("head");
        var position = row.getLong("position");
        if (at != null && at > head) {
          throw head < lowest
              ? Problem.parameter(parameter, at.toString(), "尚无任何记录", "nothing is recorded yet")
              : Problem.parameter(
                  parameter,
                  at.toString(),
                  "%s 超过当前末位 %d",
                  "%s is beyond the head, %d",
                  parameter,
                  head);
        }
        if (at != null && at != position) {
          throw position < lowest
              ? beforeTheFirst(connection, parameter, at.toString())
              : Problem.parameter(
                  parameter,
                  at.toString(),
                  "位置 %d 在一次事务之中；此前最近的事务末位是 %d",
                  "position %d lies within a transaction; the previous transaction ends at %d",
                  at,
                  position);
        }
        var sealedAt = row.getObject("sealed_at", OffsetDateTime.class);
        return new SnapshotPosition(
            row.getInt("feed_epoch"),
            row.getInt("epoch_there"),
            position,
            HexFormat.of().formatHex(row.getBytes("chain")),
            sealedAt == null ? null : sealedAt.toInstant());
      }
    }
  }

  /** Refuses a position before the first end of a transaction, and names that first one. */
  public static Problem beforeTheFirst(Connection connection, String parameter, String given)
      throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "select position from sealed_change where last_of_transaction order by position limit 1");
        var first = statement.executeQuery()) {
      return first.next()
          ? Problem.parameter(
              parameter,
              given,
              "位置 %s 在首个事务之中或之前；首个事务末位是 %d",
              "position %s lies within a transaction or before all; the first end of one is %d",
              given,
              first.getLong(1))
          : Problem.parameter(parameter, given, "尚无任何记录", "nothing is recorded yet");
    }
  }
}
