package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Who may report on a project and reply about it: its primary lead unit, and the bureau. */
@ApplicationScoped
public class LeadUnits {
  private final Caller caller;

  LeadUnits(Caller caller) {
    this.caller = caller;
  }

  /**
   * Whether the caller may report on a project with this lead unit. An operator of another
   * organisation may not.
   *
   * @param creditCode credit code of the project's primary lead unit; null if it is not known
   */
  boolean mayReport(@Nullable String creditCode) {
    return caller.inBureau() || (creditCode != null && creditCode.equals(caller.organisation()));
  }

  /**
   * Whether the caller may change a report or a note of a project with this lead unit. One that is
   * for another unit, which was the lead unit then, may be changed by the bureau alone: the lead
   * unit of now may not read it.
   */
  public boolean mayChange(Published item, @Nullable String creditCode) {
    return mayReport(creditCode) && caller.audiences().include(item.audience());
  }
}
