package dev.zhihe.projects.supervision.finding;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.project.ProjectStage;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A project and a finding, with the facts that led to it. Which facts there are depends on the
 * finding.
 */
@Schema(
    name = "SupervisionLine",
    description = "一个项目的一项督查事由及其依据 / A finding on a project, and the facts that it stands on")
public record SupervisionLine(
    @Schema(description = "项目 / Code of the project", examples = "500106-145-p06") @Heading("项目")
        String project,
    @Schema(description = "项目名称 / Its name", examples = "实验室") @Heading("项目名称") String name,
    @Schema(description = "第一牵头单位 / Primary lead unit", examples = "区科技局") @Heading("牵头责任单位")
        @Nullable String leadUnit,
    @Heading("进展阶段") ProjectStage stage,
    @Heading("督查事由") SupervisionFinding finding,
    @Schema(
            description = "完成率；仅滞后 / Completion rate, as in roll-ups; late alone",
            examples = "25.00")
        @Heading("完成率")
        @Nullable BigDecimal completionRatePercent,
    @Schema(description = "时间进度；仅滞后 / Time progress; late alone", examples = "58.00")
        @Heading("时间进度")
        @Nullable BigDecimal timeProgressPercent,
    @Schema(
            description =
                "最近一次所报月份；从未报送的没有 / Last reported month; absent if there is none; silent alone",
            examples = "2023-03")
        @Heading("最近所报月份")
        @Nullable String lastReportedMonth,
    @Schema(
            description = "未报月数；仅连续未报 / Number of months without a report; silent alone",
            examples = "3")
        @Heading("未报月数")
        @Nullable Integer unreportedMonths,
    @Schema(
            description =
                "起始月份；连续未报、有资金无进度 / First of the months: of silent and money-without-progress",
            examples = "2023-04")
        @Heading("起始月份")
        @Nullable String fromMonth,
    @Schema(description = "截止月份 / Last of these months", examples = "2023-06") @Heading("截止月份")
        @Nullable String toMonth,
    @Schema(
            description = "总投资，元；仅超计划 / Total investment, yuan; over-plan alone",
            examples = "120000000.00")
        @Heading("规划总投资")
        @Nullable BigDecimal totalYuan,
    @Schema(
            description =
                "到位资金，元：超计划为累计，有资金无进度为该几个月 / Arranged, yuan: in all (over-plan), or in these months (money-without-progress)",
            examples = "5000000.00")
        @Heading("到位资金")
        @Nullable BigDecimal arrangedYuan,
    @Schema(description = "完成投资，元，同上 / Completed, yuan, likewise", examples = "0.00")
        @Heading("完成投资")
        @Nullable BigDecimal completedYuan,
    @Schema(
            description = "支付，元；仅有资金无进度 / Paid in these months, yuan; money-without-progress alone",
            examples = "3000000.00")
        @Heading("支付")
        @Nullable BigDecimal paidYuan,
    @Schema(
            description =
                "您可见的未办结督查记录数；督查记录的依据中没有 / Number of notes on it that are not closed, of those that you may read; absent in the facts of a note",
            examples = "1")
        @Heading("未办结督查记录")
        @Nullable Long openNotes,
    @Schema(
            description = "依据 / The same in one sentence, in Chinese",
            examples = "完成率 25.00%，低于时间进度 58.00% 的 60%")
        @Heading("说明（中文）")
        String sentenceZh,
    @Schema(examples = "Completion is 25.00%, below 60% of the time progress of 58.00%")
        @Heading("说明（英文）")
        String sentenceEn) {

  /** The line with the number of open notes on it. */
  public SupervisionLine withOpenNotes(long number) {
    return new SupervisionLine(
        project,
        name,
        leadUnit,
        stage,
        finding,
        completionRatePercent,
        timeProgressPercent,
        lastReportedMonth,
        unreportedMonths,
        fromMonth,
        toMonth,
        totalYuan,
        arrangedYuan,
        completedYuan,
        paidYuan,
        number,
        sentenceZh,
        sentenceEn);
  }

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return (Views.word(finding) + ": " + sentenceZh).replace(';', '；');
  }
}
