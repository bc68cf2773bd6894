package dev.zhihe.kit.sealed;

import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The sealed log: its head, its changes, and waiting for new ones. */
@Singleton
public class SealedLog {
  private static final HexFormat HEX = HexFormat.of();

  /** Advisory lock held while a batch is sealed. */
  public static final long BATCH_LOCK = 0x7A68_6968_6522L;

  // Limits memory: a thousand bodies of the largest size would take nearly a gigabyte.
  private static final int MAX_BYTES = 8_000_000;

  private final String service;
  private final DataSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long knownHead;

  /**
   * @param service name used in event ids
   */
  public SealedLog(@ConfigProperty(name = "zhihe.service") String service, DataSource source) {
    this.service = service;
    this.source = source;
  }

  /** The service's name, as used in event ids. */
  public String service() {
    return service;
  }

  /** Waits until the head is beyond a position, or the time is up. */
  public void awaitBeyond(long position, Duration atMost) throws InterruptedException {
    var left = atMost.toNanos();
    lock.lock();
    try {
      while (knownHead <= position && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sets the head and wakes the threads that wait for it. */
  public void headIs(long position) {
    lock.lock();
    try {
      knownHead = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The current freshness. Call it before reading the data: then its key can be older than the
   * data, never newer.
   */
  public Freshness freshness() {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(Freshness.QUERY);
        var row = statement.executeQuery()) {
      row.next();
      return Freshness.of(row);
    } catch (SQLException e) {
      throw new PersistenceException("The freshness of the data cannot be read", e);
    }
  }

  /**
   * A join with the log rows of some changes, each found by its id. Left to itself, the database
   * may read the log from its beginning instead, up to the last of these rows.
   *
   * @param changes name of rows with {@code log_id}
   */
  public static String rowOf(String changes) {
    return "cross join lateral (select * from change_log c where c.log_id = %s.log_id offset 0)"
        .formatted(changes);
  }

  public static LogHead head(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select feed_epoch, position from feed_head");
        var row = statement.executeQuery()) {
      row.next();
      return new LogHead(row.getInt(1), row.getLong(2));
    }
  }

  /**
   * The next sealed changes after a position, in order. Returns fewer than the limit when the
   * bodies are large.
   */
  public static List<SealedChange> after(Connection connection, long after, int limit)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select %s
            from (
              select l.*, s.position, s.hash, s.chain, s.feed_epoch, s.last_of_transaction, s.sealed_at,
                     sum(octet_length(l.body)) over (order by s.position rows between unbounded preceding and 1 preceding) as bytes_before
              from (select * from sealed_change where position > ? order by position limit ?) s %s l) page
            where coalesce(bytes_before, 0) < ? order by position
            """
                .formatted(SealedChange.COLUMNS, rowOf("s")))) {
      statement.setLong(1, after);
      statement.setInt(2, limit);
      statement.setInt(3, MAX_BYTES);
      var changes = new ArrayList<SealedChange>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          changes.add(SealedChange.of(rows));
        }
      }
      return changes;
    }
  }

  /**
   * The versions of an entity, deletions included, in order.
   *
   * @param after the version before the first
   * @param cut later versions are left out
   * @param on versions that are not valid on the day are left out; null for any day
   * @param readable versions for others are left out
   */
  public List<SealedChange> versions(
      String type,
      String code,
      long after,
      int limit,
      Cut cut,
      @Nullable LocalDate on,
      Audiences readable) {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                select %s
                from (select l.*, s.position, s.hash, s.chain, s.feed_epoch, s.last_of_transaction, s.sealed_at
                from change_log l join sealed_change s using (log_id)
                where l.entity_type = ? and l.entity_id = ? and l.version > ? and s.position <= ?
                  and (? or l.audience = any(?))
                  and (?::date is null or ((l.valid_from is null or l.valid_from <= ?) and (l.valid_to is null or l.valid_to > ?)))
                order by l.version limit ?) found order by version
                """
                    .formatted(SealedChange.COLUMNS))) {
      statement.setString(1, type);
      statement.setString(2, code);
      statement.setLong(3, after);
      statement.setLong(4, cut.position());
      statement.setBoolean(5, readable.all());
      statement.setArray(
          6,
          connection.createArrayOf(
              "text", readable.listed().stream().map(Audience::text).toArray()));
      for (var place = 7; place <= 9; place++) {
        statement.setObject(place, on, Types.DATE);
      }
      statement.setInt(10, limit);
      try (var rows = statement.executeQuery()) {
        var changes = new ArrayList<SealedChange>();
        while (rows.next()) {
          changes.add(SealedChange.of(rows));
        }
        return changes;
      }
    } catch (SQLException e) {
      throw new PersistenceException("The versions cannot be read", e);
    }
  }

  /**
   * The last position at which a transaction ends and that was sealed before an instant; null if
   * there is none.
   */
  public static @Nullable Long lastBefore(Connection connection, Instant instant)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select position from sealed_change where sealed_at < ? and last_of_transaction
            order by sealed_at desc, position desc limit 1
            """)) {
      statement.setObject(1, instant.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    }
  }

  /** The chain value at a position, in the format of feed pages. */
  public String chainAt(long position) throws SQLException {
    try (var connection = source.getConnection()) {
      return HEX.formatHex(chainAt(connection, position));
    }
  }

  /** The chain value at a position; at 0, that of the empty log. */
  public static byte[] chainAt(Connection connection, long position) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select coalesce((select chain from sealed_change where position = ?), sha256(''))")) {
      statement.setLong(1, position);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  /** Takes the batch lock until the transaction ends. Only one batch is sealed at a time. */
  public static void lockBatch(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement("select pg_advisory_xact_lock(" + BATCH_LOCK + ")")) {
      statement.executeQuery().close();
    }
  }

  /** Waits for the batch that is being sealed, if any. All later batches have later timestamps. */
  public static void awaitBatch(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeQuery("select pg_advisory_xact_lock_shared(" + BATCH_LOCK + ")").close();
    }
  }
}
