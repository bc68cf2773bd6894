package dev.zhihe.indicators.report;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reports that were asked for, one at a time on each instance. Content and files are made
 * without a transaction; one short transaction then stores them and ends the job.
 */
@ApplicationScoped
class ReportWorker {
  private static final Logger LOG = Logger.getLogger(ReportWorker.class);

  /** Maximum number of attempts, those included in which the service was killed. */
  static final int MAX_ATTEMPTS = 5;

  private static final Duration PULSE = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ReportJobs jobs;
  private final Freezing freezing;
  private final Caller caller;
  private final Semaphore submitted = new Semaphore(0);
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("reports-pulse").factory());
  private volatile ReportJobs.@Nullable Claimed current;
  private volatile boolean closing;
  private @Nullable Thread thread;

  ReportWorker(ReportJobs jobs, Freezing freezing, Caller caller) {
    this.jobs = jobs;
    this.freezing = freezing;
    this.caller = caller;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("reports").start(this::work);
    var unused =
        pulse.scheduleWithFixedDelay(
            this::giveSignOfLife, PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    submitted.release();
    if (thread != null) {
      thread.join(Duration.ofSeconds(10)); // a report takes seconds; else it is taken up again
    }
    pulse.shutdown();
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReportJobs.Submitted submittedJob) {
    submitted.release();
  }

  private void giveSignOfLife() {
    var job = current;
    if (job != null) {
      try {
        jobs.giveSignOfLife(job);
      } catch (RuntimeException e) {
        LOG.debugf("No sign of life of report job %s: %s", job.id(), e);
      }
    }
  }

  private void work() {
    while (!closing) {
      try {
        var job = jobs.claim();
        if (job.isPresent()) {
          asItsCaller(job.get());
        } else if (submitted.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
          submitted.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // such as a database that is down
        LOG.warnf("Reports wait: %s", e);
        pause();
      }
    }
  }

  private void asItsCaller(ReportJobs.Claimed job) {
    var context = Arc.container().requestContext();
    context.activate();
    current = job;
    try {
      caller.actAs(job.acting());
      if (job.attempt() > MAX_ATTEMPTS) {
        fail(job, givenUp(job));
        return;
      }
      LOG.infof("Report job %s: %s", job.id(), job.report());
      make(job);
      LOG.infof("Report job %s: done", job.id());
    } catch (ReportJobs.LostJobException e) {
      LOG.infof("Report job %s stops: %s", job.id(), e.getMessage());
    } catch (Problem refusal) {
      fail(job, refusal.detail());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Report job %s broke off; it will be taken up again", job.id());
      jobs.release(job);
      pause();
    } finally {
      current = null;
      context.terminate();
    }
  }

  private void make(ReportJobs.Claimed job) {
    var made =
        freezing.make(
            job.asked(),
            job.asOf(),
            job.report(),
            (state, percent) -> jobs.progress(job, state, percent));
    QuarkusTransaction.requiringNew()
        .timeout(60)
        .run(
            () -> {
              jobs.done(job);
              freezing.store(made);
            });
  }

  private void fail(ReportJobs.Claimed job, Text why) {
    QuarkusTransaction.requiringNew().run(() -> jobs.failed(job, why));
    LOG.infof("Report job %s: failed: %s", job.id(), why.en());
  }

  private static Text givenUp(ReportJobs.Claimed job) {
    return Text.of(
        "%d 次尝试未能编成报告，原因在本系统，已按作业 %s 记录；未保存任何内容，可重新提出",
        "the report could not be made in %d attempts: our fault, in our log under the job %s; nothing was stored, and it may be asked for again",
        MAX_ATTEMPTS,
        job.id());
  }

  private void pause() {
    try {
      if (!closing && submitted.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Another report was asked for");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
