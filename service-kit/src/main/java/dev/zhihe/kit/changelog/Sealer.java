package dev.zhihe.kit.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives committed changes their positions: dense, in an order that never splits a transaction and
 * never inverts an entity, chained by hash, with the history by position kept beside.
 *
 * <p><b>Order.</b> Transactions go by their <em>last</em> log id. A transaction draws an entity's
 * log id while it holds the entity's row, so of two that touched one entity the later drew after
 * the earlier had committed; its last id is the larger, and whoever sees the later sees the
 * earlier. Sealing whole transactions in that order therefore loses nothing, whenever the others
 * commit.
 *
 * <p><b>One at a time.</b> Whoever holds the advisory lock leads. The lock lives on the very
 * connection that seals, so losing one is losing the other, and a leader's connection that has been
 * silent for five seconds is ended: a paused leader is replaced. Each transaction also checks the
 * term, which every new leader raises, and so a leader that wakes up late can change nothing.
 */
final class Sealer implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sealer.class);
  private static final long LOCK = 0x7A68_6968_6521L;
  private static final long BATCH = LOCK + 1;
  private static final int WINDOW = 4_000;
  private static final int CHUNK = 1_000;
  // Rows that the driver holds at a time: each may have nearly a megabyte.
  private static final int FETCH = 16;
  private static final Duration SHORTEST_POLL = Duration.ofMillis(5);
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  /** Opens a connection of the sealer's role, not from any pool. */
  interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private final LongConsumer sealed;
  private final Semaphore work = new Semaphore(0);
  private volatile long term;
  private volatile boolean closed;

  /**
   * @param sealed told the head's new position after each batch that this instance sealed
   */
  Sealer(Connections connections, LongConsumer sealed) {
    this.connections = connections;
    this.sealed = sealed;
  }

  /** The term in which this instance leads; empty while another does. */
  OptionalLong term() {
    var now = term; // once: it may end between two looks
    return now == 0 ? OptionalLong.empty() : OptionalLong.of(now);
  }

  /** Says that something was committed. */
  void wake() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  @Override
  public void run() {
    while (!closed) {
      try (var connection = connections.open()) {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
          statement.execute("set idle_session_timeout = '5s'");
          statement.execute("set idle_in_transaction_session_timeout = '5s'");
        }
        while (!closed && !takeLead(connection)) {
          pause(LONGEST_POLL);
        }
        if (!closed) {
          lead(connection);
        }
      } catch (SQLException | RuntimeException e) { // whatever it was: the log must be sealed
        if (!closed) {
          LOG.warnf("Sealing stops on this instance and starts again: %s", e);
          pause(LONGEST_POLL);
        }
      } finally {
        term = 0;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    work.release(1_000);
  }

  private void lead(Connection connection) throws SQLException {
    LOG.infof("This instance seals the change log, term %d", term);
    var poll = SHORTEST_POLL;
    var keptOn = LocalDate.MIN;
    while (!closed) {
      if (!keptOn.equals(LocalDate.now(ZoneOffset.UTC))) {
        keptOn = LocalDate.now(ZoneOffset.UTC);
        keepReadLog(connection);
      }
      if (sealBatch(connection) > 0) {
        poll = SHORTEST_POLL;
      } else {
        poll = pause(poll) ? SHORTEST_POLL : shorter(poll.multipliedBy(2), LONGEST_POLL);
      }
    }
    while (sealBatch(connection) > 0) {
      LOG.debug("Sealing what was committed before this instance stops");
    }
  }

  /** Once a day: the next months' partitions are there before anybody reads in those months. */
  private static void keepReadLog(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("select keep_read_log()");
    } catch (SQLException e) { // tomorrow is early enough, and sealing goes on
      LOG.warnf("The partitions of the read log were not looked after today: %s", e.getMessage());
    }
  }

  boolean takeLead(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var lock = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      lock.next();
      if (!lock.getBoolean(1)) {
        endSilentLeader(connection);
        return false;
      }
    }
    try (var statement = connection.createStatement();
        var restored = statement.executeQuery("select begin_epoch_if_restored()")) {
      restored.next();
      if (restored.getBoolean(1)) {
        LOG.warn("This is another database server than before: the feed begins a new epoch");
      }
    }
    try (var statement = connection.createStatement();
        var raised =
            statement.executeQuery("update feed_head set term = term + 1 returning term")) {
      raised.next();
      term = raised.getLong(1);
      return true;
    }
  }

  /**
   * Ends the leader's connection when the server has waited for its client for five seconds. The
   * server's timeouts do that between statements only; a leader may also be paused, or cut off, in
   * the middle of an answer that it no longer reads or of a statement whose end never comes, and
   * would hold the lock for ever.
   */
  private static void endSilentLeader(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select pg_terminate_backend(pid) from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and a.datname = current_database()
              and l.classid = ?::bigint::oid and l.objid = ?::bigint::oid and l.objsubid = 1
              and a.wait_event_type = 'Client' and a.state_change < clock_timestamp() - interval '5s'
            """)) {
      statement.setLong(1, LOCK >>> 32);
      statement.setLong(2, LOCK & 0xFFFF_FFFFL);
      statement.executeQuery().close();
    }
  }

  /** Seals what is committed, a window's worth at most. Returns how many changes that was. */
  int sealBatch(Connection connection) throws SQLException {
    if (nothingWaits(connection)) {
      return 0;
    }
    connection.setAutoCommit(false);
    try {
      beginBatch(connection);
      var head = head(connection);
      var count = 0;
      for (int window = WINDOW; count == 0; window *= 4) {
        count = sealWindow(connection, head, window);
        if (count < 0) { // no transaction ends within this window: a large one, so look further
          count = 0;
        } else if (count == 0) {
          break;
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      if (count > 0) {
        sealed.accept(head.position + count);
      }
      return count;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException gone) {
        e.addSuppressed(gone);
      }
      throw e;
    }
  }

  /** Before the batch's instant is taken, so that whoever waits for its end knows of no earlier. */
  private static void beginBatch(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement("select pg_advisory_xact_lock(" + BATCH + ")")) {
      statement.executeQuery().close();
    }
  }

  /** Waits for the batch that is being sealed, if there is one: all later ones bear later times. */
  static void awaitBatch(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeQuery("select pg_advisory_xact_lock_shared(" + BATCH + ")").close();
    }
  }

  private static boolean nothingWaits(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select 1 from change_queue limit 1");
        var any = statement.executeQuery()) {
      return !any.next();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(
      int feedEpoch, long position, byte[] chain, Instant sealedAt, @Nullable Instant before) {}

  /** The head, locked; refuses when another has taken over. */
  private Head head(Connection connection) throws SQLException {
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
   * Seals the transactions that lie wholly within the first {@code window} queued rows.
   *
   * @return how many rows were sealed; -1 if rows wait but no transaction ends within the window
   */
  private int sealWindow(Connection connection, Head head, int window) throws SQLException {
    // One statement is one view of the queue: a transaction is in it whole or not at all.
    try (var statement =
        connection.prepareStatement(
            """
            with first_rows as (
              select log_id, txid from change_queue order by log_id limit ?),
            whole as (
              select txid, max(log_id) as last from first_rows group by txid
              having max(log_id) = (select max(q.log_id) from change_queue q where q.txid = first_rows.txid))
            select w.last, l.log_id, l.entity_type, l.entity_id, l.version, l.action, l.recorded_at, l.body,
                   l.salt, l.audit_salt, l.actor, l.request_id, l.reason, l.audience, l.area, l.valid_from, l.valid_to
            from whole w join first_rows using (txid) join change_log l using (log_id)
            order by w.last, l.log_id
            """)) {
      statement.setInt(1, window);
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
                  Feed.extent(rows));
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
                  hash,
                  chain,
                  last,
                  rows.getString("actor"),
                  rows.getString("request_id")));
          if (chunk.size() == CHUNK) {
            write(connection, chunk, head);
            chunk.clear();
          }
        }
      }
      write(connection, chunk, head);
      if (position == head.position) {
        return nothingWaits(connection) ? 0 : -1;
      }
      keepDailyHead(connection, head);
      moveHead(connection, position, chain, head.sealedAt);
      return (int) (position - head.position);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Placed(
      long position,
      long logId,
      byte[] hash,
      byte[] chain,
      boolean lastOfTransaction,
      String actor,
      String requestId) {}

  private static void write(Connection connection, List<Placed> rows, Head head)
      throws SQLException {
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
              from sealed s join change_log l using (log_id)
              window entity as (partition by l.entity_type, l.entity_id order by s.position)),
            ended as (
              update history h set to_position = s.position from states s
              where s.nth = 1 and h.entity_type = s.entity_type and h.entity_id = s.entity_id and h.to_position is null)
            insert into history (entity_type, entity_id, version, from_position, to_position, audience, body, area, valid_from, valid_to)
            select entity_type, entity_id, version, position, next_position, audience, body, area, valid_from, valid_to
            from states where action <> 'deleted'
            """)) {
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

  /** The first batch of a day keeps the head as it stood when the last one ended. */
  private static void keepDailyHead(Connection connection, Head head) throws SQLException {
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

  private void moveHead(Connection connection, long position, byte[] chain, Instant sealedAt)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with moved as (
              update feed_head set position = ?, chain = ?, sealed_at = ? where term = ? returning position)
            select pg_notify('feed', position::text) from moved
            """)) {
      statement.setLong(1, position);
      statement.setBytes(2, chain);
      statement.setObject(3, sealedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setLong(4, term);
      statement.executeQuery().close();
    }
  }

  private static void array(
      java.sql.PreparedStatement statement, int place, String type, Object[] values)
      throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf(type, values));
  }

  /** Waits until there may be work; true if somebody said so before the time was up. */
  private boolean pause(Duration time) {
    try {
      var woken = work.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
      work.drainPermits();
      return woken;
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
