package dev.zhihe.kit.sealing;

import dev.zhihe.kit.sealed.SealedLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the head does not move although committed changes wait for a position. Every
 * instance watches, because the one that seals may be the one that hangs.
 */
final class Standstill {
  private static final Logger LOG = Logger.getLogger(Standstill.class);
  private static final Duration TOLERANCE = Duration.ofSeconds(6);

  private long position = -1;
  private long since = System.nanoTime();
  private volatile @Nullable String reason;

  /** Why the log stands still; empty while it advances or nothing waits. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Looks at the head; to be called about once a second, as the sealer's role. Logs what it finds
   * unless the sealer has logged why.
   *
   * @param trouble why sealing fails on this instance, if it does
   */
  void look(Connection connection, Optional<String> trouble) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select f.position, l.entity_type || '/' || l.entity_id || ' version ' || l.version as first,
                   exists (
                     select from pg_locks b join pg_stat_activity a using (pid)
                     where b.locktype = 'advisory' and b.granted and a.datname = current_database()
                       and b.classid = ?::bigint::oid and b.objid = ?::bigint::oid and b.objsubid = 1
                       and a.xact_start < clock_timestamp() - interval '3s'
                       and a.query_start > clock_timestamp() - interval '5s') as at_work
            from feed_head f left join change_log l on l.log_id = (select min(log_id) from change_queue)
            """)) {
      statement.setLong(1, SealedLog.BATCH_LOCK >>> 32);
      statement.setLong(2, SealedLog.BATCH_LOCK & 0xFFFF_FFFFL);
      try (var row = statement.executeQuery()) {
        row.next();
        var first = row.getString("first");
        // A long batch moves the head at its end only; until then its statements follow each other.
        // After a failure it may as well be an attempt that fails slowly.
        if (first == null
            || row.getLong("position") != position
            || (row.getBoolean("at_work") && trouble.isEmpty())) {
          position = row.getLong("position");
          reset();
        } else if (overdue()) {
          if (reason == null && trouble.isEmpty()) {
            LOG.errorf("The change log stands still at position %d: %s waits", position, first);
          }
          reason = trouble.orElse(first + " waits");
        }
      }
    }
  }

  /** The sealer's role cannot look, and so cannot seal. */
  void cannotLook(Throwable failure) {
    if (overdue()) {
      var why = Sealer.firstLine(failure);
      if (reason == null) {
        LOG.errorf("The change log cannot be sealed: %s", why);
      }
      reason = why;
    }
  }

  private void reset() {
    since = System.nanoTime();
    if (reason != null) {
      reason = null;
      LOG.infof("The change log advances again, from position %d", position);
    }
  }

  private boolean overdue() {
    return System.nanoTime() - since > TOLERANCE.toNanos();
  }
}
