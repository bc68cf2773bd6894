package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what is too much for one answer as lines, some at a time. A failure after the first line
 * closes the connection, so that a part never looks like the whole.
 */
public final class LineStream {
  private static final Logger LOG = Logger.getLogger(LineStream.class);
  private static final Duration MAX_CLOSING = Duration.ofSeconds(10);

  private final Semaphore slots;

  /**
   * @param most that are sent at a time: each holds a piece of what it sends, and none of them the
   *     database
   */
  public LineStream(int most) {
    slots = new Semaphore(most);
  }

  /** Writes the lines. */
  @FunctionalInterface
  public interface Lines {
    void to(OutputStream out) throws SQLException, IOException;
  }

  /**
   * The lines, to be sent to whoever asked; 503 before the first while as many others are sent as
   * may be.
   */
  public StreamingOutput of(RoutingContext connection, Lines lines) {
    return out -> {
      if (!slots.tryAcquire()) {
        throw new Problem(
            Problem.Type.UNAVAILABLE,
            new Text(
                "正在发送的快照或导出较多，请稍后重试",
                "Many snapshots or exports are being sent just now: please retry shortly"));
      }
      try {
        lines.to(out);
      } catch (SQLException e) {
        closeIfBegun(connection);
        throw new PersistenceException("What was being sent is broken off", e);
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
   * it too, but does not wait: the problem that it then writes can reach the reader first, and end
   * the answer as if it were whole.
   */
  private static void closeIfBegun(RoutingContext connection) {
    var response = connection.response();
    if (!response.headWritten() || response.closed()) {
      return;
    }
    var closed = new CountDownLatch(1);
    connection.addEndHandler(ignored -> closed.countDown());
    response.reset();
    try {
      if (!closed.await(MAX_CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A broken answer's connection does not close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
