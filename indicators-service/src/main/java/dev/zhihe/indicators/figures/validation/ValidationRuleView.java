package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a validation rule. */
@Schema(
    name = "ValidationRule",
    description =
        "校验规则 / What figures of several indicators of one area, board, scope and period must be to one another")
public record ValidationRuleView(
    @Schema(examples = "rd-within-gdp") String code,
    @Schema(description = "名称 / Name", examples = "研发经费不超过地区生产总值") String nameZh,
    @Schema(examples = "R&D expenditure is within GDP") @Nullable String nameEn,
    RuleSeverity severity,
    @Schema(
            description = "左侧指标，相加 / Indicators that are added up",
            examples = "[\"rd-expenditure\"]")
        List<String> left,
    RuleComparator comparator,
    @Schema(
            description =
                "右侧指标，相加；与 constant 二者取一 / Indicators that are added up, or else constant",
            examples = "[\"gdp\"]")
        List<String> right,
    @Schema(
            description = "右侧常数，与左侧同单位 / What the left side is held against, in its unit",
            examples = "100")
        @Nullable BigDecimal constant,
    @Schema(
            description =
                "容差，右侧的百分比，0 至 100，缺省 0 / By how much the rule may be missed, in percent of the right side",
            examples = "0.5")
        BigDecimal tolerancePercent,
    @Schema(
            description = "停用日 / Periods that begin on this day or later are not held against it",
            examples = "2026-01-01")
        @Nullable LocalDate retiredOn,
    @Schema(description = "备注 / What a reader must know of it") @Nullable String note) {

  /**
   * Whether this rule may accept what another refuses or reports. A rule that compares other things
   * counts as weaker.
   */
  boolean weakerThan(ValidationRuleView other) {
    return severity.compareTo(other.severity) > 0
        || !left.equals(other.left)
        || comparator != other.comparator
        || !right.equals(other.right)
        || !sameConstant(other)
        || tolerancePercent.compareTo(other.tolerancePercent) > 0
        || (retiredOn != null && (other.retiredOn == null || retiredOn.isBefore(other.retiredOn)));
  }

  private boolean sameConstant(ValidationRuleView other) {
    return constant == null
        ? other.constant == null
        : other.constant != null && constant.compareTo(other.constant) == 0;
  }

  /** All indicators in the rule. */
  Stream<String> inputs() {
    return Stream.concat(left.stream(), right.stream());
  }

  /** Whether the rule applies to figures of a period. */
  boolean covers(Period period) {
    return retiredOn == null || period.firstDay().isBefore(retiredOn);
  }

  /** A page of validation rules. */
  @Schema(name = "ValidationRulePage")
  public record Page(
      List<ValidationRuleView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
