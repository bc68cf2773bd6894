package dev.zhihe.indicators.plan;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/** The plans. */
@ApplicationScoped
public class Plans implements PanacheRepositoryBase<Plan, String> {

  /** The plan, locked for a change; 404 if there is none. */
  public Plan locked(String code) {
    var plan = findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (plan == null) {
      throw Problem.notFound(code);
    }
    return plan;
  }

  /** The plan, locked against changes until this transaction ends; null if there is none. */
  public @Nullable Plan held(String code) {
    return findById(code, LockModeType.PESSIMISTIC_READ);
  }
}
