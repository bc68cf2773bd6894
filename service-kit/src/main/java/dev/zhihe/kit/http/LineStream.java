package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Sends a large answer as lines, and limits how many such answers are sent at a time. A failure
 * after the first line closes the connection, so that an incomplete answer never looks complete.
 */
public final class LineStream {
  private static final Logger LOG = Logger.getLogger(LineStream.class);
  private static final Duration MAX_CLOSING = Duration.ofSeconds(10);

  private final Semaphore slots;

  /**
   * @param maxConcurrent maximum number sent at a time: each holds one piece in memory, and none
   *     holds a database connection
   */
  public LineStream(int maxConcurrent) {
    slots = new Semaphore(maxConcurrent);
  }

  /** Writes the lines. */
  @FunctionalInterface
  public interface Lines {
    void to(OutputStream out) throws SQLException, IOException;
  }

  /** An answer with these lines. 503 before the first line if the maximum number is being sent. */
  public StreamingOutput of(RoutingContext connection, Lines lines) {
    return out -> {
      if (!slots.tryAcquire()) {
        throw new Problem(
            ProblemType.UNAVAILABLE,
            new Text(
                "正在发送的快照或导出较多，请稍后重试",
                "Many snapshots or exports are being sent just now: please retry shortly"));
      }
      try {
        lines.to(out);
      } catch (SQLException e) {
        closeIfBegun(connection);
        throw new PersistenceException("Sending the answer failed", e);
      } catch (RuntimeException e) {
        closeIfBegun(connection);
        throw e;
      } catch (IOException e) {
        if (!connection.response().closed()) {
          closeIfBegun(connection);
          throw e;
        }
        LOG.debugf("The reader of %s left", connection.request().path());
      } finally {
        slots.release();
      }
    };
  }

  /**
   * Closes the connection of an answer that has begun, and waits until it is closed. Quarkus resets
   * the answer too, but does not wait: the problem that it writes next can reach the reader first,
   * and end the answer as if it were whole.
   */
  private static void closeIfBegun(RoutingContext connection) {
    if (!connection.response().headWritten() || connection.response().closed()) {
      return;
    }
    try {
      connection
          .request()
          .connection()
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(MAX_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("The connection of a broken answer did not close: %s", e);
    }
  }
}
