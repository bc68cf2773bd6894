package dev.zhihe.platforms.period;

import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a reporting period. */
@Schema(
    name = "ReportingPeriod",
    description =
        "填报期 / A span to report on; days are those of Asia/Shanghai, a due day ends at 24:00")
public record ReportingPeriodView(
    @Schema(
            description = "代码，以行政区划代码和连字符开头 / Code; begins with the area's and a hyphen",
            examples = "000000-2026-m10")
        String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "000000") String area,
    @Schema(description = "起始日 / First day", examples = "2026-10-01") LocalDate startDate,
    @Schema(description = "截止日，含当日 / Last day, included", examples = "2026-10-31")
        LocalDate endDate,
    @Schema(description = "填报截止日 / Last day to submit", examples = "2026-11-10") LocalDate dueDate,
    @Schema(description = "审核截止日 / Last day to review", examples = "2026-11-20")
        LocalDate reviewDueDate,
    @Schema(
            description =
                "周期 / Kind: month 月, quarter 季, half 半年, year 年; absent for another span of days",
            examples = "month")
        @Since(2)
        @Nullable PeriodKind kind) {

  /** Whether it has the same days as another one. */
  boolean hasDaysOf(ReportingPeriodView other) {
    return startDate.equals(other.startDate)
        && endDate.equals(other.endDate)
        && dueDate.equals(other.dueDate)
        && reviewDueDate.equals(other.reviewDueDate);
  }

  /** How many days operators have to submit after its end; at least one. */
  public long daysToSubmit() {
    return Math.max(1, ChronoUnit.DAYS.between(endDate, dueDate));
  }

  /** A page of reporting periods. */
  @Schema(name = "ReportingPeriodPage")
  public record Page(
      List<ReportingPeriodView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
