package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What a draft is for: a first submission, a correction of what is under review, or an amendment of
 * what is accepted.
 *
 * @param code the report's code; of a first submission, the one that it will have
 * @param stored what is stored with that code; null before the first submission
 */
public record DraftedReport(
    String code, Platform platform, ReportingPeriodView period, @Nullable OccupancyReport stored) {

  /** Version of the report that the draft goes back to; 0 before the first submission. */
  public long version() {
    return stored == null ? 0 : stored.publication().version();
  }

  /** Whether the draft changes a report that is under review. */
  boolean corrects() {
    return stored != null && !stored.accepted();
  }

  /** Code of the accepted report that the draft amends; null if it amends none. */
  @Nullable String amends() {
    if (stored == null) {
      return null;
    }
    return stored.accepted() ? code : stored.amends();
  }
}
