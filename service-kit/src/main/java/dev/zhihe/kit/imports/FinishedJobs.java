package dev.zhihe.kit.imports;

import dev.zhihe.kit.sql.Sql;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends jobs in the database, and deletes what they leave behind. */
final class FinishedJobs {
  private static final Logger LOG = Logger.getLogger(FinishedJobs.class);

  /** File parts per statement; each part has a megabyte. */
  private static final int PARTS_PER_BATCH = 16;

  private FinishedJobs() {}

  /**
   * Cancels the jobs whose cancellation was requested, that have written nothing and that no worker
   * holds. A job that has written something has errors to report, so the worker that claims it ends
   * it.
   */
  static List<String> cancelIdle(Sql sql) {
    return end(
        sql,
        "state = 'cancelled'",
        "cancel_asked and applied = 0 and (state = 'waiting' or " + ClaimedJob.SILENT + ")");
  }

  /**
   * Ends jobs that have not ended. Unless they are done, their Idempotency-Keys are released, so
   * that the same file can be sent again. Returns the ids of the ended jobs.
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
   * Deletes what ended jobs no longer need. Locked rows are left for the next time. A refused file
   * is kept for a while, because its sender may request it with the errors marked.
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
      clearUp(sql, job, "import_seen", ClaimedJob.DELETE_BATCH_SIZE);
      clearUp(sql, job, "import_job_error", ClaimedJob.DELETE_BATCH_SIZE);
      var kept =
          sql.query(
              "select 1 from import_job where id = ? and state = 'rejected' and rows <= ?",
              row -> true,
              job,
              ImportJobs.MAX_ROWS_MARKED);
      if (kept.isEmpty()) {
        clearUp(sql, job, "import_job_part", PARTS_PER_BATCH);
      }
    }
  }

  private static void clearUp(Sql sql, String job, String table, int atOnce) {
    var delete =
        "delete from %1$s where ctid = any(array(select ctid from %1$s where job = ? limit ? for update skip locked))"
            .formatted(table);
    while (sql.update(delete, job, atOnce) > 0) {
      LOG.debugf("Deleting data of import job %s: %s", job, table);
    }
  }
}
