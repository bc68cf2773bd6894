package dev.zhihe.kit.sealing;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.log.LoggedFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One batch of the {@link Sealer}, in one transaction. It takes committed changes from the queue,
 * assigns positions, chains hashes, writes the history and moves the head.
 */
public final class Batch {
  private static final Logger LOG = Logger.getLogger(Batch.class);
  private static final int WINDOW = 4_000;
  private static final int CHUNK = 1_000;
  // Number of rows that the driver buffers. A row may have nearly a megabyte.
  private static final int FETCH = 16;

  private final Connection connection;
  private final long term;
  private final int transactions;
  private final Head head;

  private Batch(Connection connection, long term, int transactions, Head head) {
    this.connection = connection;
    this.term = term;
    this.transactions = transactions;
    this.head = head;
  }

  /**
   * Begins a batch in the connection's transaction. Takes the batch lock before choosing the batch
   * timestamp, so that a waiting reader cannot miss an earlier batch.
   *
   * @param transactions how many to seal at most; if it is one, an error names the entity that
   *     cannot be sealed
   */
  static Batch begin(Connection connection, long term, int transactions) throws SQLException {
    SealedLog.lockBatch(connection);
    return new Batch(connection, term, transactions, head(connection, term));
  }

  /** Seals the committed changes. Returns their number. */
  int seal() throws SQLException {
    for (int window = WINDOW; ; window *= 4) {
      var count = sealWindow(window);
      if (count >= 0) {
        return count;
      } // otherwise a large transaction extends beyond the window
    }
  }

  /** The head's position before this batch. */
  long position() {
    return head.position;
  }

