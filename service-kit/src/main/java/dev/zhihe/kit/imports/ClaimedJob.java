package dev.zhihe.kit.imports;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.tables.Format;
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

/**
 * A large import in the hands of a worker, who says with every step how far it is, and so that it
 * still works. Each taking-up has a higher number; whoever holds an earlier one has lost the job,
 * and is told so by its next step.
 *
 * @param failures attempts in a row that broke off and wrote nothing
 * @param deaths attempts in a row that ended without a word and wrote nothing
 * @param cancelAsked whether it is to be cancelled
 * @param reached how many rows earlier attempts have checked or written
 * @param applied number of the last row that they have written, as a person counts it
 * @param counts of what they have written
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
   * After so long without a word nobody works on a job any more, and it waits again. A worker gives
   * a sign of life far more often.
   */
  static final String SILENT = "seen_at < clock_timestamp() - interval '20 s'";

  /** A little at a time: a long file has said millions of things. */
  static final int FORGOTTEN_AT_ONCE = 10_000;

  /** The job was cancelled, or is another's by now: whoever works on it does no more. */
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

  /** The next job that nobody works on. */
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

  /** What a job has made of the rows that it has written. */
  static ImportRun.Counts counts(ResultSet row) throws SQLException {
    return row.getLong("applied") == 0
        ? ImportRun.Counts.NONE
        : new ImportRun.Counts(
            row.getLong("created"),
            row.getLong("updated"),
            row.getLong("unchanged"),
            row.getLong("rejected"));
  }

  /** Writes the file that was submitted. */
  void fetch(Path file) throws IOException {
    ImportJobs.fetch(sql, id, file);
  }

  /** Says that somebody works on the job. */
  void giveSignOfLife() {
    sql.update(
        "update import_job set seen_at = clock_timestamp() where id = ? and attempts = ? and finished_at is null",
        id,
        attempt);
  }

  /** The check begins, with nothing seen. */
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
   * Whether what the file has said since {@link #begin} is still known: a crash of the database
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
    for (var said : rowOf.entrySet()) {
      what[i] = Repetitions.digest(said.getKey());
      rows[i] = said.getValue();
      textOf.put(new String(what[i], StandardCharsets.ISO_8859_1), said.getKey());
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

  /** So many rows are checked, and so many of them have errors. */
  void checked(long rows, long rejected) {
    step(
        """
        update import_job set checked = ?, rejected = case when applied > 0 then rejected else ? end, seen_at = clock_timestamp()
        """,
        rows,
        rejected);
  }

  /** All rows are checked, and so many; what is sound will be written. */
  void apply(long rows) {
    step(
        "update import_job set state = 'applying', rows = ?, checked = ?, seen_at = clock_timestamp()",
        rows,
        rows);
  }

  /**
   * Rows up to this one are written, in the transaction at hand.
   *
   * @param written by this attempt so far
   * @param errors of the rows passed over since the last such step
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

  /** The errors kept with what was written. */
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

  /** Notes how far the job is; stops whoever works on it if it shall end, or is another's. */
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
      throw new Stopped("another instance has taken it up", false);
    }
    if (asked.getFirst()) {
      throw new Stopped("it was cancelled", true);
    }
  }

  /** Leaves the job to whoever is there next, as no fault of its own. */
  void release() {
    release("");
  }

  /** Leaves the job, which broke off, to whoever is there next. */
  void releaseBroken() {
    release(", failures = failures + 1");
  }

  /** Leaves the job, which brought its worker to an end, to whoever is there next. */
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
