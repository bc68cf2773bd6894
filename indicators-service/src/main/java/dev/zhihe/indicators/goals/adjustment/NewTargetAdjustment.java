package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetValue;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.review.ActDecision;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An adjustment as an editor enters it. The values before it are read from the target. */
@Schema(
    name = "NewTargetAdjustment",
    description = "目标调整（编制） / An adjustment as it is proposed; values in the indicator's unit")
public record NewTargetAdjustment(
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "代码；缺省由目标代码和序号组成 / Code; made of the target's and a number unless given",
            examples = "500106-145-t02-adj1")
        @Nullable String code,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "所调整目标的代码，须为现行目标 / Code of a target that is in force",
            examples = "500106-145-t02")
        String target,
    @NotNull(message = "必填 / required") TargetComparator afterComparator,
    @Digits(integer = 18, fraction = 10, message = DIGITS_MESSAGE)
        @Schema(
            description =
                "调整后的目标值；qualitative 时不填 / Value from then on; absent for a qualitative target",
            examples = "3.8")
        @Nullable BigDecimal afterValue,
    @Digits(integer = 18, fraction = 10, message = DIGITS_MESSAGE)
        @Schema(description = "调整后的上限，仅用于 range / Upper end from then on; of a range alone")
        @Nullable BigDecimal afterValueMax,
    @NotBlank(message = "必填：调整须说明理由 / required: no adjustment without a reason")
        @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "调整理由 / Why", examples = "统计口径调整")
        String reason,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description =
                "文件名称，提交时必填 / Title of the document that decides it; to be there when it is submitted",
            examples = "沙坪坝区人民政府关于调整有关规划指标的通知")
        @Nullable String documentTitle,
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description = "文号，提交时必填 / Number of that document; to be there when it is submitted",
            examples = "沙府发〔2023〕8号")
        @Nullable String documentNumber,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "起效日期，在规划首日与目标截止日之间 / First day on which it holds, from the plan's first to the target's deadline",
            examples = "2023-07-01")
        LocalDate effectiveOn) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String DIGITS_MESSAGE =
      "至多 18 位整数、10 位小数 / at most 18 digits before the point and 10 after it";
  private static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  private static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /** Why, by which document, and from which day on. */
  ActDecision decision() {
    return new ActDecision(reason, documentTitle, documentNumber, effectiveOn);
  }

  /** The target's comparator and values after the adjustment. */
  TargetValue after() {
    return new TargetValue(afterComparator, afterValue, afterValueMax);
  }

  /**
   * Checks it against the target and the plan.
   *
   * @param planStart first year of the target's plan
   * @param refusal receives every broken rule
   */
  void check(TargetView adjusted, int planStart, Refusal refusal) {
    Refusal ofValue =
        (field, rule, zh, en, arguments) ->
            refusal.refuse(
                field.equals("value") ? "afterValue" : "afterValueMax", rule, zh, en, arguments);
    after().check(ofValue);
    after().checkAgainst(adjusted.baselineValue(), adjusted.measure(), ofValue);
    if (after().sameAs(adjusted.targetValue())) {
      refusal.refuse(
          "afterValue",
          "no-change",
          "与目标 %s 现行要求相同，没有调整",
          "what target %s asks for already: this adjusts nothing",
          target);
    }
    var first = LocalDate.of(planStart, 1, 1);
    var last = LocalDate.of(adjusted.year(), 12, 31);
    if (effectiveOn.isBefore(first) || effectiveOn.isAfter(last)) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "应在规划首日 %s 与目标截止日 %s 之间",
          "from the plan's first day, %s, to the target's deadline, %s",
          first,
          last);
    } else if (adjusted.validFrom() != null && !effectiveOn.isAfter(adjusted.validFrom())) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "该目标自 %s 起效，应在其后",
          "after %s, from which on that target holds",
          adjusted.validFrom());
    }
  }
}
