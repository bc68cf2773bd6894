package dev.zhihe.projects.investment.annual;

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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a project is to invest in a year. Once adopted, it does not change. The adoption of a later
 * draft for the same year may end it and replace it.
 */
@Entity
public class AnnualPlan implements Published {
  @Id private String code;
  private String plan;
  private String project;
  private int year;
  private BigDecimal amountYuan;
  private @Nullable String comment;

  @Enumerated(EnumType.STRING)
  private InvestmentPlanStatus status = InvestmentPlanStatus.DRAFT;

  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String revises;

  @Embedded private Publication publication = new Publication();

  /**
   * The only state that may be written, if it was adopted when it was loaded. It is the loaded
   * state, or that with an end. Null for a draft.
   */
  @Transient private @Nullable AnnualPlanView settled;

  /** For Hibernate. */
  protected AnnualPlan() {}

  AnnualPlan(NewAnnualPlan given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if it is adopted. */
  final void describe(NewAnnualPlan given) {
    plan = given.plan();
    project = given.project();
    year = given.year();
    amountYuan = given.amountYuan();
    comment = given.comment();
    document = given.document();
    sourceLine = given.sourceLine();
    validFrom = given.validFrom();
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewAnnualPlan given) {
    return plan.equals(given.plan())
        && project.equals(given.project())
        && year == given.year()
        && amountYuan.compareTo(given.amountYuan()) == 0
        && Objects.equals(comment, given.comment())
        && Objects.equals(document, given.document())
        && Objects.equals(sourceLine, given.sourceLine())
        && Objects.equals(validFrom, given.validFrom());
  }

  /**
   * Adopts it.
   *
   * @param revised the adopted annual plan that it replaces; null if it is the first of its year
   */
  void adopt(@Nullable AnnualPlan revised) {
    status = InvestmentPlanStatus.ADOPTED;
    revises = revised == null ? null : revised.code;
  }

  /** Ends it, as another takes its place from a day on. */
  void end(@Nullable LocalDate day) {
    if (!adopted() || validUntil != null || !isFollowedFrom(day)) {
      throw new IllegalStateException(code + " cannot end on " + day);
    }
    refuseIfAdopted();
    validUntil = day;
    settled = settled == null ? null : view();
  }

  /** Whether another may take its place from that day on: a day after its own first. */
  boolean isFollowedFrom(@Nullable LocalDate day) {
    return day != null && (validFrom == null || day.isAfter(validFrom));
  }

  /** Whether it was adopted. True for a replaced one, too. */
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
      throw new IllegalStateException(code + " is adopted: the next one alone ends it");
    }
  }

  /** Code of the project. */
  String project() {
    return project;
  }

  /** The year. */
  int year() {
    return year;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return new Extent(Extent.ofCode(code).area(), validFrom, validUntil);
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
  public AnnualPlanView view() {
    return new AnnualPlanView(
        code,
        plan,
        project,
        year,
        amountYuan,
        comment,
        status,
        document,
        sourceLine,
        validFrom,
        validUntil,
        revises);
  }
}
