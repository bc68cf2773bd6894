package dev.zhihe.indicators.plan;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan: its names, its area and its years. */
@Entity
public class Plan implements Published {
  @Id private String code;
  private String area;
  private String nameZh;
  private @Nullable String nameEn;
  private int startYear;
  private int endYear;
  private @Nullable Integer horizonYear;

  @Enumerated(EnumType.STRING)
  private PlanStatus status = PlanStatus.DRAFT;

  private @Nullable String documentNumber;
  private @Nullable String issuedBy;
  private @Nullable LocalDate revisedOn;
  private @Nullable List<String> evaluatedBy;
  private @Nullable List<String> reportedTo;
  private @Nullable List<String> supervisedBy;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** What was in force when it was loaded; null for a draft, whose adoption may be written. */
  @Transient private @Nullable PlanView inForce;

  /** For Hibernate. */
  protected Plan() {}

  Plan(NewPlan given) {
    code = given.code();
    describe(given);
  }

  /**
   * Sets the imported properties. For a plan in force, only a change of what the document prints
   * about itself can be written.
   */
  final void describe(NewPlan given) {
    area = given.area();
    nameZh = given.nameZh();
    nameEn = given.nameEn();
    startYear = given.startYear();
    endYear = given.endYear();
    horizonYear = given.horizonYear();
    documentNumber = given.documentNumber();
    issuedBy = given.issuedBy();
    revisedOn = given.revisedOn();
    evaluatedBy = given.evaluatedBy();
    reportedTo = given.reportedTo();
    supervisedBy = given.supervisedBy();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  /** Puts the plan in force. 409 if it is in force already. */
  public void adopt() {
    requireDraft();
    status = PlanStatus.ADOPTED;
  }

  /** 409 if it is in force. */
  public void requireDraft() {
    if (adopted()) {
      throw Problem.conflict("规划 %s 已批准", "Plan %s is adopted already", code);
    }
  }

  /** Whether it is in force. */
  public boolean adopted() {
    return status == PlanStatus.ADOPTED;
  }

  @PostLoad
  void read() {
    inForce = adopted() ? view() : null;
  }

  /** The last guard: refuses to write a change of a plan in force. */
  @PreUpdate
  void refuseIfInForce() {
    if (!mayBeWritten()) {
      throw new IllegalStateException(code + " is in force: an approved act alone changes it");
    }
  }

  /**
   * Whether its state may be written. Of a plan in force, only what its document prints about
   * itself may change: that sets no goal.
   */
  final boolean mayBeWritten() {
    return inForce == null || goals(inForce).equals(goals(view()));
  }

  /** The same plan without what its document prints about itself. */
  private static PlanView goals(PlanView plan) {
    return new PlanView(
        plan.code(),
        plan.area(),
        plan.nameZh(),
        plan.nameEn(),
        plan.startYear(),
        plan.endYear(),
        plan.horizonYear(),
        plan.status(),
        null,
        null,
        null,
        null,
        null,
        null,
        plan.document(),
        plan.sourceLine());
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, LocalDate.of(startYear, 1, 1));
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
  public PlanView view() {
    return new PlanView(
        code,
        area,
        nameZh,
        nameEn,
        startYear,
        endYear,
        horizonYear,
        status,
        documentNumber,
        issuedBy,
        revisedOn,
        evaluatedBy,
        reportedTo,
        supervisedBy,
        document,
        sourceLine);
  }
}
