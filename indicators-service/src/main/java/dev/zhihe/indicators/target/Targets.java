package dev.zhihe.indicators.target;

import dev.zhihe.indicators.plan.Adoption;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets. */
@ApplicationScoped
public class Targets implements PanacheRepositoryBase<Target, String> {

  /** Code of the target that is the same thing as what is given; null if there is none. */
  @Nullable String codeOf(NewTarget given) {
    return find(
            "plan = ?1 and indicator = ?2 and area = ?3 and board is not distinct from ?4"
                + " and scope is not distinct from ?5 and year = ?6 and sourceLine is not distinct from ?7",
            given.plan(),
            given.indicator(),
            given.area(),
            given.board(),
            given.scope(),
            given.year(),
            given.sourceLine())
        .<Target>firstResultOptional()
        .map(Target::code)
        .orElse(null);
  }

  /** The targets of a plan that are not in force yet, locked in the order of their codes. */
  public List<Target> lockedDraftsOf(String plan) {
    return find("plan = ?1 and status = ?2", Sort.by("code"), plan, Adoption.DRAFT)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
