package dev.zhihe.indicators.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.writes.IdempotencyKeys;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The reports that are being made. The database stores what was asked and the progress, so that any
 * instance takes up what another one left. A {@link ReportWorker} executes them.
 */
@ApplicationScoped
class ReportJobs {
  private static final int MAX_OPEN = 5;
  private static final Duration RETENTION = Duration.ofDays(30);

  /** A worker without a sign of life for this long is considered dead, and its job is free. */
  private static final String SILENT =
      "state <> 'waiting' and finished_at is null and seen_at < clock_timestamp() - interval '20 s'";

  private final Sql sql;
  private final Caller caller;
  private final IdempotencyKeys keys;
  private final Reports reports;

  ReportJobs(AgroalDataSource source, Caller caller, IdempotencyKeys keys, Reports reports) {
    this.sql = new Sql(source);
    this.caller = caller;
    this.keys = keys;
    this.reports = reports;
  }

  /**
   * A job that a worker has claimed. A worker with an earlier attempt has lost the job.
   *
   * @param report code that the report will have
   * @param asOf event id of the cut
   */
  record Claimed(
      String id, NewReport asked, String report, String asOf, Acting acting, int attempt) {}

  /** Another worker has claimed the job. */
  static final class LostJobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostJobException() {
      super("another instance has taken it up");
    }
  }

  /** A job was submitted in this transaction. */
  record Submitted(String id) {}

  /** Stores what is asked, in the current transaction. 409 if the caller has too many jobs. */
  ReportJob submit(NewReport asked, String asOf, Locale language) {
    var acting = caller.acting();
    // Without the lock, requests that arrive together would all count too few jobs.
    sql.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> true,
        "report jobs of " + acting.name());
    var open =
        sql.query(
            "select count(*) from report_job where actor = ? and finished_at is null",
            row -> row.getLong(1),
            acting.name());
    if (open.getFirst() >= MAX_OPEN) {
      throw Problem.conflict(
          "您已有 %d 份报告在编制，请等其中一份完成",
          "You have %d reports under way: wait until one of them is over", MAX_OPEN);
    }
    sql.update(
        "delete from report_job where finished_at < now() - make_interval(days => ?)",
        (int) RETENTION.toDays());
    var id = UUID.randomUUID().toString();
    var series = reports.lockedSeries(asked.plan(), asked.kind());
    sql.update(
        """
        insert into report_job
          (id, request, series, report, as_of, actor, request_id, organisation, roles, state, key_client, key)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)
        """,
        id,
        Views.write(asked),
        series,
        nextCode(series),
        asOf,
        acting.name(),
        acting.requestId(),
        acting.organisation(),
        acting.roles().toArray(String[]::new),
        keys.client(),
        keys.key());
    return find(id, language).orElseThrow();
  }

  /** The first code of a series that no report and no job has. The series is locked. */
  private String nextCode(String series) {
    return sql.query(
            """
            select code from (
              select ? || '-' || number as code, number from generate_series(1,
                1 + (select count(*) from report where code ~ ('^' || ? || '-\\d+$'))
                  + (select count(*) from report_job where series = ? and finished_at is null)) as number) codes
            where not exists (select 1 from report r where r.code = codes.code)
              and not exists (select 1 from report_job j where j.report = codes.code and j.finished_at is null)
            order by number limit 1
            """,
            row -> row.getString(1),
            series,
            series,
            series)
        .getFirst();
  }

  /** A job as it stands. */
  Optional<ReportJob> find(String id, Locale language) {
    return sql
        .query(
            """
            select *, %s as silent,
              (select count(*) from report_job earlier
               where earlier.finished_at is null and earlier.created_at < job.created_at) as ahead
            from report_job job where id = ?
            """
                .formatted(SILENT),
            row ->
                ReportJob.of(row, Views.read(row.getString("request"), NewReport.class), language),
            id)
        .stream()
        .findFirst();
  }

  /** Claims the next job that no worker holds. */
  Optional<Claimed> claim() {
    return sql
        .query(
            """
            update report_job set state = 'asking', percent = 0, attempts = attempts + 1, seen_at = clock_timestamp()
            where id = (select id from report_job where finished_at is null and (state = 'waiting' or %s)
                        order by created_at for update skip locked limit 1)
            returning *
            """
                .formatted(SILENT),
            row ->
                new Claimed(
                    row.getString("id"),
                    Views.read(row.getString("request"), NewReport.class),
                    row.getString("report"),
                    row.getString("as_of"),
                    new Acting(
                        row.getString("actor"),
                        row.getString("request_id"),
                        row.getString("organisation"),
                        Set.of((String[]) row.getArray("roles").getArray())),
                    row.getInt("attempts")))
        .stream()
        .findFirst();
  }

  /** Says that a worker works on the job. */
  void giveSignOfLife(Claimed job) {
    sql.update(
        "update report_job set seen_at = clock_timestamp() where id = ? and attempts = ? and finished_at is null",
        job.id(),
        job.attempt());
  }

  /** Stores the progress. */
  void progress(Claimed job, String state, int percent) {
    step(
        job,
        "update report_job set state = ?, percent = ?, seen_at = clock_timestamp()",
        state,
        percent);
  }

  /** Ends the job in the transaction that stores its report. */
  void done(Claimed job) {
    step(
        job,
        "update report_job set state = 'done', percent = 100, seen_at = clock_timestamp(), finished_at = clock_timestamp()");
  }

  /** Ends the job without a report. Its code and its Idempotency-Key are free again. */
  void failed(Claimed job, Text why) {
    step(
        job,
        "update report_job set state = 'failed', detail_zh = ?, detail_en = ?, finished_at = clock_timestamp()",
        why.zh(),
        why.en());
    sql.update(
        """
        delete from idempotency_key k using report_job j
        where j.id = ? and k.client = j.key_client and k.key = j.key and k.location like '%/' || j.id
        """,
        job.id());
  }

  /** Leaves the job to the next worker. */
  void release(Claimed job) {
    sql.update(
        "update report_job set state = 'waiting', seen_at = null where id = ? and attempts = ? and finished_at is null",
        job.id(),
        job.attempt());
  }

  private void step(Claimed job, String update, Object... values) {
    var all = Arrays.copyOf(values, values.length + 2);
    all[values.length] = job.id();
    all[values.length + 1] = job.attempt();
    if (sql.update(update + " where id = ? and attempts = ? and finished_at is null", all) == 0) {
      throw new LostJobException();
    }
  }
}
