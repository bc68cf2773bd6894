package dev.zhihe.kit.imports;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.tables.Errors;
import dev.zhihe.kit.tables.Format;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
    Caller.Acting acting,
    int attempt,
    int failures,
    int deaths,
    boolean cancelAsked,
    long reached,
    long applied,
    ImportRun.Counts counts) {
  private static final Logger LOG = Logger.getLogger(ClaimedJob.class);

  /**
   * A worker that has shown no sign of life for this long is considered dead, and its job is free
   * again. Workers report far more often.
   */
  static final String SILENT = "seen_at < clock_timestamp() - interval '20 s'";

  /** Batch size for deleting: a long file leaves millions of rows. */
  static final int FORGOTTEN_AT_ONCE = 10_000;

  /** The job was cancelled, or another worker has claimed it. The current worker must stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean cancelled;

    Stopped(String why, boolean cancelled) {
      super(why);
      this.cancelled = cancelled;
    }

    boolean cancelled() {
      return cancelled;
    }
  }

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
                  new Caller.Acting(
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
  static ImportRun.Counts counts(ResultSet row) throws SQLException {
    return row.getLong("applied") == 0
        ? ImportRun.Counts.NONE
        : new ImportRun.Counts(
            row.getLong("created"),
            row.getLong("updated"),
            row.getLong("unchanged"),
            row.getLong("rejected"));
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
            FORGOTTEN_AT_ONCE)
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

  Map<String, Long> first(Map<String, Long> rowOf) {
    var what = new byte[rowOf.size()][];
    var rows = new Long[rowOf.size()];
    var textOf = new HashMap<String, String>();
    int i = 0;
    for (var entry : rowOf.entrySet()) {
      what[i] = Repetitions.digest(entry.getKey());
      rows[i] = entry.getValue();
      textOf.put(new String(what[i], StandardCharsets.ISO_8859_1), entry.getKey());
      i++;
    }
    sql.update(
        "insert into import_seen select ?, what, row from unnest(?::bytea[], ?::bigint[]) as s(what, row) on conflict do nothing",
        id,
        what,
        rows);
    var first = new HashMap<String, Long>();
    sql.query(
        "select what, row from import_seen where job = ? and what = any(?::bytea[])",
        row ->
            first.put(
                textOf.get(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)),
                row.getLong(2)),
        id,
        what);
    return first;
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
  void applied(long reached, ImportRun.Counts written, List<Violation> errors) {
    var all = counts.plus(written);
    step(
        """
        update import_job set applied = ?, created = ?, updated = ?, unchanged = ?, rejected = ?,
          failures = 0, deaths = 0, seen_at = clock_timestamp()
        """,
        reached,
        all.created(),
        all.updated(),
        all.unchanged(),
        all.rejected());
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
    var cancelRequested =
        sql.query(
            update
                + " where id = ? and attempts = ? and finished_at is null returning cancel_asked",
            row -> row.getBoolean(1),
            all);
    if (cancelRequested.isEmpty()) {
      throw new Stopped("another instance has claimed it", false);
    }
    if (cancelRequested.getFirst()) {
      throw new Stopped("it was cancelled", true);
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

  /** The job is done. Stores the counts of all attempts, and the errors. */
  void done(ImportRun<?, ?> run) {
    var all = counts.plus(run.counts());
    end(
        "done",
        null,
        run.takeErrors(),
        "rows = %d, checked = %1$d, created = %d, updated = %d, unchanged = %d, rejected = %d,"
            .formatted(run.rows(), all.created(), all.updated(), all.unchanged(), all.rejected()));
  }

  /** The check found errors. Nothing was written. */
  void rejected(ImportRun<?, ?> check) {
    var refusal = check.refusal();
    end(
        "rejected",
        refusal.detail(),
        refusal.violations(),
        "rows = %d, checked = %1$d, rejected = %d,"
            .formatted(check.rows(), check.counts().rejected()));
  }

  /** The file was refused before its end. Nothing was written. */
  void rejected(ImportRun<?, ?> check, Problem refusal) {
    end(
        "rejected",
        refusal.detail(),
        refusal.violations(),
        "checked = %d, rejected = %d,"
            .formatted(check.counts().total(), check.counts().rejected()));
  }

  /** The job was cancelled. What it wrote stays; its counts tell how much. */
  void cancelled() {
    end("cancelled", null, List.of(), "");
  }

  /** The job failed. What it wrote stays; its counts tell how much. */
  void failed(Text why, List<Violation> errors) {
    end("failed", why, errors, "");
  }

  /** The job is not tried again, because it failed, or ended its service, too often. */
  void givenUp(boolean deadly) {
    var why =
        deadly
            ? Text.of(
                "服务在处理此文件时 %1$d 次中断，不再尝试；最近处理到第 %2$d 条数据，前 applied 条已写入",
                "the service ended %1$d times while it worked on this file, which is not tried again; it had come to data row %2$d, and the first rows, as many as applied, are written",
                deaths,
                reached)
            : Text.of(
                "%1$d 次尝试未能完成，已记录；最近处理到第 %2$d 条数据，前 applied 条已写入，可重新提交同一文件",
                "it could not be finished in %1$d attempts; it had come to data row %2$d, the first rows, as many as applied, are written, and the same file may be sent again",
                failures,
                reached);
    failed(why, List.of());
  }

  /** The job failed because one row cannot be written. */
  void failedAt(long row) {
    var why =
        Text.of(
            "第 %d 行未能处理，原因在本系统，已按作业 %s 记录；前 applied 条数据已写入",
            "row %d could not be worked on: our fault, in our log under the job %s; the first rows, as many as applied, are written",
            row,
            id);
    failed(why, List.of(Violation.ofCell(row, null, null, "internal", why)));
  }

  private void end(String state, @Nullable Text detail, List<Violation> found, String totals) {
    var ended =
        QuarkusTransaction.requiringNew()
            .timeout(60)
            .call(
                () -> {
                  var errors = new Errors();
                  errors.add(errors());
                  errors.add(found);
                  var text = detail == null && errors.isCut() ? more(errors) : detail;
                  return FinishedJobs.end(
                      sql,
                      totals + " state = ?, detail_zh = ?, detail_en = ?, errors = ?",
                      "id = ? and attempts = ?",
                      state,
                      text == null ? null : text.zh(),
                      text == null ? null : text.en(),
                      Views.write(errors.listed()),
                      id,
                      attempt);
                });
    if (!ended.isEmpty()) {
      LOG.infof("Import job %s: %s", id, state);
    }
  }

  private static Text more(Errors errors) {
    return Text.of(
        "错误超过 %d 处，只列出前面的部分；rejected 为有误的行数",
        "There are more than %d errors, of which these come first; rejected is the number of rows that have any",
        errors.listed().size());
  }
}
