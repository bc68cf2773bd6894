package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The obligations of a period by state, and the reviewers' backlog with its age. */
@Schema(
    name = "OccupancyObligationCounts",
    description = "一个填报期的填报义务数 / Number of obligations of a period, by state")
public record ObligationSummaryLine(
    @Schema(
            description = "填报期；合计没有 / Code of the period; absent for the total",
            examples = "000000-2026-m10")
        @Heading("填报期")
        @Nullable String period,
    @Schema(description = "填报期名称 / Its name in Chinese", examples = "2026年10月") @Heading("填报期名称")
        @Nullable String periodName,
    @Schema(description = "应填报数 / Obligations", examples = "20") @Heading("应填报") int obligations,
    @Schema(description = "未到填报时间 / not_due", examples = "0") @Heading("未到填报时间") int notDue,
    @Schema(description = "待填报 / due", examples = "3") @Heading("待填报") int due,
    @Schema(description = "逾期未报 / overdue", examples = "2") @Heading("逾期未报") int overdue,
    @Schema(description = "待审核 / submitted", examples = "4") @Heading("待审核") int submitted,
    @Schema(description = "已退回 / returned", examples = "1") @Heading("已退回") int returned,
    @Schema(description = "已通过 / accepted", examples = "9") @Heading("已通过") int accepted,
    @Schema(description = "零报告已通过 / nil", examples = "1") @Heading("零报告") int nil,
    @Schema(description = "逾期未报和逾期提交 / Overdue, or first submitted late", examples = "3")
        @Heading("逾期")
        int late,
    @Schema(description = "连续两期及以上未报 / Two or more missed in a row", examples = "1")
        @Heading("连续未报")
        int missedTwice,
    @Schema(
            description =
                "审核中的更正，待审核 / Amendments that wait for a reviewer, not among the obligations",
            examples = "1")
        @Heading("待审核更正")
        int amendmentsSubmitted,
    @Schema(description = "审核中的更正，已退回 / Amendments that were returned", examples = "0")
        @Heading("已退回更正")
        int amendmentsReturned,
    @Schema(
            description =
                "审核逾期，含更正 / Waiting for a reviewer after the day to review, amendments too",
            examples = "1")
        @Heading("审核逾期")
        int reviewOverdue,
    @Schema(
            description = "待审核中最早的首次提交日期 / Earliest first submission of those that wait",
            examples = "2026-11-02")
        @Heading("最早待审提交日期")
        @Nullable LocalDate oldestSubmittedOn,
    @Schema(
            description = "待审核天数的平均数 / Mean of the days that they wait, one decimal",
            examples = "4.5")
        @Heading("平均待审天数")
        @Nullable BigDecimal meanWaitingDays) {}
