package dev.zhihe.indicators.dictionary.indicator;

import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an indicator. */
@Schema(
    name = "Indicator",
    description = "指标 / An indicator of the dictionary that all plans and areas share")
public record IndicatorView(
    @Schema(description = "Stable English slug", examples = "rd-expenditure-to-gdp") String code,
    @Schema(examples = "全社会研究与开发支出占 GDP 比重") String nameZh,
    @Schema(examples = "R&D expenditure as a share of GDP") @Nullable String nameEn,
    @Schema(description = "Other names under which it is printed") List<String> aliases,
    IndicatorKind kind,
    @Schema(description = "Unit of every value of this indicator, as printed", examples = "%")
        @Nullable String unit,
    @Schema(
            description =
                "数值下限，按指标的单位；低于它的填报不予接收。未设的，单位为 % 的以 0 为通常下限 / The least value that a figure may have, in the indicator's unit: lower ones are refused. Without it, 0 is the usual one where the unit is %",
            examples = "-100")
        @Since(2)
        @Nullable BigDecimal minimum,
    @Schema(
            description =
                "数值上限，按指标的单位；高于它的填报不予接收。未设的，单位为 % 的以 100 为通常上限 / The greatest value that a figure may have, in the indicator's unit: higher ones are refused. Without it, 100 is the usual one where the unit is %",
            examples = "100")
        @Since(2)
        @Nullable BigDecimal maximum,
    Direction direction,
    Nature nature,
    @Schema(description = "预期性 anticipatory, 约束性 binding; absent where the plan does not say")
        @Nullable Attribute attribute,
    @Schema(examples = "创新投入") @Nullable String category,
    @Schema(
            description = "定义 / What exactly is counted, and how",
            examples = "全社会研究与试验发展经费支出与地区生产总值之比")
        @Nullable String definition,
    @Schema(description = "牵头部门 / Department that answers for it", examples = "区科技局")
        @Nullable String leadDepartment,
    @Nullable IndicatorFrequency frequency,
    @Schema(
            description =
                "共享属性；缺省为无条件共享 / Sharing class of its observations; absent: unconditional")
        @Nullable SharingClass sharing,
    @Schema(
            description =
                "分子指标；给出分子、分母的指标由系统计算 / The indicator above the line: one with both is computed, never entered",
            examples = "rd-expenditure")
        @Nullable String numerator,
    @Schema(description = "分母指标 / The indicator below the line", examples = "gdp")
        @Nullable String denominator,
    @Schema(
            description =
                "系数，缺省为 1；百分比为 100 / The quotient times this, 1 if absent: 100 for per cent",
            examples = "100")
        @Nullable BigDecimal factor,
    @Schema(
            description = "停用日 / First day on which it is no longer in use; it stays readable",
            examples = "2026-01-01")
        @Nullable LocalDate retiredOn,
    @Schema(description = "替代指标 / The indicator that takes its place", examples = "rd-intensity")
        @Nullable String replacedBy,
    @Schema(description = "Codes of the plans that use it") List<String> plans,
    @Schema(description = "Short id of the source document") @Nullable String document,
    @Schema(description = "Line of the source document") @Nullable Integer sourceLine) {

  private static final Pattern NO_AMOUNT = Pattern.compile(".*([%‰％]|/(?!年$)|每).*|级|名次|位次|倍|分|度");

  /** Its formula. */
  Formula formula() {
    return new Formula(numerator, denominator, factor, computed() ? retiredOn : null);
  }

  /** Whether the system computes it from two other indicators. */
  public boolean computed() {
    return numerator != null;
  }

  /** Whether figures are accepted for a period that begins on a day. */
  public boolean inUseOn(LocalDate day) {
    return retiredOn == null || day.isBefore(retiredOn);
  }

  /**
   * Whether its values can be summed over parts. Counts and sums can; ratios, ranks and multiples
   * cannot.
   */
  public boolean additive() {
    return nature != Nature.RATIO && (unit == null || !NO_AMOUNT.matcher(unit).matches());
  }

  /** A page of indicators. */
  @Schema(name = "IndicatorPage")
  public record Page(
      List<IndicatorView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
