package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.ProblemMappers;
import dev.zhihe.kit.http.Scratch;
import dev.zhihe.kit.http.Text;
import dev.zhihe.kit.http.Violation;
import dev.zhihe.kit.security.Caller;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does large imports, one at a time: the file is checked whole, and only then applied, a thousand
 * rows a transaction; so its size costs no memory, and any instance goes on with what another left.
 */
@ApplicationScoped
class ImportWorker {
  private static final Logger LOG = Logger.getLogger(ImportWorker.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_RETRIES = 3;

  private final ImportJobs jobs;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Caller caller;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;
  private final CountDownLatch closing = new CountDownLatch(1);
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
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing.countDown();
    jobs.wake();
    if (thread != null) {
      // it ends with its chunk; the job goes on elsewhere or later
      thread.join(Duration.ofSeconds(10));
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
        } else {
          jobs.awaitSubmission(Duration.ofSeconds(5));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // out of memory, say: the next job still has its turn
        LOG.warnf("Import jobs wait: %s", e.getMessage());
        pause(Duration.ofSeconds(2));
      }
    }
  }

  /** Waits for a time, or until the service closes. */
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
    try {
      caller.actAs(job.acting());
      if (job.attempt() > MOST_ATTEMPTS) {
        job.failed(
            new Text(
                "多次尝试未能完成，已记录；已写入的行保留，可重新提交同一文件",
                "it could not be finished in several attempts; rows written stay, and the same file may be sent again"),
            List.of());
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
        job.release(job.attempt() - 1); // that was no attempt of its own
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "Import job %s broke off; it will be taken up again", job.id());
      job.release(job.attempt());
      throw new IllegalStateException("a job broke off: " + e.getMessage());
    } finally {
      context.terminate();
    }
  }

  private <E extends Published, R> void run(ClaimedJob job, ImportFamily<E, R> family)
      throws IOException {
    var file = scratch.file("job");
    try {
      job.fetch(file);
      // Once something was written, all had been checked.
      if ((job.applied() > 0 && job.remembers()) || check(job, family, file)) {
        apply(job, family, file);
      }
    } catch (Overtaken e) {
      job.failed(e.detail, e.violations);
    } finally {
      Imports.delete(file);
    }
  }

  /** Whether something is to be written; if not, the job is over. */
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
      ClaimedJob job, ImportFamily<E, R> family, ImportRun.Steps steps) {
    return new ImportRun<>(
        family, job.format(), job.options(), entities, log, job::first, steps, caller.audiences());
  }

  /** Reads everything, writes nothing. */
  private final class Checking implements ImportRun.Steps {
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
            job.checked(reached, run.counts().rejected());
          });
    }
  }

  /** Writes, and keeps in the same transaction how far it has come. */
  private final class Applying implements ImportRun.Steps {
    private final ClaimedJob job;
    private int errors;

    Applying(ClaimedJob job) {
      this.job = job;
      this.errors = job.errors().size();
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
      var before = errors;
      inTransaction(
          job,
          () -> {
            entities.setFlushMode(FlushModeType.COMMIT);
            Imports.oneAtATime(entities, job.family());
            work.run();
            if (run.refused()) {
              throw run.refusal(); // and this chunk is undone
            }
            // One more than are listed tells that there are more.
            var told = run.takeErrors().stream().limit(ImportRun.MOST_ERRORS + 1 - before).toList();
            job.applied(reached, run.counts(), told);
            errors = before + told.size();
          });
    }
  }

  /** What was sound when it was checked is so no more. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Text detail;
    private final transient List<Violation> violations;

    Overtaken(Problem refusal) {
      super("changed after the check", refusal);
      this.violations = refusal.violations();
      this.detail =
          violations.isEmpty()
              ? new Text(
                  "未能全部写入：%s；applied 行及以前的已写入".formatted(refusal.detail().zh()),
                  "not all could be written: %s; rows up to applied are"
                      .formatted(refusal.detail().en()))
              : new Text(
                  "检查之后内容被他人更改，未能全部写入；applied 行及以前的已写入。改正后可重新提交同一文件",
                  "something changed after the check, so not all could be written; rows up to applied are. Correct the file and send it again");
    }
  }

  /** Does a chunk in a transaction of its own; again if the database might take it then. */
  private void inTransaction(ClaimedJob job, Runnable chunk) {
    for (int retry = 0; ; retry++) {
      if (isClosing()) {
        throw new ClaimedJob.Stopped("the service closes", false);
      }
      try {
        QuarkusTransaction.requiringNew().run(chunk);
        return;
      } catch (RuntimeException e) {
        if (retry == MOST_RETRIES || !ProblemMappers.mayPass(e) || !job.remembers()) {
          throw e;
        }
        LOG.infof("Import job %s tries a chunk again: %s", job.id(), e.getMessage());
        pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300) << retry));
      }
    }
  }
}
