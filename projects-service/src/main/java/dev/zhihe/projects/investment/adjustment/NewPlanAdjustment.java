package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.review.ActDecision;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.investment.plan.Phase;
import dev.zhihe.projects.investment.plan.PlannedInvestment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment as an editor enters it. The amounts before it are read from the investment plan.
 */
@Schema(
    name = "NewPlanAdjustment",
    description = "投资计划调整（编制） / An adjustment of an investment plan as it is proposed, in yuan")
public record NewPlanAdjustment(
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description =
                "代码；缺省由投资计划代码和序号组成 / Code; made of the investment plan's and a number unless given",
            examples = "500106-145-p06-ip1-adj1")
        @Nullable String code,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "所调整投资计划的代码，须为现行投资计划 / Code of an investment plan that is in force",
            examples = "500106-145-p06-ip1")
        String investmentPlan,
    @NotNull(message = "必填 / required")
        @Digits(integer = 13, fraction = 2, message = YUAN_MESSAGE)
        @DecimalMin(value = "0", message = YUAN_MESSAGE)
        @Schema(
            description = "调整后的规划总投资，元 / Over the whole life of the project from then on, yuan",
            examples = "11000000000.00")
        BigDecimal afterTotalYuan,
    @NotNull(message = "必填 / required")
        @Digits(integer = 13, fraction = 2, message = YUAN_MESSAGE)
        @DecimalMin(value = "0", message = YUAN_MESSAGE)
        @Schema(
            description = "调整后的规划期投资，元 / Within the plan period from then on, yuan",
            examples = "10500000000.00")
        BigDecimal afterPeriodYuan,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "调整后的全部分期，按年份先后、互不重叠 / Every phase from then on, in order, without overlap",
            examples = "[{\"fromYear\": 2021, \"toYear\": 2025, \"amountYuan\": 10500000000.00}]")
        List<@Valid @NotNull(message = "必填 / required") Phase> afterPhases,
    @Schema(
            description =
                "true：文件所列数额自相矛盾，按原文保留 / true: the document contradicts itself, and the amounts stay as it states them",
            examples = "false")
        @Nullable Boolean asStated,
    @NotBlank(message = "必填：调整须说明理由 / required: no adjustment without a reason")
        @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "调整理由 / Why", examples = "建设规模扩大")
        String reason,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description =
                "文件名称，提交时必填 / Title of the document that decides it; to be there when it is submitted",
            examples = "关于调整青凤高科创新中心投资计划的批复")
        @Nullable String documentTitle,
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description = "文号，提交时必填 / Number of that document; to be there when it is submitted",
            examples = "沙发改〔2023〕8号")
        @Nullable String documentNumber,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "起效日期，晚于现行投资计划的起效日期 / First day on which it holds, after that of the investment plan it adjusts",
            examples = "2023-07-01")
        LocalDate effectiveOn) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String YUAN_MESSAGE =
      "应为 0 以上、10 万亿以下的金额（元），至多两位小数 / an amount in yuan from 0 to below 10,000,000,000,000 with at most two decimals";
  private static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  private static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;

  /** Why, by which document, and from which day on. */
  ActDecision decision() {
    return new ActDecision(reason, documentTitle, documentNumber, effectiveOn);
  }

  /** The amounts from its first day on, with two decimals. */
  PlannedInvestment after() {
    return new PlannedInvestment(
        afterTotalYuan.setScale(2),
        afterPeriodYuan.setScale(2),
        afterPhases.stream()
            .map(
                phase ->
                    new Phase(phase.fromYear(), phase.toYear(), phase.amountYuan().setScale(2)))
            .toList(),
        asStated);
  }

  /**
   * Checks it against the investment plan.
   *
   * @param refusal receives every broken rule
   */
  void check(InvestmentPlanView adjusted, Refusal refusal) {
    if (afterPhases.stream().anyMatch(phase -> Phase.parse(phase.toString()) == null)) {
      refusal.refuse(
          "afterPhases",
          "shape",
          "各期须有起止年份（规划期前只有截止年，规划期后只有起始年）和至多两位小数的金额（元）",
          "a phase has its years (before the plan period the last one alone, after it the first one alone) and yuan with at most two decimals");
    } else {
      checkAmounts(adjusted, refusal);
    }
    checkDay(adjusted, refusal);
  }

  private void checkAmounts(InvestmentPlanView adjusted, Refusal refusal) {
    Refusal ofAfter =
        (field, rule, zh, en, arguments) ->
            refusal.refuse(
                "after" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1),
                rule,
                zh,
                en,
                arguments);
    var after = after();
    if (!Phase.inOrder(after.phases())) {
      after.checkOrder(ofAfter);
      return;
    }
    after.checkSums(ofAfter);
    if (after.sameAmounts(adjusted.planned())) {
      refusal.refuse(
          "afterTotalYuan",
          "no-change",
          "总投资、规划期投资和各期与投资计划 %s 现行数额相同，没有调整",
          "total, period and phases are what investment plan %s has already: this adjusts nothing",
          investmentPlan);
    }
  }

  private void checkDay(InvestmentPlanView adjusted, Refusal refusal) {
    var from = adjusted.validFrom();
    if (effectiveOn.getYear() < FIRST_YEAR || effectiveOn.getYear() > LAST_YEAR) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "应在 %d 年与 %d 年之间",
          "in a year from %d to %d",
          FIRST_YEAR,
          LAST_YEAR);
    } else if (from != null && !effectiveOn.isAfter(from)) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "该投资计划自 %s 起效，应在其后",
          "after %s, from which on that investment plan holds",
          from);
    }
  }
}
