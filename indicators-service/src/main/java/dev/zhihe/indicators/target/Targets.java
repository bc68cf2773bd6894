package dev.zhihe.indicators.target;

import dev.zhihe.indicators.plan.Adoption;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** The targets. */
@ApplicationScoped
public class Targets implements PanacheRepositoryBase<Target, String> {

  /** The targets of a plan that are not in force yet, locked in the order of their codes. */
  public List<Target> lockedDraftsOf(String plan) {
    return find("plan = ?1 and status = ?2", Sort.by("code"), plan, Adoption.DRAFT)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
