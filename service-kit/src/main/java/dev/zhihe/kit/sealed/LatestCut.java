package dev.zhihe.kit.sealed;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Waits until everything that is committed has a position. */
final class LatestCut {
  private static final Duration MIN_WAIT = Duration.ofMillis(5);
  private static final Duration MAX_WAIT = Duration.ofMillis(100);

  private final SealedLog log;
  private final DataSource source;
  private final Duration timeout;

  LatestCut(SealedLog log, DataSource source, Duration timeout) {
    this.log = log;
    this.source = source;
    this.timeout = timeout;
  }

  /**
   * The cut that includes everything committed before this call. It waits for changes that are not
   * sealed yet, but not for commits made during the wait.
   *
   * @throws Problem 503 if that takes longer than the timeout
   */
  Cut await() {
    var until = System.nanoTime() + timeout.toNanos();
    var wait = MIN_WAIT;
    try {
      var head = head(Long.MAX_VALUE);
      var lastUnsealed = head.lastWaiting;
      if (lastUnsealed == null) {
        return head.cut;
      }
      do {
        if (System.nanoTime() > until) {
          throw new Problem(
              ProblemType.UNAVAILABLE,
              new Text(
                  "刚提交的变更尚未排定位置，请稍后重试",
                  "What was just written has no position yet: please retry shortly"));
        }
        log.awaitBeyond(head.cut.position(), wait); // holds no connection while it waits
        wait = wait.multipliedBy(2).compareTo(MAX_WAIT) < 0 ? wait.multipliedBy(2) : MAX_WAIT;
        head = head(lastUnsealed);
      } while (head.lastWaiting != null);
      return head.cut;
    } catch (SQLException e) {
      throw new PersistenceException("The history cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PersistenceException("The wait for the latest cut was interrupted", e);
    }
  }

  /**
   * The head of the sealed log.
   *
   * @param lastWaiting the largest log id, among those asked for, that has no position yet; null if
   *     none
   */
  private record Head(Cut cut, @Nullable Long lastWaiting) {}

  private Head head(long upTo) throws SQLException {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                select coalesce((select s.feed_epoch from sealed_change s where s.position = h.position), h.feed_epoch),
                       h.position, (select max(log_id) from change_queue where log_id <= ?)
                from feed_head h""")) {
      statement.setLong(1, upTo);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Head(new Cut(row.getInt(1), row.getLong(2)), row.getObject(3, Long.class));
      }
    }
  }
}
