package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.DatabaseFailures;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.Errors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * One attempt at a job: the file is checked whole, and only then applied, a {@link Chunk} a
 * transaction; so its size costs no memory, and any instance goes on with what another left.
 */
final class JobAttempt<E extends Published, R> {
  private static final Logger LOG = Logger.getLogger(JobAttempt.class);
  private static final int MAX_RETRIES = 3;

  private final ClaimedJob job;
  private final ImportFamily<E, R> family;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Scratch scratch;
  private final Audiences readable;
  private final Closing closing;

  JobAttempt(
      ClaimedJob job,
      ImportFamily<E, R> family,
      EntityManager entities,
      ChangeLog log,
      Scratch scratch,
      Audiences readable,
      Closing closing) {
    this.job = job;
    this.family = family;
    this.entities = entities;
    this.log = log;
    this.scratch = scratch;
    this.readable = readable;
    this.closing = closing;
  }

  /** Works on the job to its end, unless it breaks off. */
  void run() throws IOException {
    var file = scratch.file("job");
    try {
      job.fetch(file);
      // A job that has written something has checked all rows before.
      if ((job.applied() > 0 && job.remembers()) || check(file)) {
        apply(file);
      }
    } catch (Overtaken e) {
      new JobEnd(job).failed(e.detail, e.violations);
    } finally {
      Imports.delete(file);
    }
  }

  /** Checks the file. Returns false if nothing is to be written; the job is then over. */
  private boolean check(Path file) throws IOException {
    job.begin();
    var check = run(new Checking());
    try {
      check.read(file);
      if (job.applied() > 0 && check.refused()) {
        throw new Overtaken(check.refusal());
      }
      var writes = check.counts().created() + check.counts().updated() > 0;
      if (check.refused()) {
        new JobEnd(job).rejected(check);
      } else if (job.options().isDryRun() || (job.applied() == 0 && !writes)) {
        new JobEnd(job).done(check);
      } else {
        job.apply(check.rows());
        return true;
      }
    } catch (Problem refusal) {
      if (job.applied() > 0) {
        throw new Overtaken(refusal);
      }
      new JobEnd(job).rejected(check, refusal);
    }
    return false;
  }

  private void apply(Path file) throws IOException {
    try {
      var run = run(new Applying());
      run.read(file);
      new JobEnd(job).done(run);
    } catch (Problem refusal) {
      throw new Overtaken(refusal);
    }
  }

  private ImportRun<E, R> run(ImportSteps steps) {
    var texts = job.texts();
    return new ImportRun<>(
        family,
        job.format(),
        job.options(),
        entities,
        log,
        steps.writes() ? texts::firstAgain : texts::first,
        steps,
        readable);
  }

  /** Reads and checks every row, and writes nothing. */
  private final class Checking implements ImportSteps {
    @Override
    public boolean writes() {
      return false;
    }

    @Override
    public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
      inTransaction(
          () -> {
            entities.setFlushMode(FlushModeType.COMMIT);
            ImportTurn.findByIndex(entities);
            work.run();
            job.checked(run.counts().total(), run.counts().rejected());
          });
    }

    @Override
    public boolean halves(RuntimeException failure) {
      return isFault(failure);
    }
  }

  /** Writes the rows, and stores the progress in the same transaction. */
  private final class Applying implements ImportSteps {
    private final Errors errors = new Errors();

    Applying() {
      errors.add(job.errors());
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public long done() {
      return job.applied(); // committed by an earlier attempt
    }

    @Override
    public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
      var before = errors.mark();
      inTransaction(
          () -> {
            errors.backTo(before);
            entities.setFlushMode(FlushModeType.COMMIT);
            ImportTurn.ALONE.lock(entities, job.family());
            work.run();
            if (run.refused()) {
              throw run.refusal(); // rolls back this chunk
            }
            job.applied(reached, run.counts(), errors.add(run.takeErrors()));
          });
    }

    @Override
    public boolean halves(RuntimeException failure) {
      return isFault(failure);
    }
  }

  /** Whether a chunk failed because of its content, so that it would fail again. */
  private boolean isFault(RuntimeException failure) {
    return !(failure instanceof Problem || failure instanceof JobStopped)
        && !(failure instanceof RowFailed)
        && !DatabaseFailures.mayPass(failure)
        && job.remembers();
  }

  /**
   * Processes a chunk in its own transaction. Repeats it if the database may accept it the next
   * time.
   */
  private void inTransaction(Runnable chunk) {
    for (int retry = 0; ; retry++) {
      if (closing.hasBegun()) {
        throw new JobStopped("the service closes", false);
      }
      try {
        QuarkusTransaction.requiringNew().run(chunk);
        return;
      } catch (RuntimeException e) {
        if (retry == MAX_RETRIES || !DatabaseFailures.mayPass(e) || !job.remembers()) {
          throw e;
        }
        LOG.infof("Import job %s tries a chunk again: %s", job.id(), e);
        closing.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300) << retry));
      }
    }
  }
}
