package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.writes.IdempotencyKeys;
import dev.zhihe.log.RefusedAccess;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Imports too large for one request. The database stores the file, the progress and the errors.
 * Senders submit, follow and cancel jobs here; an {@link ImportWorker} executes them.
 */
@ApplicationScoped
public class ImportJobs {
  /**
   * Longest refused file, in rows, that is kept so that it can be returned with its errors marked.
   */
  static final int MAX_ROWS_MARKED = 50_000;

  private static final int PART = 1 << 20;
  private static final int MAX_OPEN = 5;
  private static final Duration RETENTION = Duration.ofDays(30);

  private final Sql sql;
  private final Caller caller;
  private final IdempotencyKeys keys;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;
  private final String service;
  private final Semaphore submitted = new Semaphore(0);

  ImportJobs(
      AgroalDataSource source,
      Caller caller,
      IdempotencyKeys keys,
      Scratch scratch,
      @All List<ImportFamily<?, ?>> families,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.sql = new Sql(source);
    this.caller = caller;
    this.keys = keys;
    this.scratch = scratch;
    this.families = families;
    this.service = service;
  }

  /** The number of lines of a file, without parsing them. */
  static long lines(Path file) throws IOException {
    long lines = 0;
    var buffer = new byte[64 * 1024];
    try (var in = Files.newInputStream(file)) {
      byte last = '\n';
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        last = count == 0 ? last : buffer[count - 1];
      }
      return last == '\n' ? lines : lines + 1;
    }
  }

  /** Stores the file and answers 202 with the job that will import it. */
  Response submit(
      Path file, Format format, ImportFamily<?, ?> family, ImportOptions options, Locale language)
      throws IOException {
    var headerLines = format == Format.CSV ? 1 : 0;
    var rows = Math.max(0, lines(file) - headerLines);
    var answer =
        QuarkusTransaction.requiringNew()
            .timeout(120)
            .call(
                () ->
                    keys.once(
                        sent -> Imports.digest(file, sent),
                        () -> queued(file, format, family, options, language, rows)));
    wake();
    return answer;
  }

  private Response queued(
      Path file,
      Format format,
      ImportFamily<?, ?> family,
      ImportOptions options,
      Locale language,
      long rows) {
    var id = UUID.randomUUID().toString();
    var acting = caller.acting();
    var open =
        sql.query(
            "select count(*) from import_job where actor = ? and finished_at is null",
            row -> row.getLong(1),
            acting.name());
    if (open.getFirst() >= MAX_OPEN) {
      throw Problem.conflict(
          "您已有 %d 个导入作业在进行，请等其中一个结束",
          "You have %d imports under way: wait until one of them is over", MAX_OPEN);
    }
    sql.update(
        "delete from import_job where finished_at < now() - make_interval(days => ?)",
        (int) RETENTION.toDays());
    sql.update(
        """
        insert into import_job
          (id, family, format, dry_run, takes_valid, updates, actor, request_id, organisation, roles, state, rows, key_client, key)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)
        """,
        id,
        ChangeLog.typeName(family.entity()),
        format.name(),
        options.isDryRun(),
        options.takesValidRows(),
        options.updates(),
        acting.name(),
        acting.requestId(),
        acting.organisation(),
        acting.roles().toArray(String[]::new),
        rows,
        keys.client(),
        keys.key());
    keep(id, file);
    return Response.accepted(find(id, language).orElseThrow())
        .header(HttpHeaders.LOCATION, "/v1/jobs/" + service + "/" + id)
        .header(HttpHeaders.RETRY_AFTER, 1)
        .build();
  }

  /** A job that the caller may see: its own, or any job for the bureau. */
  Optional<ImportJob> find(String id, Locale language) {
    return sql
        .query(
            """
            select *, state in ('checking', 'applying') and %s as silent,
              (select count(*) from import_job earlier
               where earlier.finished_at is null and earlier.created_at < job.created_at) as ahead
            from import_job job where id = ?
            """
                .formatted(ClaimedJob.SILENT),
            row ->
                caller.inBureau() || caller.name().equals(row.getString("actor"))
                    ? ImportJob.of(row, language)
                    : null,
            id)
        .stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The file of a job that was refused for its errors, with the errors marked. */
  Response marked(ImportJob job, Locale language) {
    if (!job.state().equals("rejected") || job.errors().isEmpty()) {
      throw Problem.conflict(
          "只有因错误被拒绝（rejected）的作业可返回工作簿；%s 为 %s",
          "Only a job that was rejected for errors gives back a workbook; %s is %s",
          job.id(),
          job.state());
    }
    if (job.rows() > MAX_ROWS_MARKED) {
      throw Problem.conflict(
          "%s 有 %d 行，超过 %d 行的文件不返回工作簿；请用 errors=json 看错误",
          "%s has %d rows, and files of more than %d are not given back as workbooks: see its errors with errors=json",
          job.id(),
          job.rows(),
          MAX_ROWS_MARKED);
    }
    var kept =
        sql.query(
                "select format, errors from import_job where id = ?",
                row ->
                    new Kept(
                        Format.valueOf(row.getString("format")),
                        violations(row.getString("errors"))),
                job.id())
            .getFirst();
    var family =
        families.stream()
            .filter(known -> ChangeLog.typeName(known.entity()).equals(job.family()))
            .findFirst()
            .orElseThrow();
    try {
      var file = scratch.file("marked");
      try {
        fetch(sql, job.id(), file);
        if (Files.size(file) == 0) {
          throw Problem.conflict(
              "%s 的文件未保留；请用 errors=json 看错误",
              "The file of %s is not kept: see its errors with errors=json", job.id());
        }
        return MarkedFile.sent(
            HttpURLConnection.HTTP_OK,
            scratch,
            file,
            kept.format(),
            family,
            kept.errors(),
            language);
      } finally {
        Imports.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Kept(Format format, List<Violation> errors) {}

  /** Writes the submitted file to a local file. */
  static void fetch(Sql sql, String id, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (int number = 0; ; number++) {
        var part =
            sql.query(
                "select bytes from import_job_part where job = ? and part = ?",
                row -> row.getBytes(1),
                id,
                number);
        if (part.isEmpty()) {
          return;
        }
        out.write(part.getFirst());
      }
    }
  }

  /** Throws 403 unless the caller submitted the job. Nobody stops another person's work. */
  void requireSubmitter(String id) {
    var own =
        sql.query(
            "select 1 from import_job where id = ? and actor = ?", row -> true, id, caller.name());
    if (own.isEmpty()) {
      throw Problem.forbidden(
          RefusedAccess.Kind.OWNER,
          new Text(
              "作业只能由提交者本人取消；作业会自行结束",
              "A job is cancelled by whoever submitted it alone; it ends by itself"));
    }
  }

  /** Requests cancellation of a job. What it has written stays. */
  void cancel(String id) {
    sql.update(
        "update import_job set cancel_asked = true where id = ? and finished_at is null", id);
    FinishedJobs.cancelIdle(sql);
    wake();
  }

  private void keep(String id, Path file) {
    try (var in = Files.newInputStream(file)) {
      int number = 0;
      for (var part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        sql.update("insert into import_job_part values (?, ?, ?)", id, number++, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until a job is submitted on this instance, or {@link #wake} is called, or the time is up.
   */
  void awaitSubmission(Duration atMost) throws InterruptedException {
    if (submitted.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      submitted.drainPermits();
    }
  }

  /** Wakes the thread in {@link #awaitSubmission}. */
  void wake() {
    submitted.release();
  }

  /** Claims the next job that no worker holds. */
  Optional<ClaimedJob> claim() {
    FinishedJobs.cancelIdle(sql);
    return ClaimedJob.next(sql);
  }

  /** Deletes what ended jobs no longer need. */
  void clearUp() {
    FinishedJobs.clearUp(sql);
  }

  /** Parses the stored errors of a job. */
  static List<Violation> violations(String errors) {
    return Arrays.asList(Views.read(errors, Violation[].class));
  }
}
