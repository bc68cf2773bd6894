package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The planned cost of a project: in total, within the plan period, and by phase. Each figure is as
 * printed in the document. Contradictions between figures are reported by the reconciliation and
 * not refused here.
 */
@Entity
public class InvestmentPlan implements Published {
  @Id private String code;
  private String plan;
  private String project;
  private BigDecimal totalYuan;
  private BigDecimal periodYuan;

  // The phases, one array element each. The migration says why they are arrays.
  private List<Integer> phaseFrom = List.of();
  private List<Integer> phaseTo = List.of();
  private List<BigDecimal> phaseYuan = List.of();

  @Enumerated(EnumType.STRING)
  private InvestmentPlanStatus status = InvestmentPlanStatus.DRAFT;

  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /**
   * Whether it was in force when it was loaded. The adopting transaction itself may still write it.
   */
  @Transient private boolean inForce;

  /** For Hibernate. */
  protected InvestmentPlan() {}

  InvestmentPlan(NewInvestmentPlan given) {
    code = given.code();
    describe(given);
  }

  /** Sets the planned amounts. Saving fails if the investment plan is in force. */
  final void describe(NewInvestmentPlan given) {
    plan = given.plan();
    project = given.project();
    totalYuan = given.totalYuan();
    periodYuan = given.periodYuan();
    phaseFrom = given.phases().stream().map(Phase::fromYear).toList();
    phaseTo = given.phases().stream().map(Phase::toYear).toList();
    phaseYuan = given.phases().stream().map(Phase::amountYuan).toList();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  /** Adopts the investment plan. */
  void adopt() {
    status = InvestmentPlanStatus.ADOPTED;
  }

  /** Whether it is in force. */
  boolean adopted() {
    return status == InvestmentPlanStatus.ADOPTED;
  }

  private List<Phase> phases() {
    return IntStream.range(0, phaseFrom.size())
        .mapToObj(i -> new Phase(phaseFrom.get(i), phaseTo.get(i), phaseYuan.get(i)))
        .toList();
  }

  @PostLoad
  void read() {
    inForce = adopted();
  }

  /** Last safeguard, for callers that did not check. */
  @PreUpdate
  void refuseIfInForce() {
    if (inForce) {
      throw new IllegalStateException(code + " is in force: an approved act alone changes it");
    }
  }

  @Override
  public String code() {
    return code;
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
  public InvestmentPlanView view() {
    return new InvestmentPlanView(
        code, plan, project, totalYuan, periodYuan, phases(), status, document, sourceLine);
  }
}
