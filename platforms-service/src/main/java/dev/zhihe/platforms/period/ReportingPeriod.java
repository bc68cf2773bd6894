package dev.zhihe.platforms.period;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** A span that an area's operators report on. Its code begins with the area's and a hyphen. */
@Entity
public class ReportingPeriod implements Published {
  @Id private String code;
  private String area;
  private LocalDate startDate;
  private LocalDate endDate;
  private LocalDate dueDate;
  private LocalDate reviewDueDate;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ReportingPeriod() {}

  ReportingPeriod(ReportingPeriodView said) {
    code = said.code();
    describe(said);
  }

  /** Says which span it is. */
  final void describe(ReportingPeriodView said) {
    area = said.area();
    startDate = said.startDate();
    endDate = said.endDate();
    dueDate = said.dueDate();
    reviewDueDate = said.reviewDueDate();
  }

  /** Code of the administrative area whose operators report. */
  public String area() {
    return area;
  }

  /** Last day of the span. */
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
    return new ReportingPeriodView(code, area, startDate, endDate, dueDate, reviewDueDate);
  }
}
