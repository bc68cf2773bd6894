package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** The parts. */
@ApplicationScoped
class TargetParts implements LockingRepository<TargetPart> {

  /**
   * The parts of these targets and the parts with these codes. Reads the database, not entities
   * loaded before.
   */
  List<TargetPartView> currentParts(Collection<String> targets, Collection<String> codes) {
    return getEntityManager()
        .createQuery(
            "select p.publication.body from TargetPart p where p.target in :targets or p.code in :codes",
            String.class)
        .setParameter("targets", targets)
        .setParameter("codes", codes)
        .getResultStream()
        .map(body -> Views.read(body, TargetPartView.class))
        .toList();
  }
}
