package dev.zhihe.platforms.supervision.reminder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/** The reminders. */
@ApplicationScoped
class OccupancyReminders implements PanacheRepositoryBase<OccupancyReminder, String> {

  /** Those of these codes that there are reminders of. */
  Set<String> known(Collection<String> codes) {
    return Set.copyOf(
        getSession()
            .createNativeQuery(
                "select code from occupancy_reminder where code = any(?1)", String.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultList());
  }
}
