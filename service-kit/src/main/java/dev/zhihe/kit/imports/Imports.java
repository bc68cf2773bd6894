package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.http.ProblemBody;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.DatabaseFailures;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.writes.IdempotencyKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.transaction.Status;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Imports files into families, as CSV, NDJSON or XLSX. Every error of every row is reported at
 * once. A row equal to the stored data changes nothing. A file of up to 50,000 rows and 16 MiB is
 * one transaction; a larger one becomes a job.
 */
@ApplicationScoped
public class Imports {
  private static final Logger LOG = Logger.getLogger(Imports.class);
  private static final int MAX_ROWS_IN_TRANSACTION = 50_000;

  /** Rows as heavy as they may be need their time by size, and an answer has to come in time. */
  private static final long MAX_BYTES_IN_TRANSACTION = 16L << 20;

  /** A file of so many lines is soon repeated after a collision. */
  private static final int MAX_LINES_OF_SHORT = 100;

  private static final ImportSteps IN_ONE_TRANSACTION =
      new ImportSteps() {
        @Override
        public boolean writes() {
          return true;
        }

        @Override
        public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
          work.run();
        }
      };

  private final EntityManager entities;
  private final ChangeLog log;
  private final ImportJobs jobs;
  private final Caller caller;
  private final Scratch scratch;
  private final HttpHeaders headers;
  private final IdempotencyKeys keys;

  /** By family: the turns that are free. Imports that wait for one hold no connection. */
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

  Imports(
      EntityManager entities,
      ChangeLog log,
      ImportJobs jobs,
      Caller caller,
      Scratch scratch,
      HttpHeaders headers,
      IdempotencyKeys keys) {
    this.entities = entities;
    this.log = log;
    this.jobs = jobs;
    this.caller = caller;
    this.scratch = scratch;
    this.headers = headers;
    this.keys = keys;
  }

  /**
   * Imports a file. Answers 200 with an {@link ImportResult}, 202 with a job, or 422 with all
   * errors. A request repeated under the same {@code Idempotency-Key} gets the same answer.
   */
  public <E extends Published, R> Response take(
      InputStream sent, ImportFamily<E, R> family, ImportOptions options) {
    options.check();
    var format = Format.of(headers.getMediaType());
    // The file is received to disk first. However slowly it arrives, no connection and no lock is
    // held meanwhile.
    var file = spool(sent);
    try {
      // Line breaks inside cells count too. The lines of a workbook are not known.
      var lines = format == Format.XLSX ? null : ImportJobs.lines(file);
      var isLong =
          lines != null
              && (lines > MAX_ROWS_IN_TRANSACTION + 1
                  || Files.size(file) > MAX_BYTES_IN_TRANSACTION);
      if (lines != null && (isLong || prefers("respond-async"))) {
        return jobs.submit(file, format, family, options, Text.language(headers));
      }
      var isShort = lines != null && lines <= MAX_LINES_OF_SHORT;
      return atOnce(file, format, family, options, isShort);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    } finally {
      delete(file);
    }
  }

  private <E extends Published, R> Response atOnce(
      Path file, Format format, ImportFamily<E, R> family, ImportOptions options, boolean isShort)
      throws IOException {
    try {
      return inTransaction(file, format, family, options, isShort);
    } catch (Problem refusal) {
      if (options.marksErrors() && refusal.type() == ProblemType.IMPORT_REJECTED) {
        return MarkedFile.sent(
            refusal.type().status(),
            scratch,
            file,
            format,
            family,
            refusal.violations(),
            Text.language(headers));
      }
      throw refusal;
    }
  }

  private <E extends Published, R> Response inTransaction(
      Path file, Format format, ImportFamily<E, R> family, ImportOptions options, boolean isShort)
      throws IOException {
    if (isShort && family.rowsAreIndependent() && caller.audiences().all()) {
      try {
        return inTransaction(file, format, family, options, ImportTurn.SHARED);
      } catch (RuntimeException e) {
        if (!DatabaseFailures.isCollision(e)) {
          throw e;
        }
        LOG.debugf("An import touches what another one changes, and is repeated alone: %s", e);
      }
    }
    return inTransaction(file, format, family, options, ImportTurn.ALONE);
  }

  private <E extends Published, R> Response inTransaction(
      Path file, Format format, ImportFamily<E, R> family, ImportOptions options, ImportTurn turn)
      throws IOException {
    var type = ChangeLog.typeName(family.entity());
    var free = turns.computeIfAbsent(type, first -> ImportTurn.newTurns());
    turn.take(free);
    try {
      QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(120));
      var answer =
          keys.once(
              sent -> digest(file, sent),
              () -> {
                turn.lock(entities, type); // after the key, so that who waits for it holds no turn
                return answer(run(file, format, family, options), options);
              });
      if (!options.isDryRun()) {
        QuarkusTransaction.commit();
      }
      return answer;
    } finally {
      try {
        if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
          QuarkusTransaction.rollback();
        }
      } finally {
        turn.release(free);
      }
    }
  }

  private Response answer(ImportRun<?, ?> run, ImportOptions options) {
    var language = Text.language(headers);
    return Response.ok(
            new ImportResult(
                run.rows(),
                run.counts().created(),
                run.counts().updated(),
                run.counts().unchanged(),
                run.counts().rejected(),
                run.counts().waiting(),
                options.isDryRun(),
                run.violations().stream()
                    .map(violation -> ProblemBody.entry(violation, language))
                    .toList()))
        .build();
  }

  private <E extends Published, R> ImportRun<E, R> run(
      Path file, Format format, ImportFamily<E, R> family, ImportOptions options)
      throws IOException {
    // Entities are changed before it is known whether the rows are valid, so no query in between
    // may write them. The change log flushes explicitly.
    entities.setFlushMode(FlushModeType.COMMIT);
    var run =
        new ImportRun<>(
            family,
            format,
            options,
            entities,
            log,
            Repetitions.inMemory(),
            IN_ONE_TRANSACTION,
            caller.audiences());
    run.read(file);
    if (run.refused()) {
      throw run.refusal();
    }
    return run;
  }

  private boolean prefers(String preference) {
    return headers.getRequestHeader("Prefer").stream()
        .anyMatch(prefer -> prefer.strip().equals(preference));
  }

  private Path spool(InputStream sent) {
    try {
      var file = scratch.file("import");
      try {
        Files.copy(sent, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
      } catch (IOException | RuntimeException e) {
        delete(file);
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Adds the file to the digest of the request. */
  static void digest(Path file, MessageDigest sent) {
    try (var in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("The imported file %s was not deleted: %s", file, e.getMessage());
    }
  }

  private static Problem unreadable(Exception e) {
    return new Problem(
        ProblemType.MALFORMED,
        Text.of("文件无法读取：%s", "The file cannot be read: %s", String.valueOf(e.getMessage())));
  }
}
