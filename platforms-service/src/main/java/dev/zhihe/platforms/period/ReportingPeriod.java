package dev.zhihe.platforms.period;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A period on which the operators of an area report. Its code begins with the area's code and a
 * hyphen.
 */
@Entity
public class ReportingPeriod implements Published {
  @Id private String code;
  private String area;
  private LocalDate startDate;
  private LocalDate endDate;
  private LocalDate dueDate;
  private LocalDate reviewDueDate;

  @Enumerated(EnumType.STRING)
  private @Nullable PeriodKind kind;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ReportingPeriod() {}

  ReportingPeriod(ReportingPeriodView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the period's content. */
  final void describe(ReportingPeriodView view) {
    area = view.area();
    startDate = view.startDate();
    endDate = view.endDate();
    dueDate = view.dueDate();
    reviewDueDate = view.reviewDueDate();
    kind = view.kind();
  }

  /** Code of the administrative area whose operators report. */
  public String area() {
    return area;
  }

  /** First day of the period. */
  public LocalDate startDate() {
    return startDate;
  }

  /** Last day of the period. */
  public LocalDate endDate() {
    return endDate;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, startDate);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public ReportingPeriodView view() {
    return new ReportingPeriodView(code, area, startDate, endDate, dueDate, reviewDueDate, kind);
  }
}
