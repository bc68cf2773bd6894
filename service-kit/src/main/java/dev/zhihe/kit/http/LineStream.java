package dev.zhihe.kit.http;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Sends what is too much for one answer as lines, some at a time. Whatever fails once lines are on
 * their way breaks the connection, lest half of it pass for the whole: Quarkus resets it. A reader
 * who left has broken it already.
 */
public final class LineStream {
  private static final Logger LOG = Logger.getLogger(LineStream.class);

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
        throw new PersistenceException("What was being sent is broken off", e);
      } catch (IOException e) {
        if (!connection.response().closed()) {
          throw e;
        }
        LOG.debugf("The reader of %s left", connection.request().path());
      } finally {
        slots.release();
      }
    };
  }
}
