package dev.zhihe.kit.sql;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Lets a few long reads at a time have a connection, each for one piece of what it reads: the
 * others of the pool are for everybody else, and a slow reader holds none while it takes what it
 * was sent.
 */
public final class LongReads {
  private static final Semaphore TURNS = new Semaphore(4, true);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private LongReads() {}

  /** Reads from a connection. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  /**
   * Reads one piece when it is its turn.
   *
   * @throws Problem 503 if it is not within twenty seconds
   */
  public static <T> T read(DataSource source, Reading<T> reading) throws SQLException {
    try {
      if (!TURNS.tryAcquire(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Problem(
            Problem.Type.UNAVAILABLE,
            new Text("正在读取的较多，请稍后重试", "Much is being read just now: please retry shortly"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while it waited for its turn", e);
    }
    try (var connection = source.getConnection()) {
      return reading.from(connection);
    } finally {
      TURNS.release();
    }
  }
}
