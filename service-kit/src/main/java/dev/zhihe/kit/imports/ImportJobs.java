package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import dev.zhihe.kit.http.Violation;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.writes.IdempotencyKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Imports too large for one request. The file is kept in the database, checked whole, and only then
 * applied, a thousand rows a transaction; so its size costs no memory, and any instance goes on
 * with what another left.
 */
@ApplicationScoped
public class ImportJobs {
  private static final Logger LOG = Logger.getLogger(ImportJobs.class);
  private static final int PART = 1 << 20;
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_OPEN = 5;
  private static final String CANCELLED = "cancelled";
  private static final Duration KEPT = Duration.ofDays(30);

  private final AgroalDataSource source;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Caller caller;
  private final IdempotencyKeys keys;
  private final List<ImportFamily<?, ?>> families;
  private final String service;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closing;
  private @Nullable Thread worker;

  ImportJobs(
      AgroalDataSource source,
      EntityManager entities,
      ChangeLog log,
      Caller caller,
      IdempotencyKeys keys,
      @All List<ImportFamily<?, ?>> families,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.source = source;
    this.entities = entities;
    this.log = log;
    this.caller = caller;
    this.keys = keys;
    this.families = families;
    this.service = service;
  }

  void start(@Observes StartupEvent event) {
    worker = Thread.ofPlatform().daemon().name("imports").start(this::work);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    wake.release();
    if (worker != null) {
      worker.join(
          Duration.ofSeconds(10)); // it ends with its chunk; the job goes on elsewhere or later
    }
  }

  /** How many lines a file has, without reading them as rows. */
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

