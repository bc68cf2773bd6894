package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reminders of a day, once. Every instance looks; one that finds another at work leaves
 * it alone. What was interrupted is begun anew: reminders that are there are not written again.
 */
@ApplicationScoped
class ReminderJob {
  private final ReminderWriter writer;
  private final Caller caller;
  private final InstantSource time;

  ReminderJob(ReminderWriter writer, Caller caller, InstantSource time) {
    this.writer = writer;
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
   * Writes the reminders of a day that are not there yet.
   *
   * @param area null for all
   * @return false if another instance is at it
   */
  boolean remind(@Nullable String area, LocalDate day) {
    caller.actAs(new Acting("reminders", UUID.randomUUID().toString(), null, Set.of()));
    ReminderWriter.Progress progress;
    var from = "";
    do {
      progress = writer.write(area, from, day);
      from = progress.next();
    } while (from != null);
    return progress.isMine();
  }
}
