package dev.zhihe.indicators.plan;

import dev.zhihe.kit.imports.Belonging;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/** The plans. */
@ApplicationScoped
public class Plans implements LockingRepository<Plan> {
  /** No import moves a record to another plan. */
  public static final Belonging BELONGING = new Belonging("plan", new Text("规划", "plan"));

  /** The plan, locked against changes until this transaction ends; null if there is none. */
  public @Nullable Plan held(String code) {
    return findById(code, LockModeType.PESSIMISTIC_READ);
  }
}
