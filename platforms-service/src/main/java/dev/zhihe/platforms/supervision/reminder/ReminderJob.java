package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.DatabaseFailures;
import dev.zhihe.platforms.supervision.obligation.Obligations;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reminders of a day, once. Every instance looks; one that finds another at work leaves
 * it alone. What was interrupted is begun anew by the next look: reminders that are there are not
 * written again. Platforms whose reminders failed are tried again without the others.
 */
@ApplicationScoped
class ReminderJob {
  private static final Logger LOG = Logger.getLogger(ReminderJob.class);
  private static final int MAX_REPORTED = 100;

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
    var before = writer.failed(day);
    if (before == null || !before.isEmpty()) {
      var failed = before == null ? remind(null, day) : remindAgain(before, day);
      if (failed != null) {
        writer.finish(day, failed);
      }
    }
  }

  /**
   * Writes the reminders of a day that are not there yet. Platforms whose reminders fail do not
   * keep the others from theirs.
   *
   * @param area null for all
   * @return the platforms whose reminders failed, in the order of their codes; null if another
   *     instance is at it
   */
  @Nullable List<String> remind(@Nullable String area, LocalDate day) {
    return remindEach(from -> obligations.platforms(area, from), day);
  }

  /** As {@link #remind}, of some platforms in the order of their codes. */
  private @Nullable List<String> remindAgain(List<String> platforms, LocalDate day) {
    return remindEach(
        from ->
            platforms.stream()
                .filter(code -> code.compareTo(from) >= 0)
                .limit(Obligations.CHUNK)
                .toList(),
        day);
  }

  /**
   * @param codes the next codes from one on; fewer than a chunk if there are no more
   */
  private @Nullable List<String> remindEach(Function<String, List<String>> codes, LocalDate day) {
    caller.actAs(new Acting("reminders", UUID.randomUUID().toString(), null, Set.of()));
    var failures = new Failures();
    try {
      List<String> platforms;
      var from = "";
      do {
        platforms = codes.apply(from);
        if (!platforms.isEmpty()) {
          if (!write(platforms, day, failures)) {
            return null;
          }
          from = Obligations.following(platforms.getLast());
        }
      } while (platforms.size() == Obligations.CHUNK);
      return failures.platforms;
    } finally {
      failures.report(day);
    }
  }

  /**
   * Writes the reminders of some platforms. If that fails, those of each half, so that all but the
   * failing ones are written in few transactions.
   *
   * @return false if another instance is at it
   */
  private boolean write(List<String> platforms, LocalDate day, Failures failures) {
    try {
      return writer.write(platforms, day);
    } catch (RuntimeException e) {
      if (DatabaseFailures.isUnreachable(e)) {
        throw e; // not of these platforms: the look is begun anew
      }
      if (platforms.size() == 1) {
        failures.add(platforms.getFirst(), e);
        return true;
      }
    }
    var half = platforms.size() / 2;
    return write(platforms.subList(0, half), day, failures)
        && write(platforms.subList(half, platforms.size()), day, failures);
  }

  /** The platforms whose reminders failed in a run, and why those of the first did. */
  private static final class Failures {
    private final List<String> platforms = new ArrayList<>();
    private @Nullable RuntimeException first;

    void add(String platform, RuntimeException cause) {
      platforms.add(platform);
      first = first == null ? cause : first;
    }

    /** One line for a run. */
    void report(LocalDate day) {
      if (!platforms.isEmpty()) {
        LOG.errorf(
            first,
            "Reminders of %s failed, and are tried again, for platforms (%d): %s%s",
            day,
            platforms.size(),
            platforms.stream().limit(MAX_REPORTED).collect(Collectors.joining(", ")),
            platforms.size() > MAX_REPORTED ? ", …" : "");
      }
    }
  }
}
