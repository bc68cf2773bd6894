package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.supervision.obligation.Obligations;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reminders of a day, once. Every instance looks; one that finds another at work leaves
 * it alone. What was interrupted or failed is begun anew by the next look: reminders that are there
 * are not written again.
 */
@ApplicationScoped
class ReminderJob {
  private static final Logger LOG = Logger.getLogger(ReminderJob.class);

  private final ReminderWriter writer;
  private final Obligations obligations;
  private final Caller caller;
  private final InstantSource time;

  ReminderJob(ReminderWriter writer, Obligations obligations, Caller caller, InstantSource time) {
    this.writer = writer;
    this.obligations = obligations;
    this.caller = caller;
    this.time = time;
  }

  @Scheduled(
      every = "{zhihe.reminders.look-every}",
      delayed = "{zhihe.reminders.first-after}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    var day = Days.of(time.instant());
    if (!writer.isDone(day) && remind(null, day)) {
      writer.finish(day);
    }
  }

  /**
   * Writes the reminders of a day that are not there yet. Platforms whose reminders fail do not
   * keep the others from theirs.
   *
   * @param area null for all
   * @return whether all are there; false if another instance is at it, or if some failed
   */
  boolean remind(@Nullable String area, LocalDate day) {
    caller.actAs(new Acting("reminders", UUID.randomUUID().toString(), null, Set.of()));
    var failed = 0;
    List<String> platforms;
    var from = "";
    do {
      platforms = obligations.platforms(area, from);
      if (!platforms.isEmpty()) {
        var written = written(platforms, day);
        if (written < 0) {
          return false;
        }
        failed += written;
        from = Obligations.following(platforms.getLast());
      }
    } while (platforms.size() == Obligations.CHUNK);
    return failed == 0;
  }

  /** How many platforms' reminders failed; negative if another instance is at it. */
  private int written(List<String> platforms, LocalDate day) {
    try {
      return writer.write(platforms, day) ? 0 : -1;
    } catch (RuntimeException e) {
      if (platforms.size() == 1) {
        LOG.errorf(e, "No reminders of platform %s are written on %s", platforms.getFirst(), day);
        return 1;
      }
    }
    // One by one, to write those of all but the ones that fail.
    var failed = 0;
    for (var platform : platforms) {
      var written = written(List.of(platform), day);
      if (written < 0) {
        return written;
      }
      failed += written;
    }
    return failed;
  }
}
