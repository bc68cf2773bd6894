package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentMethod;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a report. */
@Schema(
    name = "Report",
    description = "评估报告 / A frozen report on a plan; its files are the report, and never change")
public record ReportView(
    @Schema(examples = "500106-145-mid-term-1") @Heading("代码") String code,
    @Schema(description = "规划 / Code of the plan", examples = "500106-145") @Heading("规划")
        String plan,
    @Heading("类型") ReportKind kind,
    @Schema(description = "评估日 / The day it reports on", examples = "2023-06-30") @Heading("评估日")
        LocalDate on,
    @Schema(
            description = "所依据的数据：事件号，可作 asOf / What it knew: an event id, for asOf",
            examples = "indicators/217641600/1204")
        @Heading("所依据数据")
        String asOf,
    @Schema(
            description =
                "全部目标所用的方法；缺省各用通常的 / The method asked for; absent: each target's usual one")
        @Heading("评估方法")
        @Nullable AssessmentMethod method,
    @Schema(examples = "沙坪坝区“十四五”科技创新发展规划中期评估报告") @Heading("标题") String titleZh,
    @Schema(examples = "Mid-term report on the 14th Five-Year Plan of Shapingba") @Heading("英文标题")
        String titleEn,
    @Schema(description = "冻结日期 / The day it was frozen", examples = "2026-11-25") @Heading("冻结日期")
        LocalDate frozenOn,
    @Schema(
            description = "所用方法及版本 / The methods used and their versions",
            examples = "[\"time-progress@1\"]")
        @Heading("所用方法")
        List<String> methods,
    @Schema(
            description = "内容的 SHA-256，即 json 文件的 / SHA-256 of the content, which is the file json",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @Heading("内容校验值")
        String contentHash,
    @Schema(description = "文件 / The files") @Heading("文件") List<ReportFile> files,
    @Heading("状态") ReportStatus status,
    @Schema(description = "退回理由 / Why it was returned") @Heading("退回理由")
        @Nullable String returnReason,
    @Schema(
            description =
                "替代它的报告；仅已被替代的有 / Code of the report that took its place; of superseded ones alone",
            examples = "500106-145-mid-term-2")
        @Heading("替代报告")
        @Since(2)
        @Nullable String supersededBy,
    @Schema(
            description = "撤回理由；仅已撤回的有 / Why it was withdrawn; of withdrawn ones alone",
            examples = "误用了未经核实的数据")
        @Heading("撤回理由")
        @Since(2)
        @Nullable String withdrawalReason,
    @Schema(
            description =
                "发布后所用数据有变的项数；没有即无此项 / Number of its figures that have another value now; absent if there are none, and until it is published",
            examples = "2")
        @Heading("所用数据有变项数")
        @Since(2)
        @Nullable Integer correctedCount,
    @Schema(
            description =
                "其中前 20 项，按代码；全部见 /corrections / The first 20 of them by code; /corrections lists all")
        @Heading("有变的所用数据")
        @Since(2)
        @Nullable List<ReportCorrectedFigure> corrected,
    @Schema(
            description =
                "所附的项目、资金等汇总，取用见 /v1/reports/{code}/attachments/{number}；此前编制的报告没有 / Answers of other services that it keeps, such as roll-ups of projects and money; absent for reports made before there were any")
        @Heading("所附汇总")
        @Since(3)
        @Nullable List<ReportAttachment> attached) {
  /** Number of corrected figures that the item names. */
  static final int MAX_CORRECTED = 20;

  /** The report after another one took its place. */
  ReportView supersededBy(String successor) {
    return ended(ReportStatus.SUPERSEDED, successor, null);
  }

  /** The report after it was withdrawn. */
  ReportView withdrawn(String reason) {
    return ended(ReportStatus.WITHDRAWN, null, reason);
  }

  private ReportView ended(ReportStatus end, @Nullable String successor, @Nullable String reason) {
    return new ReportView(
        code,
        plan,
        kind,
        on,
        asOf,
        method,
        titleZh,
        titleEn,
        frozenOn,
        methods,
        contentHash,
        files,
        end,
        returnReason,
        successor,
        reason,
        correctedCount,
        corrected,
        attached);
  }

  /** A page of reports. */
  @Schema(name = "ReportPage")
  public record Page(
      List<ReportView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
