package dev.zhihe.kit.sealing;

import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.log.LoggedFailure;
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
 * Assigns positions to committed changes. Positions have no gaps. Their order never splits a
 * transaction and never reverses two changes of one entity. The sealer also chains the hashes and
 * writes the history by position.
 *
 * <p><b>Order.</b> Transactions are ordered by their <em>last</em> log id. A transaction draws the
 * log id of an entity while it holds the lock on the entity's row. So of two transactions that
 * changed the same entity, the second drew its id after the first had committed. Its last id is
 * therefore larger, and whoever sees the second also sees the first. Sealing whole transactions in
 * this order loses nothing, whenever other transactions commit.
 *
 * <p><b>One leader.</b> The instance that holds the advisory lock is the leader. The lock belongs
 * to the connection that seals, so a leader that loses the connection also loses the lock. The
 * connection of a leader that is silent for five seconds is terminated, so that another instance
 * can replace it. Each new leader increases the term, and each transaction checks the term. So a
 * former leader that resumes late cannot change anything.
 */
public final class Sealer implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sealer.class);
  private static final long LOCK = 0x7A68_6968_6521L;
  private static final int MAX_SINGLES = 1_000;
  private static final Duration MIN_POLL = Duration.ofMillis(5);
  private static final Duration MAX_POLL = Duration.ofMillis(200);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(3);

  private final SealerConnections connections;
  private final LongConsumer sealed;
  private final Semaphore work = new Semaphore(0);
  private volatile long term;
  private volatile boolean closed;
  private volatile @Nullable String lastFailure;

  /** Failures logged since sealing last succeeded. */
  private final Set<String> loggedFailures = new HashSet<>();

  private Duration backoff = MAX_POLL;

  /**
   * @param sealed receives the head's new position after each batch that this instance sealed
   */
  public Sealer(SealerConnections connections, LongConsumer sealed) {
    this.connections = connections;
    this.sealed = sealed;
  }

  /** The term in which this instance leads; empty if another instance leads. */
  public OptionalLong term() {
    var now = term; // read once: the term may end in between
    return now == 0 ? OptionalLong.empty() : OptionalLong.of(now);
  }

  /**
   * Why sealing last failed on this instance, and for which entity; empty once any instance
   * succeeds.
   */
  Optional<String> failure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Reports that something was committed. */
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
          if (lastFailure != null
              && (Batch.nothingWaits(connection)
                  || SealedLog.head(connection).position() != head)) {
            succeeded(); // another instance sealed
          }
          pause(MAX_POLL);
        }
        if (!closed) {
          lead(connection);
        }
      } catch (SQLException | RuntimeException | VirtualMachineError e) {
        failed(e); // retried after any kind of failure
      } finally {
        term = 0;
      }
    }
  }

  /** Logs each failure once, however often it recurs. The wait grows with each failure. */
  private void failed(Throwable failure) {
    if (closed) {
      return;
    }
    var now = LoggedFailure.message(failure);
    if (loggedFailures.add(withoutNumbers(now))) {
      LOG.errorf("Sealing failed and is retried until it succeeds: %s", now);
    }
    lastFailure = now;
    var until = System.nanoTime() + backoff.toNanos();
    for (var left = backoff.toNanos(); !closed && left > 0; left = until - System.nanoTime()) {
      pause(Duration.ofNanos(left)); // a new commit must not end the wait
    }
    backoff = shorter(backoff.multipliedBy(2), MAX_BACKOFF);
  }

  private void succeeded() {
    backoff = MAX_POLL;
    if (lastFailure != null) {
      lastFailure = null;
      loggedFailures.clear();
      LOG.info("Sealing succeeds again");
    }
  }

  /** Removes numbers, such as process ids, so that equal errors are recognised as equal. */
  private static String withoutNumbers(String message) {
    return message.replaceAll("\\d+", "#");
  }

  @Override
  public void close() {
    closed = true;
    work.release(1_000);
  }

  private void lead(Connection connection) throws SQLException {
    if (lastFailure == null) {
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

  /** Creates the read log's partitions for the next months. Runs once a day. */
  private static void keepReadLog(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("select keep_read_log()");
    } catch (SQLException e) { // retried tomorrow; sealing continues
      LOG.warnf("Creating partitions of the read log failed; it will be retried tomorrow: %s", e);
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
        LOG.warn("The database is not the one that ran last: the feed starts a new epoch");
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
   * Terminates the leader's connection if the database has waited for its client for five seconds.
   * PostgreSQL's own timeouts act only between statements. A leader can also stop in the middle of
   * an answer that it no longer reads, or of a statement that never finishes; it would then hold
   * the lock for ever.
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
   * Seals the committed changes, up to one window. If that fails, it seals the transactions one by
   * one, up to the one that causes the failure.
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

  /** Waits for {@link #wake} or until the time is up. Returns true if it was woken. */
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
