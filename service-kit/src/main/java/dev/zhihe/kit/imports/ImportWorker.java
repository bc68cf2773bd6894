package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Scratch;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up large imports, one at a time, each as a {@link JobAttempt}; says that they are worked
 * on, and leaves what breaks off to whoever is there next.
 */
@ApplicationScoped
class ImportWorker {
  private static final Logger LOG = Logger.getLogger(ImportWorker.class);
  private static final int MAX_FAILURES = 5;

  /** Maximum number of attempts that end their service. Each costs every user some seconds. */
  private static final int MAX_DEATHS = 3;

  private static final Duration PULSE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

  private final ImportJobs jobs;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Caller caller;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;
  private final Closing closing = new Closing();
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
    closing.begin();
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
        LOG.debugf("No sign of life of import job %s: %s", job.id(), e);
      }
    }
  }

  private void work() {
    while (!closing.hasBegun()) {
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
        LOG.warnf("Import jobs wait: %s", e);
        closing.pause(Duration.ofSeconds(2));
      }
    }
  }

  private void clearUp() {
    if (System.nanoTime() - clearedAt >= BETWEEN_CLEARINGS.toNanos()) {
      clearedAt = System.nanoTime();
      try {
        jobs.clearUp();
      } catch (RuntimeException e) {
        LOG.warnf("What import jobs left is cleared up later: %s", e);
      }
    }
  }

  private void asItsCaller(ClaimedJob job) {
    var context = Arc.container().requestContext();
    context.activate();
    current = job;
    try {
      caller.actAs(job.acting());
      if (job.cancelAsked()) {
        new JobEnd(job).cancelled();
        return;
      }
      if (job.deaths() >= MAX_DEATHS || job.failures() >= MAX_FAILURES) {
        new JobEnd(job).givenUp(job.deaths() >= MAX_DEATHS);
        return;
      }
      var family =
          families.stream()
              .filter(known -> ChangeLog.typeName(known.entity()).equals(job.family()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("No family " + job.family()));
      LOG.infof("Import job %s: %s rows of %s", job.id(), job.format(), job.family());
      new JobAttempt<>(job, family, entities, log, scratch, caller.audiences(), closing).run();
    } catch (JobStopped e) {
      LOG.infof("Import job %s stops: %s", job.id(), e.getMessage());
      if (e.cancelled()) {
        new JobEnd(job).cancelled();
      } else if (closing.hasBegun()) {
        job.release();
      }
    } catch (RowFailed e) {
      LOG.errorf(e, "Import job %s failed at row %d", job.id(), e.row());
      insist(() -> new JobEnd(job).failedAt(e.row()));
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "Import job %s broke off; it will be taken up again", job.id());
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
        LOG.infof("Import jobs wait: %s", e);
        closing.pause(Duration.ofSeconds(2));
      }
    } while (!closing.hasBegun());
  }
}
