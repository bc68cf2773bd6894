package dev.zhihe.projects.rule;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The rule of a plan's lights and findings from a day on. Once adopted, it does not change. */
@Entity
@EntityListeners(AdoptionGuard.class)
public class ProgressRule implements Adoptable {
  @Id private String code;
  private String plan;
  private LocalDate effectiveOn;
  private int behindBelowPercent;
  private int warningBelowPercent;
  private int silentMonths;
  private int stalledMonths;
  private int overPlanPercent;
  private String reason;
  private @Nullable String document;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ProgressRule() {}

  ProgressRule(NewProgressRule given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if it is adopted. */
  final void describe(NewProgressRule given) {
    plan = given.plan();
    effectiveOn = given.effectiveOn();
    behindBelowPercent = given.behindBelowPercent();
    warningBelowPercent = given.warningBelowPercent();
    silentMonths = given.silentMonths();
    stalledMonths = given.stalledMonths();
    overPlanPercent = given.overPlanPercent();
    reason = given.reason();
    document = given.document();
  }

  /** Adopts it. */
  void adopt() {
    adoption.adopt();
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from its day on. The rule that follows it is later, and goes before it. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), effectiveOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public AdoptionState adoption() {
    return adoption;
  }

  @Override
  public ProgressRuleView view() {
    return new ProgressRuleView(
        code,
        plan,
        effectiveOn,
        behindBelowPercent,
        warningBelowPercent,
        silentMonths,
        stalledMonths,
        overPlanPercent,
        reason,
        document,
        adoption.status());
  }
}
