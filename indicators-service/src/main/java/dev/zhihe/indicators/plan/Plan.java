package dev.zhihe.indicators.plan;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan: its names, its area and its years. */
@Entity
@EntityListeners(AdoptionGuard.class)
public class Plan implements Adoptable {
  @Id private String code;
  private String area;
  private String nameZh;
  private @Nullable String nameEn;
  private int startYear;
  private int endYear;
  private @Nullable Integer horizonYear;

  private @Nullable String documentNumber;
  private @Nullable String issuedBy;
  private @Nullable LocalDate revisedOn;
  private @Nullable List<String> evaluatedBy;
  private @Nullable List<String> reportedTo;
  private @Nullable List<String> supervisedBy;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

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
    adoption.adopt();
  }

  /** 409 if it is in force. */
  public void requireDraft() {
    if (adopted()) {
      throw Problem.conflict("规划 %s 已批准", "Plan %s is adopted already", code);
    }
  }

  /** The plan without what its document prints about itself: that sets no goal. */
  @Override
  public PlanView settledContent() {
    return new PlanView(
        code,
        area,
        nameZh,
        nameEn,
        startYear,
        endYear,
        horizonYear,
        adoption.status(),
        null,
        null,
        null,
        null,
        null,
        null,
        document,
        sourceLine);
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
  public AdoptionState adoption() {
    return adoption;
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
        adoption.status(),
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
