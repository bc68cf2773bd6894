package dev.zhihe.kit.sealing;

import dev.zhihe.kit.sealed.SealedLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
public final class Sealer implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sealer.class);
  private static final long LOCK = 0x7A68_6968_6521L;
  private static final int MAX_SINGLES = 1_000;
  private static final Duration MIN_POLL = Duration.ofMillis(5);
  private static final Duration MAX_POLL = Duration.ofMillis(200);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(3);

  /** Opens a connection of the sealer's role, not from any pool. */
  public interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private final LongConsumer sealed;
  private final Semaphore work = new Semaphore(0);
  private volatile long term;
  private volatile boolean closed;
  private volatile @Nullable String trouble;

  /** What was logged since sealing last succeeded. */
  private final Set<String> told = new HashSet<>();

  private Duration backoff = MAX_POLL;

  /**
   * @param sealed told the head's new position after each batch that this instance sealed
   */
  public Sealer(Connections connections, LongConsumer sealed) {
    this.connections = connections;
    this.sealed = sealed;
  }

  /** The term in which this instance leads; empty while another does. */
  public OptionalLong term() {
    var now = term; // once: it may end between two looks
    return now == 0 ? OptionalLong.empty() : OptionalLong.of(now);
  }

  /**
   * Why sealing last failed here, and at which entity; empty once it succeeded, here or elsewhere.
   */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Says that something was committed. */
  public void wake() {
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
        var head = SealedLog.head(connection).position();
        while (!closed && !takeLead(connection)) {
          if (trouble != null
              && (Batch.nothingWaits(connection)
                  || SealedLog.head(connection).position() != head)) {
            succeeded(); // another did
          }
          pause(MAX_POLL);
        }
        if (!closed) {
          lead(connection);
        }
      } catch (SQLException | RuntimeException | VirtualMachineError e) {
        failed(e); // whatever it was: the log must be sealed
      } finally {
        term = 0;
      }
    }
  }

  /** Says a failure once, however often it recurs, and waits longer each time. */
  private void failed(Throwable failure) {
    if (closed) {
      return;
    }
    var now = firstLine(failure);
    if (told.add(withoutNumbers(now))) {
      LOG.errorf("Sealing fails and is tried again until it succeeds: %s", now);
    }
    trouble = now;
    var until = System.nanoTime() + backoff.toNanos();
    for (var left = backoff.toNanos(); !closed && left > 0; left = until - System.nanoTime()) {
      pause(Duration.ofNanos(left)); // new commits wake the sealer, and change nothing
    }
    backoff = shorter(backoff.multipliedBy(2), MAX_BACKOFF);
  }

  private void succeeded() {
    backoff = MAX_POLL;
    if (trouble != null) {
      trouble = null;
      told.clear();
      LOG.info("Sealing succeeds again");
    }
  }

  /** The rest of what the database says is about its own source code. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /** Process ids and the like make one error look like many. */
  private static String withoutNumbers(String message) {
    return message.replaceAll("\\d+", "#");
  }

  @Override
  public void close() {
    closed = true;
    work.release(1_000);
  }

  private void lead(Connection connection) throws SQLException {
    if (trouble == null) {
      LOG.infof("This instance seals the change log, term %d", term);
    }
    var poll = MIN_POLL;
    var keptOn = LocalDate.MIN;
    while (!closed) {
      if (!keptOn.equals(LocalDate.now(ZoneOffset.UTC))) {
        keptOn = LocalDate.now(ZoneOffset.UTC);
        keepReadLog(connection);
      }
      var count = sealBatch(connection);
      succeeded();
      if (count > 0) {
        poll = MIN_POLL;
      } else {
        poll = pause(poll) ? MIN_POLL : shorter(poll.multipliedBy(2), MAX_POLL);
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

  public boolean takeLead(Connection connection) throws SQLException {
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
        LOG.warn(
            "This is another database than the one that ran last: the feed begins a new epoch");
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

  /**
   * Seals what is committed, a window's worth at most. If that fails, seals one transaction after
   * another up to the one that is the reason.
   *
   * @return how many changes were sealed
   */
  public int sealBatch(Connection connection) throws SQLException {
    if (Batch.nothingWaits(connection)) {
      return 0;
    }
    try {
      return sealBatch(connection, Integer.MAX_VALUE);
    } catch (SQLException | RuntimeException e) {
      if (!connection.isValid(5)) {
        throw e;
      }
      LOG.debugf("Sealing one transaction after another: %s", e);
    }
    var count = 0;
    for (int i = 0; i < MAX_SINGLES && !Batch.nothingWaits(connection); i++) {
      count += sealBatch(connection, 1);
    }
    return count;
  }

  private int sealBatch(Connection connection, int transactions) throws SQLException {
    connection.setAutoCommit(false);
    try {
      var batch = Batch.begin(connection, term, transactions);
      var count = batch.seal();
      connection.commit();
      connection.setAutoCommit(true);
      if (count > 0) {
        sealed.accept(batch.position() + count);
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