  static boolean nothingWaits(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select 1 from change_queue limit 1");
        var any = statement.executeQuery()) {
      return !any.next();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(
      int feedEpoch, long position, byte[] chain, Instant sealedAt, @Nullable Instant before) {}

  /** Locks and reads the head. Fails if another instance has become the leader. */
  private static Head head(Connection connection, long term) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select feed_epoch, position, chain, greatest(sealed_at + interval '1 microsecond', clock_timestamp()),
                   nullif(sealed_at, '-infinity')
            from feed_head where term = ? for update
            """)) {
      statement.setLong(1, term);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("another instance leads: term " + term + " is over");
        }
        return new Head(
            row.getInt(1),
            row.getLong(2),
            row.getBytes(3),
            row.getObject(4, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MICROS),
            instant(row.getObject(5, OffsetDateTime.class)));
      }
    }
  }

  /**
   * Seals the transactions that are entirely within the first {@code window} queued rows.
   *
   * @return how many rows were sealed; -1 if rows are queued but no transaction ends within the
   *     window
   */
  private int sealWindow(int window) throws SQLException {
    // One statement sees one state of the queue, so it sees each transaction as a whole or not at
    // all.
    try (var statement =
        connection.prepareStatement(
            """
            with first_rows as (
              select log_id, txid from change_queue order by log_id limit ?),
            whole as (
              select txid, max(log_id) as last from first_rows group by txid
              having max(log_id) = (select max(q.log_id) from change_queue q where q.txid = first_rows.txid)
              order by last limit ?)
            select w.last, l.log_id, l.entity_type, l.entity_id, l.version, l.action, l.recorded_at, l.body,
                   l.salt, l.audit_salt, l.actor, l.request_id, l.reason, l.audience, l.area, l.valid_from, l.valid_to
            from whole w join first_rows using (txid) %s l
            order by w.last, l.log_id
            """
                .formatted(SealedLog.rowOf("first_rows")))) {
      statement.setInt(1, window);
      statement.setInt(2, transactions);
      statement.setFetchSize(FETCH);
      var position = head.position;
      var chain = head.chain;
      var chunk = new ArrayList<Placed>(CHUNK);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var salt = rows.getBytes("salt");
          var audit =
              ChangeHash.audit(
                  rows.getBytes("audit_salt"),
                  salt,
                  rows.getString("actor"),
                  rows.getString("request_id"),
                  rows.getString("reason"),
                  new Audience(rows.getString("audience")),
                  SealedChange.extent(rows));
          var hash =
              ChangeHash.row(
                  salt,
                  rows.getString("entity_type"),
                  rows.getString("entity_id"),
                  rows.getLong("version"),
                  Action.of(rows.getString("action")),
                  rows.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                  rows.getString("body"),
                  audit);
          position++;
          var logId = rows.getLong("log_id");
          var last = logId == rows.getLong("last");
          chain = ChangeHash.chain(chain, position, hash, head.sealedAt, last);
          chunk.add(
              new Placed(
                  position,
                  logId,
                  rows.getString("entity_type")
                      + "/"
                      + rows.getString("entity_id")
                      + " version "
                      + rows.getLong("version"),
                  hash,
                  chain,
                  last,
                  rows.getString("actor"),
                  rows.getString("request_id")));
          if (chunk.size() == CHUNK) {
            writeNaming(chunk);
            chunk.clear();
          }
        }
      }
      writeNaming(chunk);
      if (position == head.position) {
        return nothingWaits(connection) ? 0 : -1;
      }
      keepDailyHead();
      moveHead(position, chain);
      return (int) (position - head.position);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Placed(
      long position,
      long logId,
      String entity,
      byte[] hash,
      byte[] chain,
      boolean lastOfTransaction,
      String actor,
      String requestId) {}

  /**
   * Writes a chunk. If the batch has a single transaction, an error names the row that cannot be
   * written.
   */
  private void writeNaming(List<Placed> rows) throws SQLException {
    if (transactions > 1) {
      write(rows);
      return;
    }
    var before = connection.setSavepoint();
    try {
      write(rows);
    } catch (SQLException e) {
      connection.rollback(before);
      for (var row : rows) {
        try {
          write(List.of(row));
        } catch (SQLException itself) {
          throw new SQLException(row.entity + ": " + LoggedFailure.message(itself), itself);
        }
      }
      throw e; // no single row fails: report the failure of the chunk
    }
  }

  private void write(List<Placed> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            """
            with sealed as (
              insert into sealed_change (position, log_id, hash, chain, last_of_transaction, actor, request_id, sealed_at, feed_epoch)
              select s.*, ?, ?
              from unnest(?, ?, ?, ?, ?, ?, ?) as s(position, log_id, hash, chain, last_of_transaction, actor, request_id)
              returning position, log_id),
            taken as (
              delete from change_queue q using sealed s where q.log_id = s.log_id),
            states as (
              select s.position, l.entity_type, l.entity_id, l.version, l.action, l.audience, l.body, l.area, l.valid_from, l.valid_to,
                     lead(s.position) over entity as next_position,
                     row_number() over entity as nth
              from sealed s %s l
              window entity as (partition by l.entity_type, l.entity_id order by s.position)),
            ended as (
              update history h set to_position = s.position from states s
              where s.nth = 1 and h.entity_type = s.entity_type and h.entity_id = s.entity_id and h.to_position is null)
            insert into history (entity_type, entity_id, version, from_position, to_position, audience, body, area, valid_from, valid_to)
            select entity_type, entity_id, version, position, next_position, audience, body, area, valid_from, valid_to
            from states where action <> 'deleted'
            """
                .formatted(SealedLog.rowOf("s")))) {
      statement.setObject(1, head.sealedAt.atOffset(ZoneOffset.UTC));
      statement.setInt(2, head.feedEpoch);
      array(statement, 3, "bigint", rows.stream().map(Placed::position).toArray());
      array(statement, 4, "bigint", rows.stream().map(Placed::logId).toArray());
      array(statement, 5, "bytea", rows.stream().map(Placed::hash).toArray(byte[][]::new));
      array(statement, 6, "bytea", rows.stream().map(Placed::chain).toArray(byte[][]::new));
      array(statement, 7, "boolean", rows.stream().map(Placed::lastOfTransaction).toArray());
      array(statement, 8, "text", rows.stream().map(Placed::actor).toArray());
      array(statement, 9, "text", rows.stream().map(Placed::requestId).toArray());
      statement.executeUpdate();
    }
  }

  /** The first batch of a day stores the head at which the previous day ended. */
  private void keepDailyHead() throws SQLException {
    if (head.before == null || !Days.of(head.before).isBefore(Days.of(head.sealedAt))) {
      return;
    }
    var day = Days.of(head.before);
    try (var statement =
        connection.prepareStatement(
            "insert into daily_head (day, position, chain, sealed_at) values (?, ?, ?, ?)")) {
      statement.setObject(1, day);
      statement.setLong(2, head.position);
      statement.setBytes(3, head.chain);
      statement.setObject(4, head.before.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
    LOG.infof(
        "Head of %s: position %d, chain %s",
        day, head.position, HexFormat.of().formatHex(head.chain));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private void moveHead(long position, byte[] chain) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with moved as (
              update feed_head set position = ?, chain = ?, sealed_at = ? where term = ? returning position)
            select pg_notify('feed', position::text) from moved
            """)) {
      statement.setLong(1, position);
      statement.setBytes(2, chain);
      statement.setObject(3, head.sealedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setLong(4, term);
      statement.executeQuery().close();
    }
  }

  private static void array(
      java.sql.PreparedStatement statement, int place, String type, Object[] values)
      throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf(type, values));
  }
}