  /** Keeps the file and answers 202 with the job that will take it. */
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
    wake.release();
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
        query(
            "select count(*) from import_job where actor = ? and finished_at is null",
            row -> row.getLong(1),
            acting.name());
    if (open.getFirst() >= MOST_OPEN) {
      throw Problem.conflict(
          "您已有 %d 个导入作业在进行，请等其中一个结束",
          "You have %d imports under way: wait until one of them is over", MOST_OPEN);
    }
    update(
        "delete from import_job where finished_at < now() - make_interval(days => ?)",
        (int) KEPT.toDays());
    update(
        """
        insert into import_job (id, family, format, dry_run, takes_valid, updates, actor, request_id, organisation, roles, state, rows)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
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
        rows);
    keep(id, file);
    return Response.accepted(find(id, language).orElseThrow())
        .header(HttpHeaders.LOCATION, "/v1/jobs/" + service + "/" + id)
        .header(HttpHeaders.RETRY_AFTER, 1)
        .build();
  }

  /** A job that the caller may see: its own, or any for the bureau. */
  Optional<ImportJob> find(String id, Locale language) {
    return query(
            """
            select *, (select count(*) from import_job earlier
                       where earlier.finished_at is null and earlier.created_at < job.created_at) as ahead
            from import_job job where id = ?
            """,
            row ->
                caller.inBureau() || caller.name().equals(row.getString("actor"))
                    ? ImportJob.of(row, language)
                    : null,
            id)
        .stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Asks a job to stop; what it has written stays. */
  void cancel(String id) {
    update("update import_job set cancel_asked = true where id = ? and finished_at is null", id);
    update(
        """
        update import_job set state = 'cancelled', finished_at = now() where id = ? and state = 'waiting'
        """,
        id);
    update(
        "delete from import_job_part where job = (select id from import_job where id = ? and state = 'cancelled')",
        id);
  }

  private void keep(String id, Path file) {
    try (var in = Files.newInputStream(file)) {
      int number = 0;
      for (var part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        update("insert into import_job_part values (?, ?, ?)", id, number++, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void work() {
    while (!closing) {
      try {
        var job = claim();
        if (job.isPresent()) {
          asItsCaller(job.get());
        } else if (wake.tryAcquire(5, TimeUnit.SECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // out of memory, say: the next job still has its turn
        LOG.warnf("Import jobs wait: %s", e.getMessage());
        try {
          wake.tryAcquire(2, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  /** What a worker must know of a job it has taken up. */
  private record Claim(
      String id,
      String family,
      Format format,
      ImportOptions options,
      Caller.Acting acting,
      int attempt,
      long applied,
      List<Long> counts) {}

  private Optional<Claim> claim() {
    return query(
            """
            update import_job set state = 'checking', attempts = attempts + 1, seen_at = now()
            where id = (select id from import_job
                        where finished_at is null and (state = 'waiting' or seen_at < now() - interval '60 s')
                        order by created_at for update skip locked limit 1)
            returning *
            """,
            row ->
                new Claim(
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
                    row.getLong("applied"),
                    List.of(
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("rejected"))))
        .stream()
        .findFirst();
  }

  private void asItsCaller(Claim job) {
    var context = Arc.container().requestContext();
    context.activate();
    try {
      caller.actAs(job.acting());
      if (job.attempt() > MOST_ATTEMPTS) {
        fail(job);
        return;
      }
      var family =
          families.stream()
              .filter(known -> ChangeLog.typeName(known.entity()).equals(job.family()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("No family " + job.family()));
      LOG.infof("Import job %s: %s rows of %s", job.id(), job.format(), job.family());
      run(job, family);
    } catch (Problem refusal) {
      reject(job, refusal.detail(), refusal.violations());
    } catch (Stopped e) {
      LOG.infof("Import job %s stops: %s", job.id(), e.getMessage());
      if (CANCELLED.equals(e.getMessage())) {
        end(job, "cancelled", null, List.of(), "");
      } else if (closing) {
        release(job, job.attempt() - 1); // that was no attempt of its own
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "Import job %s broke off; it will be taken up again", job.id());
      release(job, job.attempt());
      throw new IllegalStateException("a job broke off: " + e.getMessage());
    } finally {
      context.terminate();
    }
  }

  /** Leaves the job to whoever is there next. */
  private void release(Claim job, int attempts) {
    update(
        "update import_job set state = 'waiting', seen_at = null, attempts = ? where id = ? and attempts = ?",
        attempts,
        job.id(),
        job.attempt());
  }

  private <E extends Published, R> void run(Claim job, ImportFamily<E, R> family)
      throws IOException {
    var file = Files.createTempFile("job", null);
    try {
      fetch(job, file);
      forget(job.id());
      var check = run(job, family, file, new Checking(job));
      if (check.refused()) {
        refuse(job, check);
      } else if (job.options().isDryRun()
          || (job.applied() == 0 && check.created() + check.updated() == 0)) {
        finish(job, check); // nothing to write
      } else {
        step(
            job,
            "update import_job set state = 'applying', rows = ?, seen_at = now()",
            check.rows());
        finish(job, run(job, family, file, new Applying(job)));
      }
    } catch (Overtaken e) {
      end(
          job,
          "failed",
          new Text(
              "检查之后内容被他人更改，未能全部写入；applied 行及以前的已写入。改正后可重新提交同一文件",
              "something changed after the check, so not all could be written; rows up to applied are. Correct the file and send it again"),
          e.violations,
          "");
    } finally {
      Imports.delete(file);
    }
  }

  private <E extends Published, R> ImportRun<E, R> run(
      Claim job, ImportFamily<E, R> family, Path file, ImportRun.Steps steps) throws IOException {
    var run =
        new ImportRun<>(
            family,
            job.format(),
            job.options(),
            entities,
            log,
            rowOf -> first(job, rowOf),
            steps,
            caller.audiences());
    run.read(file);
    return run;
  }

  /** Reads everything, writes nothing. */
  private final class Checking implements ImportRun.Steps {
    private final Claim job;

    Checking(Claim job) {
      this.job = job;
    }

    @Override
    public boolean writes() {
      return false;
    }

    @Override
    public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                entities.setFlushMode(FlushModeType.COMMIT);
                work.run();
              });
      step(job, "update import_job set checked = ?, seen_at = now()", reached);
    }
  }

  /** Writes, and keeps in the same transaction how far it has come. */
  private final class Applying implements ImportRun.Steps {
    private final Claim job;

    Applying(Claim job) {
      this.job = job;
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
      if (reached <= job.applied()) {
        return; // committed before the job was broken off
      }
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                entities.setFlushMode(FlushModeType.COMMIT);
                Imports.oneAtATime(entities, job.family());
                work.run();
                if (run.refused()) {
                  throw new Overtaken(run.violations()); // and this chunk is undone
                }
                var base = job.counts();
                step(
                    job,
                    """
                    update import_job set applied = ?, created = ?, updated = ?, unchanged = ?, rejected = ?, seen_at = now()
                    """,
                    reached,
                    base.get(0) + run.created(),
                    base.get(1) + run.updated(),
                    base.get(2) + run.unchanged(),
                    base.get(3) + run.rejected());
              });
    }
  }

  /** What was sound when it was checked is so no more. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Violation> violations;

    Overtaken(List<Violation> violations) {
      super("changed after the check");
      this.violations = List.copyOf(violations);
    }
  }

  /** The job was cancelled, or another worker has it: nothing more is done here. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String why) {
      super(why);
    }
  }

  /** Notes how far the job is; stops it if it was asked to, or is no longer ours. */
  private void step(Claim job, String update, Object... values) {
    var all = Arrays.copyOf(values, values.length + 2);
    all[values.length] = job.id();
    all[values.length + 1] = job.attempt();
    var asked =
        query(
            update
                + " where id = ? and attempts = ? and finished_at is null returning cancel_asked",
            row -> row.getBoolean(1),
            all);
    if (asked.isEmpty()) {
      throw new Stopped("another instance has taken it up");
    }
    if (asked.getFirst()) {
      throw new Stopped(CANCELLED);
    }
    if (closing) {
      throw new Stopped("the service closes");
    }
  }

  private void finish(Claim job, ImportRun<?, ?> run) {
    var base = job.counts(); // of what earlier attempts wrote; all 0 if there was none
    end(
        job,
        "done",
        null,
        run.violations(),
        ", rows = %d, checked = %d, created = %d, updated = %d, unchanged = %d, rejected = %d"
            .formatted(
                run.rows(),
                run.rows(),
                base.get(0) + run.created(),
                base.get(1) + run.updated(),
                base.get(2) + run.unchanged(),
                base.get(3) + run.rejected()));
  }

  private void refuse(Claim job, ImportRun<?, ?> check) {
    var refusal = check.refusal();
    if (job.applied() > 0) {
      throw new Overtaken(refusal.violations());
    }
    end(
        job,
        "rejected",
        refusal.detail(),
        refusal.violations(),
        ", rows = %d, checked = %d, rejected = %d"
            .formatted(check.rows(), check.rows(), check.rejected()));
  }

  private void reject(Claim job, Text detail, List<Violation> violations) {
    end(job, "rejected", detail, violations, "");
  }

  private void fail(Claim job) {
    end(
        job,
        "failed",
        new Text(
            "多次尝试未能完成，已记录；已写入的行保留，可重新提交同一文件",
            "it could not be finished in several attempts; rows written stay, and the same file may be sent again"),
        List.of(),
        "");
  }

  private void end(
      Claim job, String state, @Nullable Text detail, List<Violation> violations, String more) {
    var ended =
        update(
            "update import_job set state = ?, detail_zh = ?, detail_en = ?, errors = ?, finished_at = now()"
                + more
                + " where id = ? and attempts = ? and finished_at is null",
            state,
            detail == null ? null : detail.zh(),
            detail == null ? null : detail.en(),
            Views.write(violations),
            job.id(),
            job.attempt());
    if (ended == 0) {
      return; // another instance has taken it up, and still needs the file
    }
    update("delete from import_job_part where job = ?", job.id());
    forget(job.id());
    LOG.infof("Import job %s: %s", job.id(), state);
  }

  /** A little at a time: a long file has said millions of things. */
  private void forget(String id) {
    while (update(
            "delete from import_seen where ctid = any(array(select ctid from import_seen where job = ? limit 50000))",
            id)
        > 0) {
      LOG.debugf("Forgetting what import job %s has seen", id);
    }
  }

  private void fetch(Claim job, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (int number = 0; ; number++) {
        var part =
            query(
                "select bytes from import_job_part where job = ? and part = ?",
                row -> row.getBytes(1),
                job.id(),
                number);
        if (part.isEmpty()) {
          return;
        }
        out.write(part.getFirst());
      }
    }
  }

  private Map<String, Long> first(Claim job, Map<String, Long> rowOf) {
    var what = new byte[rowOf.size()][];
    var rows = new Long[rowOf.size()];
    var textOf = new HashMap<String, String>();
    int i = 0;
    for (var said : rowOf.entrySet()) {
      what[i] = digest(said.getKey());
      rows[i] = said.getValue();
      textOf.put(new String(what[i], StandardCharsets.ISO_8859_1), said.getKey());
      i++;
    }
    update(
        "insert into import_seen select ?, what, row from unnest(?::bytea[], ?::bigint[]) as s(what, row) on conflict do nothing",
        job.id(),
        what,
        rows);
    var first = new HashMap<String, Long>();
    query(
        "select what, row from import_seen where job = ? and what = any(?::bytea[])",
        row ->
            first.put(
                textOf.get(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)),
                row.getLong(2)),
        job.id(),
        what);
    return first;
  }

  private static byte[] digest(String text) {
    try {
      return Arrays.copyOf(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read(ResultSet row) throws SQLException;
  }

  private int update(String sql, @Nullable Object... values) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> List<T> query(String sql, Reading<T> reading, @Nullable Object... values) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      var found = new ArrayList<T>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reading.read(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      var value = values[i];
      switch (value) {
        case String[] texts ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("varchar", texts));
        case Long[] numbers ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", numbers));
        case byte[][] bytes ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("bytea", bytes));
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case null, default -> statement.setObject(i + 1, value);
      }
    }
  }

  /** When the row of a job's table says it was. */
  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  /** The errors that a job keeps. */
  static List<Violation> violations(String errors) {
    return Arrays.asList(Views.read(errors, Violation[].class));
  }
}
