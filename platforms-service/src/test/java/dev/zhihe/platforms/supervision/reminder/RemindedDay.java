package dev.zhihe.platforms.supervision.reminder;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.spi.CDI;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes reminders as the job does, of one area. */
public final class RemindedDay {
  private RemindedDay() {}

  /** Writes the reminders of an area's day. Returns whether all are there. */
  public static boolean of(String area, String day) {
    return List.of().equals(done(job -> job.remind(area, LocalDate.parse(day))));
  }

  /** Looks once, as the job does. */
  static void look() {
    done(
        job -> {
          job.look();
          return null;
        });
  }

  private static <T extends @Nullable Object> T done(Function<ReminderJob, T> action) {
    var context = Arc.container().requestContext();
    context.activate();
    try {
      return action.apply(CDI.current().select(ReminderJob.class).get());
    } finally {
      context.terminate();
    }
  }
}
