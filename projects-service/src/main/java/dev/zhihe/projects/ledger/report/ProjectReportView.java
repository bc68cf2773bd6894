package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a monthly report. */
@Schema(
    name = "ProjectReport",
    description = "项目月报 / A project's month: amounts in yuan, physical progress, problems")
public record ProjectReportView(
    @Schema(
            description =
                "代码，由系统给出：项目代码、-m、月份，更正另加 -c 和序号 / Code, given by the system: the project's, -m, the month, and of a correction -c and a number",
            examples = "500106-145-p06-m2023-06")
        @Heading("代码")
        String code,
    @Schema(description = "Code of the plan", examples = "500106-145") @Heading("规划") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") @Heading("项目")
        String project,
    @Schema(
            description = "月份 / The month",
            pattern = "^" + LedgerMonth.FORM + "$",
            examples = "2023-06")
        @Heading("月份")
        String month,
    @Heading("月报类型") ProjectReportKind kind,
    @Schema(
            description =
                "本月金额；通过后各成一条分录 / Amounts of the month; each is an entry once it is accepted; in CSV kind:source:yuan:reference joined by ;")
        @Heading("金额")
        List<ReportLine> lines,
    @Schema(description = "所冲销的分录 / Codes of the entries that a correction reverses")
        @Heading("所冲销分录")
        List<String> reverses,
    @Schema(description = "形象进度 / Physical progress", examples = "主体结构封顶") @Heading("形象进度")
        @Nullable String progress,
    @Schema(description = "完成比例，% / Percent complete", examples = "45.00") @Heading("完成比例")
        @Nullable BigDecimal completePercent,
    @Schema(description = "存在问题 / Problems", examples = "征地滞后") @Heading("存在问题")
        @Nullable String problems,
    @Schema(description = "说明 / Comment", examples = "设备集中到货") @Heading("说明")
        @Nullable String comment,
    @Heading("审核状态") ProjectReportStatus status,
    @Schema(description = "退回理由，退回时才有 / Why it was returned; there while it is") @Heading("退回理由")
        @Nullable String returnReason,
    @Schema(description = "退回时各字段的意见 / What the reviewer said of which field; in CSV joined by ;")
        @Heading("退回字段")
        List<ReportFieldReason> fields) {

  /** A page of monthly reports. */
  @Schema(name = "ProjectReportPage")
  public record Page(
      List<ProjectReportView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
