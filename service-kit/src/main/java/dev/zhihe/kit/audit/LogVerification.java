package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.instant;
import static dev.zhihe.kit.audit.StoredRow.number;
import static dev.zhihe.kit.audit.Verdict.fault;

import dev.zhihe.kit.sealed.SealedLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a range of the log by comparing everything that is stored twice. It recomputes row
 * hashes and the chain from the log, and checks the history, the published tables, the daily heads,
 * the epochs, the head and the relay. It reads a bounded number of positions per database snapshot,
 * while writes continue.
 */
public final class LogVerification {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CHUNK = 500;
  private static final int BATCH_SIZE = 20_000;
  private static final Duration MAX_DURATION = Duration.ofSeconds(4);

  private final String service;
  private final DataSource source;
  private final Supplier<Optional<String>> standstill;

  /**
   * @param standstill why the log is stuck, if it is
   */
  public LogVerification(String service, DataSource source, Supplier<Optional<String>> standstill) {
    this.service = service;
    this.source = source;
    this.standstill = standstill;
  }

  /**
   * Verifies a range, or the first part of it that fits into one answer.
   *
   * @param from first position, 1 or more
   * @param to last position; a position beyond the head means the head, and then everything that
   *     has no position is verified too
   */
  public Verdict verify(long from, long to) throws SQLException {
    var deadline = Instant.now().plus(MAX_DURATION);
    var walk = new LogWalk(from);
    while (true) {
      try (var connection = source.getConnection()) {
        connection.setAutoCommit(false);
        try {
          try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            // The last step reads whole tables, which takes longer than other statements may.
            statement.execute("set local statement_timeout = '50s'");
          }
          Trail.walkIndexes(connection);
          var head = SealedLog.head(connection).position();
          var last = Math.min(to, head);
          var fault = walk.chunk(connection, Math.min(last, walk.position() + CHUNK), head);
          var done = walk.position() >= last;
          if (fault == null && done && to >= head) {
            fault = whole(connection, walk, head);
          }
          var tired = walk.position() - from + 1 >= BATCH_SIZE || Instant.now().isAfter(deadline);
          if (fault != null || done || tired) {
            return new Verdict(
                service,
                from,
                walk.position(),
                fault == null,
                fault == null && done,
                fault == null && !done ? walk.position() + 1 : null,
                head,
                HEX.formatHex(walk.chain()),
                fault);
          }
        } finally {
          connection.rollback();
        }
      }
    }
  }

  /**
   * Finds rows of the log that have no position and are not queued. The history may know their
   * position.
   */
  static @Nullable VerdictFault unsealed(Connection connection, long after, long upTo)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select l.log_id, (select h.from_position from history h
                              where h.entity_type = l.entity_type and h.entity_id = l.entity_id and h.version = l.version)
            from change_log l
            where l.log_id > ? and l.log_id <= ?
              and not exists (select from sealed_change s where s.log_id = l.log_id)
              and not exists (select from change_queue q where q.log_id = l.log_id)
            order by l.log_id limit 1
            """)) {
      statement.setLong(1, after);
      statement.setLong(2, upTo);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? fault(
                (Long) row.getObject(2),
                "change_log",
                null,
                "log_id " + row.getLong(1) + " unsealed")
            : null;
      }
    }
  }

  /** Verifies what has no position, once the walk has reached the head. */
  private @Nullable VerdictFault whole(Connection connection, LogWalk walk, long head)
      throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
            select f.position, f.chain, nullif(f.sealed_at, '-infinity') as sealed_at, f.feed_epoch,
                   (select max(feed_epoch) from feed_epoch) as last_epoch,
                   coalesce((select min(position) from sealed_change where position < 1),
                            (select min(position) from sealed_change where position > f.position)) as beyond,
                   coalesce((select min(from_position) from history where from_position < 1),
                            (select min(from_position) from history where from_position > f.position)) as history_beyond,
                   (select min(position) from daily_head where position >= f.position or position < 1) as day_beyond,
                   (select min(position) from relay where position > f.position) as relay_beyond
            from feed_head f
            """);
        var row = statement.executeQuery()) {
      row.next();
      if (number(row, "beyond") != null) {
        return fault(row.getLong("beyond"), "sealed_change", null, "a row outside the log");
      }
      if (!Arrays.equals(row.getBytes("chain"), walk.chain())) {
        return fault(
            head,
            "feed_head.chain",
            HEX.formatHex(walk.chain()),
            HEX.formatHex(row.getBytes("chain")));
      }
      if (head > 0 && !instant(row, "sealed_at").equals(walk.sealedAt())) {
        return fault(
            head,
            "feed_head.sealed_at",
            String.valueOf(walk.sealedAt()),
            instant(row, "sealed_at").toString());
      }
      if (row.getInt("feed_epoch") != row.getInt("last_epoch")) {
        return fault(
            head, "feed_head.feed_epoch", row.getString("last_epoch"), row.getString("feed_epoch"));
      }
      for (var beyond :
          Map.of(
                  "history_beyond", "history.from_position",
                  "day_beyond", "daily_head.position",
                  "relay_beyond", "relay.position")
              .entrySet()) {
        if (number(row, beyond.getKey()) != null) {
          return fault(
              null, beyond.getValue(), "from 1 to " + head, row.getString(beyond.getKey()));
        }
      }
    }
    var unsealed = unsealed(connection, walk.lastLogId(), Long.MAX_VALUE);
    var fault = unsealed != null ? unsealed : TableProof.unlogged(connection);
    return fault != null
        ? fault
        : standstill
            .get()
            .map(why -> fault(null, "change_queue", "advancing", "stands still: " + why))
            .orElse(null);
  }
}
