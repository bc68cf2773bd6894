package dev.zhihe.platforms.supervision.reminder;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.spi.CDI;
import java.time.LocalDate;

/** Writes reminders as the job does, of one area. */
public final class RemindedDay {
  private RemindedDay() {}

  /** Writes the reminders of an area's day. Returns whether all are there. */
  public static boolean of(String area, String day) {
    var context = Arc.container().requestContext();
    context.activate();
    try {
      return CDI.current().select(ReminderJob.class).get().remind(area, LocalDate.parse(day));
    } finally {
      context.terminate();
    }
  }
}
