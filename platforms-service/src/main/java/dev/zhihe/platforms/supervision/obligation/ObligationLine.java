package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.platforms.period.PeriodKind;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a report that a platform owes for a period. */
@Schema(
    name = "OccupancyObligation",
    description = "填报义务 / A report that a platform owes for a period, and what became of it")
public record ObligationLine(
    @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001") @Heading("平台")
        String platform,
    @Schema(description = "平台名称 / Its name", examples = "演示·星尘众创园") @Heading("平台名称")
        String platformName,
    @Schema(description = "运营单位 / Code of its operator", examples = "000000-op-1") @Heading("运营单位")
        String operator,
    @Schema(description = "运营单位名称 / Name of its operator", examples = "演示区星尘园区运营有限公司")
        @Heading("运营单位名称")
        String operatorName,
    @Schema(description = "填报期 / Code of the reporting period", examples = "000000-2026-m10")
        @Heading("填报期")
        String period,
    @Schema(description = "填报期名称 / Its name in Chinese", examples = "2026年10月") @Heading("填报期名称")
        String periodName,
    @Schema(description = "周期 / Kind of period", examples = "month") @Heading("周期") PeriodKind kind,
    @Schema(
            description = "适用表式；内置表式没有 / Form in force; absent for the built-in one",
            examples = "000000-occupancy-month-1")
        @Heading("表式")
        @Nullable String form,
    @Schema(
            description =
                "填报截止日，含延期；已填报的为首次提交时的 / Last day to submit, with extensions; of a report the one in force when it was first submitted",
            examples = "2026-11-10")
        @Heading("填报截止日")
        LocalDate dueOn,
    @Schema(
            description = "所依据的延期；没有填报时才有 / The extension that holds, while there is no report",
            examples = "000000-pf-001-x-2026-m10-20261120")
        @Heading("延期")
        @Nullable String extendedBy,
    @Schema(examples = "overdue") @Heading("状态") ObligationState state,
    @Schema(
            description =
                "逾期未报、逾期提交，或退回后逾期未重新提交 / Overdue, first submitted after its due day, or returned and not resubmitted in time",
            examples = "true")
        @Heading("逾期")
        boolean late,
    @Schema(description = "逾期天数 / Days after the due day; 0 if in time", examples = "5")
        @Heading("逾期天数")
        int daysLate,
    @Schema(
            description =
                "至本期连续逾期未报的期数，同一周期，至多计 12 / Overdue periods of the kind in a row up to this one, counted up to 12",
            examples = "2")
        @Heading("连续未报期数")
        int consecutiveMissed,
    @Schema(description = "连续两期及以上未报 / Two or more in a row", examples = "true") @Heading("连续未报")
        boolean missedTwice,
    @Schema(
            description = "填报；尚无则没有 / Code of the report, once there is one",
            examples = "000000-pf-001-o-2026-m10")
        @Heading("填报")
        @Nullable String report,
    @Schema(
            description =
                "所更正的填报；本行为审核中的更正时才有 / Code of the accepted report, if the line is of an amendment of it under review",
            examples = "000000-pf-001-o-2026-m10")
        @Heading("所更正填报")
        @Nullable String amends,
    @Schema(description = "首次提交日期 / Day of its first submission", examples = "2026-11-08")
        @Heading("首次提交日期")
        @Nullable LocalDate submittedOn,
    @Schema(
            description =
                "重新提交截止日，随延期顺延；已退回的才有 / Last day to resubmit a returned report, with extensions",
            examples = "2026-11-25")
        @Heading("重新提交截止日")
        @Nullable LocalDate resubmitBy,
    @Schema(
            description =
                "审核截止日，随延期顺延 / Last day to review; as many days later as the report's due day",
            examples = "2026-11-20")
        @Heading("审核截止日")
        LocalDate reviewDueOn,
    @Schema(
            description = "待审核且已过审核截止日 / It waits for a reviewer after that day",
            examples = "false")
        @Heading("审核逾期")
        boolean reviewOverdue,
    @Schema(
            description = "待审核天数，自首次提交起 / Days since its first submission, while it waits",
            examples = "3")
        @Heading("待审核天数")
        @Nullable Integer waitingDays) {

  /** The order of lines, and the place after which a page begins. */
  String key() {
    return platform + " " + period + (amends == null ? "" : " " + report);
  }

  /** A page of obligations. */
  @Schema(name = "OccupancyObligationPage")
  public record Page(
      List<ObligationLine> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
