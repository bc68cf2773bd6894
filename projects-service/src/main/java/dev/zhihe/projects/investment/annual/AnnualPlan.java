package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a project is to invest in a year. Once adopted, it does not change. The adoption of a later
 * draft for the same year may end it and replace it.
 */
@Entity
@EntityListeners(AdoptionGuard.class)
public class AnnualPlan implements Adoptable {
  @Id private String code;
  private String plan;
  private String project;
  private int year;
  private BigDecimal amountYuan;
  private @Nullable String comment;

  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String revises;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

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
    adoption.adopt();
    revises = revised == null ? null : revised.code;
  }

  /** Ends it, as another takes its place from a day on. */
  void end(@Nullable LocalDate day) {
    if (!adopted() || validUntil != null || !isFollowedFrom(day)) {
      throw new IllegalStateException(code + " cannot end on " + day);
    }
    adoption.amend(this, () -> validUntil = day);
  }

  /** Whether another may take its place from that day on: a day after its own first. */
  boolean isFollowedFrom(@Nullable LocalDate day) {
    return day != null && (validFrom == null || day.isAfter(validFrom));
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
  public AdoptionState adoption() {
    return adoption;
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
        adoption.status(),
        document,
        sourceLine,
        validFrom,
        validUntil,
        revises);
  }
}
