package dev.zhihe.kit.sealing;

import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.log.LoggedFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the head does not move although committed changes wait for a position. Every
 * instance checks this, because the instance that seals may be the one that hangs.
 */
final class Standstill {
  private static final Logger LOG = Logger.getLogger(Standstill.class);
  private static final Duration TOLERANCE = Duration.ofSeconds(6);

  private long position = -1;
  private long since = System.nanoTime();
  private volatile @Nullable String reason;

  /** Why the log is stuck; empty while it advances or nothing waits. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Checks the head. Call it about once a second, with the sealer's database role. It logs the
   * result unless the sealer has logged the cause.
   *
   * @param failure why sealing fails on this instance, if it does
   */
  void look(Connection connection, Optional<String> failure) throws SQLException {
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
        // A long batch moves the head only at its end; until then its statements follow one
        // another. After a failure, slow statements may just be a slow failing attempt.
        if (first == null
            || row.getLong("position") != position
            || (row.getBoolean("at_work") && failure.isEmpty())) {
          position = row.getLong("position");
          reset();
        } else if (overdue()) {
          if (reason == null && failure.isEmpty()) {
            LOG.errorf("The change log stands still at position %d: %s waits", position, first);
          }
          reason = failure.orElse(first + " waits");
        }
      }
    }
  }

  /** Reports that the sealer's role cannot check the head. It can then not seal either. */
  void cannotLook(Throwable failure) {
    if (overdue()) {
      var why = LoggedFailure.message(failure);
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
