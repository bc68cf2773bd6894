package dev.zhihe.kit.sql;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Limits how many long reads hold a connection at the same time, and leaves the rest of the pool to
 * other requests. Each holds it only while it reads one piece. A slow reader holds none while it
 * receives data.
 */
public final class LongReads {
  private static final Semaphore TURNS = new Semaphore(4, true);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private LongReads() {}

  /**
   * Waits for its turn, and reads one piece.
   *
   * @throws Problem 503 after twenty seconds of waiting
   */
  public static <T> T read(DataSource source, ConnectionReader<T> reading) throws SQLException {
    try {
      if (!TURNS.tryAcquire(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Problem(
            ProblemType.UNAVAILABLE,
            new Text("正在读取的较多，请稍后重试", "Much is being read just now: please retry shortly"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a slot", e);
    }
    try (var connection = source.getConnection()) {
      return reading.from(connection);
    } finally {
      TURNS.release();
    }
  }

  /**
   * The same in a transaction with settings of its own.
   *
   * @param settings {@code set local} statements
   */
  public static <T> T read(DataSource source, String settings, ConnectionReader<T> reading)
      throws SQLException {
    return read(
        source,
        connection -> {
          connection.setAutoCommit(false);
          try (var statement = connection.createStatement()) {
            statement.execute(settings);
            var answer = reading.from(connection);
            connection.commit();
            return answer;
          } catch (SQLException | RuntimeException e) {
            try {
              connection.rollback();
            } catch (SQLException gone) {
              e.addSuppressed(gone);
            }
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }
}
