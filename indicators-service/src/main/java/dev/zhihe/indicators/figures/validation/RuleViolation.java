package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A place and period whose figures violate a rule. */
@Schema(
    name = "RuleViolation",
    description = "违反校验规则之处 / A place and period whose figures break a rule")
public record RuleViolation(
    @Schema(description = "规则 / Code of the rule", examples = "rd-within-gdp") @Heading("规则")
        String rule,
    @Schema(description = "规则的版本 / Version of the rule used", examples = "1") @Heading("规则版本")
        long ruleVersion,
    @Heading("严重程度") RuleSeverity severity,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") @Heading("行政区划代码")
        String area,
    @Schema(description = "板块 / Part of the area, such as 科学城板块") @Heading("板块")
        @Nullable String board,
    @Schema(description = "适用范围 / What the figures are limited to, if not the whole") @Heading("范围")
        @Nullable String scope,
    @Schema(
            description = "统计期 / A year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2022")
        @Heading("统计期")
        Period period,
    @Schema(description = "左侧之和 / Sum of the left side", examples = "1200") @Heading("左侧")
        BigDecimal left,
    @Heading("比较关系") RuleComparator comparator,
    @Schema(description = "右侧之和或常数 / Sum of the right side, or the constant", examples = "1100")
        @Heading("右侧")
        BigDecimal right,
    @Schema(description = "左侧减右侧 / Left minus right", examples = "100") @Heading("相差")
        BigDecimal difference,
    @Schema(description = "所用数据 / The figures used, left before right") @Heading("所用数据")
        List<Input> inputs,
    @Schema(examples = "研发经费不超过地区生产总值：500106 2022，1200 应 ≤ 1100，相差 100") @Heading("说明（中文）")
        String sentenceZh,
    @Schema(
            examples =
                "R&D expenditure is within GDP: 500106 2022, 1200 should be ≤ 1100, it differs by 100")
        @Heading("说明（英文）")
        String sentenceEn) {

  /** A figure that was used. */
  @Schema(name = "RuleInput", description = "所用数据 / A figure that a rule was held against")
  public record Input(
      @Schema(examples = "rd-expenditure") String indicator,
      @Schema(description = "观测值代码 / Code of the observation", examples = "500106-rd-2022")
          String observation,
      @Schema(
              description =
                  "版本；待审的为填报的版本 / Version of the observation, or if pending of the submission",
              examples = "1")
          long version,
      @Schema(description = "数值 / Value", examples = "1200") BigDecimal value,
      @Schema(description = "尚未公布 / Not published yet", examples = "false") boolean pending) {

    /** The text in a file. */
    @Override
    public String toString() {
      return observation + "@v" + version + (pending ? "（待审 pending）" : "");
    }
  }
}
