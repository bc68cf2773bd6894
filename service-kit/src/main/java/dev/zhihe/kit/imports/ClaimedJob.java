package dev.zhihe.kit.imports;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.tables.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A large import that a worker has claimed. With each step the worker stores its progress, which
 * also shows that it is alive. Each claim has a higher number. A worker with an earlier claim has
 * lost the job, and its next step tells it so.
 *
 * @param failures consecutive attempts that failed and wrote nothing
 * @param deaths consecutive attempts in which the worker died and wrote nothing
 * @param cancelAsked whether cancellation was requested
 * @param reached number of rows that earlier attempts have checked or written
 * @param applied number of the last row written, counted from 1
 * @param counts counts of the rows written
 */
record ClaimedJob(
    Sql sql,
    String id,
    String family,
    Format format,
    ImportOptions options,
    Acting acting,
    int attempt,
    int failures,
    int deaths,
    boolean cancelAsked,
    long reached,
    long applied,
    RowCounts counts) {
  private static final Logger LOG = Logger.getLogger(ClaimedJob.class);

  /**
   * A worker that has shown no sign of life for this long is considered dead, and its job is free
   * again. Workers report far more often.
   */
  static final String SILENT = "seen_at < clock_timestamp() - interval '20 s'";

  /** Number of rows that one statement deletes: a long file leaves millions. */
  static final int DELETE_BATCH_SIZE = 10_000;

  /** Claims the next job that no worker holds. */
  static Optional<ClaimedJob> next(Sql sql) {
    return sql
        .query(
            """
            update import_job set state = case when applied > 0 then 'applying' else 'checking' end,
              attempts = attempts + 1, deaths = deaths + case when state = 'waiting' then 0 else 1 end, seen_at = clock_timestamp()
            where id = (select id from import_job
                        where finished_at is null and (state = 'waiting' or %s)
                        order by created_at for update skip locked limit 1)
            returning *
            """
                .formatted(SILENT),
            row -> {
              var counts = counts(row);
              return new ClaimedJob(
                  sql,
                  row.getString("id"),
                  row.getString("family"),
                  Format.valueOf(row.getString("format")),
                  ImportOptions.of(
                      row.getBoolean("dry_run"),
                      row.getBoolean("takes_valid"),
                      row.getBoolean("updates")),
                  new Acting(
                      row.getString("actor"),
                      row.getString("request_id"),
                      row.getString("organisation"),
                      Set.of((String[]) row.getArray("roles").getArray())),
                  row.getInt("attempts"),
                  row.getInt("failures"),
                  row.getInt("deaths"),
                  row.getBoolean("cancel_asked"),
                  Math.max(row.getLong("checked"), counts.total()),
                  row.getLong("applied"),
                  counts);
            })
        .stream()
        .findFirst();
  }

  /** Reads the counts of the rows that a job has written. */
  static RowCounts counts(ResultSet row) throws SQLException {
    return row.getLong("applied") == 0
        ? RowCounts.NONE
        : new RowCounts(
            row.getLong("created"),
            row.getLong("updated"),
            row.getLong("unchanged"),
            row.getLong("rejected"),
            row.getLong("waiting"));
  }

  /** Writes the submitted file to a local file. */
  void fetch(Path file) throws IOException {
    ImportJobs.fetch(sql, id, file);
  }

  /** Reports that a worker is working on the job. */
  void giveSignOfLife() {
    sql.update(
        "update import_job set seen_at = clock_timestamp() where id = ? and attempts = ? and finished_at is null",
        id,
        attempt);
  }

  /** Starts the check, with nothing remembered of the file. */
  void begin() {
    while (sql.update(
            "delete from import_seen where ctid = any(array(select ctid from import_seen where job = ? limit ?))",
            id,
            DELETE_BATCH_SIZE)
        > 0) {
      LOG.debugf("Import job %s begins anew", id);
    }
    sql.update("insert into import_seen values (?, ''::bytea, 0)", id);
    step("update import_job set state = 'checking', checked = 0, seen_at = clock_timestamp()");
  }

  /**
   * Whether the rows recorded since {@link #begin} are still stored. A crash of the database
   * empties that table.
   */
  boolean remembers() {
    return !sql.query(
            "select 1 from import_seen where job = ? and what = ''::bytea", row -> true, id)
        .isEmpty();
  }

  /** The texts that this job has recorded of its file. */
  RecordedTexts texts() {
    return new RecordedTexts(sql, id);
  }

  /** Stores how many rows are checked, and how many of them have errors. */
  void checked(long rows, long rejected) {
    step(
        """
        update import_job set checked = ?, rejected = case when applied > 0 then rejected else ? end, seen_at = clock_timestamp()
        """,
        rows,
        rejected);
  }

  /** Stores that all rows are checked. Valid rows are written next. */
  void apply(long rows) {
    step(
        "update import_job set state = 'applying', rows = ?, checked = ?, seen_at = clock_timestamp()",
        rows,
        rows);
  }

  /**
   * Stores, in the current transaction, that all rows up to this one are written.
   *
   * @param written rows written by this attempt so far
   * @param errors errors of the rows skipped since the last such step
   */
  void applied(long reached, RowCounts written, List<Violation> errors) {
    var all = counts.plus(written);
    step(
        """
        update import_job set applied = ?, created = ?, updated = ?, unchanged = ?, rejected = ?, waiting = ?,
          failures = 0, deaths = 0, seen_at = clock_timestamp()
        """,
        reached,
        all.created(),
        all.updated(),
        all.unchanged(),
        all.rejected(),
        all.waiting());
    if (!errors.isEmpty()) {
      sql.update("insert into import_job_error values (?, ?, ?)", id, reached, Views.write(errors));
    }
  }

  /** The errors stored with what was written. */
  List<Violation> errors() {
    return sql
        .query(
            "select errors from import_job_error where job = ? order by reached",
            row -> ImportJobs.violations(row.getString(1)),
            id)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Stores the progress. Stops the worker if the job was cancelled or another worker claimed it.
   */
  private void step(String update, Object... values) {
    var all = Arrays.copyOf(values, values.length + 2);
    all[values.length] = id;
    all[values.length + 1] = attempt;
    var asked =
        sql.query(
            update
                + " where id = ? and attempts = ? and finished_at is null returning cancel_asked",
            row -> row.getBoolean(1),
            all);
    if (asked.isEmpty()) {
      throw new JobStopped("another instance has taken it up", false);
    }
    if (asked.getFirst()) {
      throw new JobStopped("it was cancelled", true);
    }
  }

  /** Releases the job for the next worker, without counting a failure. */
  void release() {
    release("");
  }

  /** Releases the job for the next worker, and counts a failed attempt. */
  void releaseBroken() {
    release(", failures = failures + 1");
  }

  /** Releases the job for the next worker, and counts an attempt in which the worker died. */
  void releaseDead() {
    release(", deaths = deaths + 1");
  }

  private void release(String counted) {
    sql.update(
        "update import_job set state = 'waiting', seen_at = null"
            + counted
            + " where id = ? and attempts = ? and finished_at is null",
        id,
        attempt);
  }
}
