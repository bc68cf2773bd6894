package dev.zhihe.projects.ledger.report;

import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A monthly report as it is submitted. {@link ReportChecks} checks it. */
@Schema(
    name = "NewProjectReport",
    description = "项目月报（提交） / A project's month: amounts in yuan, physical progress, problems")
public record NewProjectReport(
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description =
                "项目；填报单位须为其第一牵头单位 / Code of a project, of which your unit is the primary lead unit",
            examples = "500106-145-p06")
        String project,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = LedgerMonth.FORM, message = LedgerMonth.MESSAGE)
        @Schema(description = "月份 / The month", examples = "2023-06")
        String month,
    @Schema(description = "类型，缺省为 regular / regular unless given") @Nullable ProjectReportKind kind,
    @Size(max = MAX_LINES, message = "至多 100 项 / at most 100")
        @Schema(description = "本月金额；没有则为零报告 / Amounts of the month; none is a nil report")
        @Nullable List<@NotNull(message = "必填 / required") @Valid ReportLine> lines,
    @Size(max = MAX_LINES, message = "至多 100 项 / at most 100")
        @Schema(
            description = "更正月报所冲销的分录 / Entries of the month that a correction reverses",
            examples = "[\"500106-145-p06-m2023-06-e1\"]")
        @Nullable
            List<
                @NotNull(message = "必填 / required") @Pattern(regexp = CODE, message = CODE_MESSAGE)
                String>
            reverses,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = ReportLine.NO_FORMULA, message = ReportLine.NO_FORMULA_MESSAGE)
        @Schema(description = "形象进度 / Physical progress", examples = "主体结构封顶")
        @Nullable String progress,
    @DecimalMin(value = "0", message = PERCENT_MESSAGE)
        @DecimalMax(value = "100", message = PERCENT_MESSAGE)
        @Digits(integer = 3, fraction = 2, message = PERCENT_MESSAGE)
        @Schema(description = "完成比例，% / Percent complete", examples = "45")
        @Nullable BigDecimal completePercent,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = ReportLine.NO_FORMULA, message = ReportLine.NO_FORMULA_MESSAGE)
        @Schema(description = "存在问题 / Problems", examples = "征地滞后")
        @Nullable String problems,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = ReportLine.NO_FORMULA, message = ReportLine.NO_FORMULA_MESSAGE)
        @Schema(
            description = "说明；金额异常及更正时必填 / Why an amount is unusual, or why the month is corrected",
            examples = "设备集中到货")
        @Nullable String comment) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String PERCENT_MESSAGE =
      "应为 0 至 100，至多两位小数 / from 0 to 100 with at most two decimals";
  static final int MAX_LINES = 100;

  /** What was submitted as a stored report. */
  static NewProjectReport of(ProjectReportView stored) {
    return new NewProjectReport(
        stored.project(),
        stored.month(),
        stored.kind(),
        stored.lines(),
        stored.reverses(),
        stored.progress(),
        stored.completePercent(),
        stored.problems(),
        stored.comment());
  }

  /**
   * The same report with each stored line that reads like one of a file: in a file, a semicolon
   * within a reference is full-width.
   */
  NewProjectReport withLinesAsStored(List<ReportLine> stored) {
    var byText = new HashMap<String, Deque<ReportLine>>();
    stored.forEach(
        line -> byText.computeIfAbsent(line.toString(), none -> new ArrayDeque<>()).add(line));
    var lines = new ArrayList<ReportLine>();
    for (var line : givenLines()) {
      var alike = byText.getOrDefault(line.toString(), new ArrayDeque<>()).poll();
      lines.add(alike == null ? line : alike);
    }
    return new NewProjectReport(
        project, month, kind, lines, reverses, progress, completePercent, problems, comment);
  }

  ProjectReportKind givenKind() {
    return Objects.requireNonNullElse(kind, ProjectReportKind.REGULAR);
  }

  List<ReportLine> givenLines() {
    return Objects.requireNonNullElse(lines, List.of());
  }

  List<String> givenReverses() {
    return Objects.requireNonNullElse(reverses, List.of());
  }
}
