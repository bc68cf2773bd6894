package dev.zhihe.platforms.supervision.reminder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reminders. */
@ApplicationScoped
class OccupancyReminders implements PanacheRepositoryBase<OccupancyReminder, String> {

  /**
   * What makes a reminder another one: no two have the same. There is one report of a platform and
   * period, so its code is not needed; that of an amendment is.
   */
  record Occasion(
      String platform,
      String period,
      @Nullable String amendment,
      ReminderKind kind,
      LocalDate dueOn) {
    static Occasion of(OccupancyReminderView view) {
      return new Occasion(
          view.platform(), view.period(), view.amendment(), view.kind(), view.dueOn());
    }
  }

  /** The occasions of which some platforms were reminded, from a due day on. */
  Set<Occasion> known(Collection<String> platforms, LocalDate from) {
    var known = new HashSet<Occasion>();
    getSession()
        .createNativeQuery(
            "select platform, period, amendment, kind, due_on from occupancy_reminder where platform = any(?1) and due_on >= ?2",
            Object[].class)
        .setParameter(1, platforms.toArray(String[]::new))
        .setParameter(2, from)
        .addScalar("platform", String.class)
        .addScalar("period", String.class)
        .addScalar("amendment", String.class)
        .addScalar("kind", String.class)
        .addScalar("due_on", LocalDate.class)
        .getResultStream()
        .forEach(
            row ->
                known.add(
                    new Occasion(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        ReminderKind.valueOf((String) row[3]),
                        (LocalDate) row[4])));
    return known;
  }
}
