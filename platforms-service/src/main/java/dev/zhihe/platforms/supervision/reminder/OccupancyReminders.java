package dev.zhihe.platforms.supervision.reminder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The reminders. */
@ApplicationScoped
class OccupancyReminders implements PanacheRepositoryBase<OccupancyReminder, String> {

  /** What makes a reminder another one: no two have the same. */
  record Occasion(String platform, String period, ReminderKind kind, LocalDate dueOn) {
    static Occasion of(OccupancyReminderView view) {
      return new Occasion(view.platform(), view.period(), view.kind(), view.dueOn());
    }
  }

  /** The occasions of which some platforms were reminded, from a due day on. */
  Set<Occasion> known(Collection<String> platforms, LocalDate from) {
    var known = new HashSet<Occasion>();
    getSession()
        .createNativeQuery(
            "select platform, period, kind, due_on from occupancy_reminder where platform = any(?1) and due_on >= ?2",
            Object[].class)
        .setParameter(1, platforms.toArray(String[]::new))
        .setParameter(2, from)
        .addScalar("platform", String.class)
        .addScalar("period", String.class)
        .addScalar("kind", String.class)
        .addScalar("due_on", LocalDate.class)
        .getResultStream()
        .forEach(
            row ->
                known.add(
                    new Occasion(
                        (String) row[0],
                        (String) row[1],
                        ReminderKind.valueOf((String) row[2]),
                        (LocalDate) row[3])));
    return known;
  }
}
