package dev.zhihe.platforms.period.extension;

import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** The days by which reports are due. */
@ApplicationScoped
public class DueDays {
  private final PeriodExtensions extensions;

  DueDays(PeriodExtensions extensions) {
    this.extensions = extensions;
  }

  /**
   * The last day on which a platform's report for a period is in time: the period's, or the latest
   * to which it is extended.
   */
  public LocalDate of(String platform, ReportingPeriodView period) {
    var extended = extensions.latest(platform, period.code());
    return extended == null || extended.isBefore(period.dueDate()) ? period.dueDate() : extended;
  }
}
