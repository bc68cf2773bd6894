package dev.zhihe.projects.rule;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.investment.plan.InvestmentPlanStatus;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The rule of a plan's lights and findings from a day on. Once adopted, it does not change. */
@Entity
public class ProgressRule implements Published {
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

  @Enumerated(EnumType.STRING)
  private InvestmentPlanStatus status = InvestmentPlanStatus.DRAFT;

  @Embedded private Publication publication = new Publication();

  /** The only state that may be written, if it was adopted when it was loaded; null for a draft. */
  @Transient private @Nullable ProgressRuleView settled;

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
    status = InvestmentPlanStatus.ADOPTED;
  }

  /** Whether it was adopted. */
  boolean adopted() {
    return status == InvestmentPlanStatus.ADOPTED;
  }

  @PostLoad
  void read() {
    settled = adopted() ? view() : null;
  }

  /** Last safeguard, for callers that did not check. */
  @PreUpdate
  void refuseIfAdopted() {
    if (settled != null && !settled.equals(view())) {
      throw new IllegalStateException(code + " is adopted: another rule follows it");
    }
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
  public Audience audience() {
    return adopted() ? Audience.PUBLIC : Audience.BUREAU;
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
        status);
  }
}
