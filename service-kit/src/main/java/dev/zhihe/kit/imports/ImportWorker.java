package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.DatabaseFailures;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.Errors;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Executes large imports, one at a time. The whole file is checked first, and only then applied,
 * one {@link Chunk} per transaction. So the size of a file costs no memory, and any instance can
 * continue what another one left.
 */
@ApplicationScoped
class ImportWorker {
  private static final Logger LOG = Logger.getLogger(ImportWorker.class);
  private static final int MAX_FAILURES = 5;

  /** Maximum number of attempts that end their service. Each costs every user some seconds. */
  private static final int MAX_DEATHS = 3;

  private static final int MAX_RETRIES = 3;
  private static final int MAX_LOGGED_LENGTH = 300;
  private static final Duration PULSE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

  private final ImportJobs jobs;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Caller caller;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("imports-pulse").factory());
  private volatile @Nullable ClaimedJob current;
  private long clearedAt = System.nanoTime() - BETWEEN_CLEARINGS.toNanos();
  private @Nullable Thread thread;

  ImportWorker(
      ImportJobs jobs,
      EntityManager entities,
      ChangeLog log,
      Caller caller,
      Scratch scratch,
      @All List<ImportFamily<?, ?>> families) {
    this.jobs = jobs;
    this.entities = entities;
    this.log = log;
    this.caller = caller;
    this.scratch = scratch;
    this.families = families;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("imports").start(this::work);
    var unused =
        pulse.scheduleWithFixedDelay(
            this::giveSignOfLife, PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing.countDown();
    jobs.wake();
    if (thread != null) {
      // The thread ends after its chunk; the job continues later or on another instance.
      thread.join(Duration.ofSeconds(10));
    }
    pulse.shutdown();
  }

  /** Reports that the job is being worked on, however long a chunk takes. */
  private void giveSignOfLife() {
    var job = current;
    if (job != null) {
      try {
        job.giveSignOfLife();
      } catch (RuntimeException e) {
        LOG.debugf(
            "The sign of life of import job %s was not stored: %s", job.id(), e.getMessage());
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void work() {
    while (!isClosing()) {
      try {
        var job = jobs.claim();
        if (job.isPresent()) {
          asItsCaller(job.get());
          clearedAt = System.nanoTime() - BETWEEN_CLEARINGS.toNanos();
        } else {
          clearUp();
          jobs.awaitSubmission(Duration.ofSeconds(5));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // such as out of memory: continue with the next job
        LOG.warnf("Import jobs are delayed: %s", e.getMessage());
        pause(Duration.ofSeconds(2));
      }
    }
  }

  private void clearUp() {
    if (System.nanoTime() - clearedAt >= BETWEEN_CLEARINGS.toNanos()) {
      clearedAt = System.nanoTime();
      try {
        jobs.clearUp();
      } catch (RuntimeException e) {
        LOG.warnf(
            "Deleting the data of ended import jobs failed; it will be retried: %s",
            e.getMessage());
      }
    }
  }

  /** Waits for a time, or until the service stops. */
  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The service closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void asItsCaller(ClaimedJob job) {
    var context = Arc.container().requestContext();
    context.activate();
    current = job;
    try {
      caller.actAs(job.acting());
      if (job.cancelAsked()) {
        job.cancelled();
        return;
      }
      if (job.deaths() >= MAX_DEATHS || job.failures() >= MAX_FAILURES) {
        job.givenUp(job.deaths() >= MAX_DEATHS);
        return;
      }
      var family =
          families.stream()
              .filter(known -> ChangeLog.typeName(known.entity()).equals(job.family()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("No family " + job.family()));
      LOG.infof("Import job %s: %s rows of %s", job.id(), job.format(), job.family());
      run(job, family);
    } catch (ClaimedJob.Stopped e) {
      LOG.infof("Import job %s stops: %s", job.id(), e.getMessage());
      if (e.cancelled()) {
        job.cancelled();
      } else if (isClosing()) {
        job.release();
      }
    } catch (ImportSteps.RowFailed e) {
      LOG.errorf(e, "Import job %s failed at row %d", job.id(), e.row());
      insist(() -> job.failedAt(e.row()));
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "Import job %s failed; it will be retried", job.id());
      insist(job::releaseBroken);
      throw new IllegalStateException("a job broke off");
    } catch (Error e) { // such as out of memory, if the process survives
      insist(job::releaseDead);
      throw e;
    } finally {
      current = null;
      context.terminate();
    }
  }

  /** Repeats a step until it succeeds, however long the database is down. */
  private void insist(Runnable step) {
    do { // at least once, also when the service stops
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        LOG.infof("Import jobs are delayed: %s", brief(e));
        pause(Duration.ofSeconds(2));
      }
    } while (!isClosing());
  }

  private <E extends Published, R> void run(ClaimedJob job, ImportFamily<E, R> family)
      throws IOException {
    var file = scratch.file("job");
    try {
      job.fetch(file);
      // A job that has written something has checked all rows before.
      if ((job.applied() > 0 && job.remembers()) || check(job, family, file)) {
        apply(job, family, file);
      }
    } catch (Overtaken e) {
      job.failed(e.detail, e.violations);
    } finally {
      Imports.delete(file);
    }
  }

  /** Checks the file. Returns false if nothing is to be written; the job is then over. */
  private <E extends Published, R> boolean check(
      ClaimedJob job, ImportFamily<E, R> family, Path file) throws IOException {
    job.begin();
    var check = run(job, family, new Checking(job));
    try {
      check.read(file);
      if (job.applied() > 0 && check.refused()) {
        throw new Overtaken(check.refusal());
      }
      var writes = check.counts().created() + check.counts().updated() > 0;
      if (check.refused()) {
        job.rejected(check);
      } else if (job.options().isDryRun() || (job.applied() == 0 && !writes)) {
        job.done(check);
      } else {
        job.apply(check.rows());
        return true;
      }
    } catch (Problem refusal) {
      if (job.applied() > 0) {
        throw new Overtaken(refusal);
      }
      job.rejected(check, refusal);
    }
    return false;
  }

  private <E extends Published, R> void apply(ClaimedJob job, ImportFamily<E, R> family, Path file)
      throws IOException {
    try {
      var run = run(job, family, new Applying(job));
      run.read(file);
      job.done(run);
    } catch (Problem refusal) {
      throw new Overtaken(refusal);
    }
  }

  private <E extends Published, R> ImportRun<E, R> run(
      ClaimedJob job, ImportFamily<E, R> family, ImportSteps steps) {
    return new ImportRun<>(
        family, job.format(), job.options(), entities, log, job::first, steps, caller.audiences());
  }

  /** Reads and checks every row, and writes nothing. */
  private final class Checking implements ImportSteps {
    private final ClaimedJob job;

    Checking(ClaimedJob job) {
      this.job = job;
    }

    @Override
    public boolean writes() {
      return false;
    }

    @Override
    public void chunk(long reached, Runnable work, ImportRun<?, ?> run) {
      inTransaction(
          job,
          () -> {
            entities.setFlushMode(FlushModeType.COMMIT);
            work.run();
            job.checked(run.counts().total(), run.counts().rejected());
          });
    }

    @Override
    public boolean halves(RuntimeException failure) {
      return isFault(job, failure);
    }
  }

  /** Writes the rows, and stores the progress in the same transaction. */
  private final class Applying implements ImportSteps {
    private final ClaimedJob job;
    private final Errors errors = new Errors();

    Applying(ClaimedJob job) {
      this.job = job;
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
          job,
          () -> {
            errors.backTo(before);
            entities.setFlushMode(FlushModeType.COMMIT);
            Imports.oneAtATime(entities, job.family());
            work.run();
            if (run.refused()) {
              throw run.refusal(); // rolls back this chunk
            }
            job.applied(reached, run.counts(), errors.add(run.takeErrors()));
          });
    }

    @Override
    public boolean halves(RuntimeException failure) {
      return isFault(job, failure);
    }
  }

  /** Whether a chunk failed because of its content, so that it would fail again. */
  private boolean isFault(ClaimedJob job, RuntimeException failure) {
    return !(failure instanceof Problem || failure instanceof ClaimedJob.Stopped)
        && !(failure instanceof ImportSteps.RowFailed)
        && !DatabaseFailures.mayPass(failure)
        && job.remembers();
  }

  /** Shortens the message: that of a failed batch repeats all its rows. */
  private static String brief(RuntimeException failure) {
    var message = String.valueOf(failure.getMessage());
    return message.length() <= MAX_LOGGED_LENGTH
        ? message
        : message.substring(0, MAX_LOGGED_LENGTH) + "…";
  }

  /**
   * Processes a chunk in its own transaction. Repeats it if the database may accept it the next
   * time.
   */
  private void inTransaction(ClaimedJob job, Runnable chunk) {
    for (int retry = 0; ; retry++) {
      if (isClosing()) {
        throw new ClaimedJob.Stopped("the service closes", false);
      }
      try {
        QuarkusTransaction.requiringNew().run(chunk);
        return;
      } catch (RuntimeException e) {
        if (retry == MAX_RETRIES || !DatabaseFailures.mayPass(e) || !job.remembers()) {
          throw e;
        }
        LOG.infof("Import job %s tries a chunk again: %s", job.id(), brief(e));
        pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300) << retry));
      }
    }
  }
}
