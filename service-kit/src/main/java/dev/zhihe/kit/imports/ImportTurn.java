package dev.zhihe.kit.imports;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.persistence.EntityManager;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;

/**
 * How an import takes its turn among the imports of its family: first on this instance, without a
 * connection, then among all instances, by a lock of its transaction.
 */
enum ImportTurn {
  /**
   * One import of the family at a time. Two imports that lock the same rows in different order
   * would deadlock, and the checks of a family may look at other rows. A large import also checks
   * all its rows against the log at commit, which takes time.
   */
  ALONE(ImportTurn.AT_ONCE, "pg_advisory_xact_lock"),

  /**
   * Beside others that share. Unique indexes and the locks of rows keep two of them from changing
   * the same thing; the one that fails by that must be repeated alone.
   */
  SHARED(1, "pg_advisory_xact_lock_shared");

  /** How many imports of a family share the turn on one instance. Each holds a connection. */
  private static final int AT_ONCE = 4;

  private static final int TIMEOUT_SECONDS = 30;

  private final int permits;
  private final String sql;

  ImportTurn(int permits, String lock) {
    this.permits = permits;
    // The second statement waits for the lock under the timeouts that the first one sets.
    this.sql =
        """
        select set_config('statement_timeout', '60s', true), set_config('lock_timeout', '%ds', true),
          set_config('enable_seqscan', 'off', true);
        select %s(hashtext(?))"""
            .formatted(TIMEOUT_SECONDS, lock);
  }

  /** The turns of a family on one instance, in the order in which they are asked for. */
  static Semaphore newTurns() {
    return new Semaphore(AT_ONCE, true);
  }

  /** Waits for the turn on this instance, as long as {@link #lock} does. */
  void take(Semaphore turns) {
    try {
      if (turns.tryAcquire(permits, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Problem(
        ProblemType.UNAVAILABLE,
        new Text(
            "同类数据的另一次导入尚未结束，请稍后重试",
            "Another import of this family is still at work: please retry"));
  }

  /** Gives it back. */
  void release(Semaphore turns) {
    turns.release(permits);
  }

  /**
   * Locks the family until the transaction ends. Rows are then found by index, as after {@link
   * #findByIndex}.
   */
  void lock(EntityManager entities, String family) {
    // One round trip of plain JDBC. Hibernate would plan the query anew each time, and keep that.
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, "import " + family);
                statement.execute();
              }
            });
  }

  /**
   * Disables sequential scans in the current transaction. A connection caches the plans of its
   * statements and may have made them while the tables were almost empty. Then each chunk would
   * scan everything that earlier chunks wrote.
   */
  static void findByIndex(EntityManager entities) {
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
              }
            });
  }
}
