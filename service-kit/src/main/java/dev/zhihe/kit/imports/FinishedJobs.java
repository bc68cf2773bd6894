package dev.zhihe.kit.imports;

import dev.zhihe.kit.sql.Sql;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How jobs end in the database, and what is removed behind them. */
final class FinishedJobs {
  private static final Logger LOG = Logger.getLogger(FinishedJobs.class);

  /** Parts of a file, each of a megabyte. */
  private static final int PARTS_AT_ONCE = 16;

  private FinishedJobs() {}

  /**
   * Cancels what was asked to be cancelled, has written nothing and is worked on by nobody. What
   * has written something has errors to tell, and is ended by the worker that takes it up.
   */
  static List<String> cancelIdle(Sql sql) {
    return end(
        sql,
        "state = 'cancelled'",
        "cancel_asked and applied = 0 and (state = 'waiting' or " + ClaimedJob.SILENT + ")");
  }

  /**
   * Ends jobs that are not over, once and for all. Unless they are done, their Idempotency-Keys are
   * free again, so that the same file can be sent once more. Returns the ids of those that ended.
   */
  static List<String> end(Sql sql, String set, String where, @Nullable Object... values) {
    return sql.query(
        """
        with ended as (
          update import_job set %s, finished_at = now() where finished_at is null and %s returning id, state, key_client, key),
        freed as (
          delete from idempotency_key k using ended e
          where e.state <> 'done' and k.client = e.key_client and k.key = e.key and k.location like '%%/' || e.id)
        select id from ended
        """
            .formatted(set, where),
        row -> row.getString(1),
        values);
  }

  /**
   * Removes what jobs that are over need no more. Rows that others hold locked are left for the
   * next time. A refused file is kept for a while: it may be asked for with its errors marked.
   */
  static void clearUp(Sql sql) {
    var needless =
        sql.query(
            """
            select j.id from import_job j, lateral (
              (select 1 from import_seen where job = j.id limit 1)
              union all (select 1 from import_job_error where job = j.id limit 1)
              union all (select 1 from import_job_part where job = j.id and (j.state <> 'rejected' or j.rows > ?) limit 1)) needless
            where j.finished_at is not null group by j.id
            """,
            row -> row.getString(1),
            ImportJobs.MAX_ROWS_MARKED);
    for (var job : needless) {
      clearUp(sql, job, "import_seen", ClaimedJob.FORGOTTEN_AT_ONCE);
      clearUp(sql, job, "import_job_error", ClaimedJob.FORGOTTEN_AT_ONCE);
      var kept =
          sql.query(
              "select 1 from import_job where id = ? and state = 'rejected' and rows <= ?",
              row -> true,
              job,
              ImportJobs.MAX_ROWS_MARKED);
      if (kept.isEmpty()) {
        clearUp(sql, job, "import_job_part", PARTS_AT_ONCE);
      }
    }
  }

  private static void clearUp(Sql sql, String job, String table, int atOnce) {
    var delete =
        "delete from %1$s where ctid = any(array(select ctid from %1$s where job = ? limit ? for update skip locked))"
            .formatted(table);
    while (sql.update(delete, job, atOnce) > 0) {
      LOG.debugf("Clearing up behind import job %s: %s", job, table);
    }
  }
}
