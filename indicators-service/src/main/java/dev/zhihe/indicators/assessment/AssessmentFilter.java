package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Attribute;
import dev.zhihe.indicators.dictionary.indicator.IndicatorKind;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusals;
import jakarta.ws.rs.QueryParam;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Selects targets of an assessment. A target must pass every given filter. */
public record AssessmentFilter(
    @QueryParam("category")
        @Parameter(
            description = "指标类别；- 为未指定的 / Category of the indicator; - for those without one",
            example = "创新投入")
        @Nullable String category,
    @QueryParam("leadDepartment")
        @Parameter(
            description = "牵头部门；- 为未指定的 / Department that answers for it; - for those without one",
            example = "区科技局")
        @Nullable String leadDepartment,
    @QueryParam("attribute")
        @Parameter(
            description =
                "指标属性 anticipatory、binding；- 为未指定的 / Attribute of the indicator; - for those without one",
            example = "anticipatory")
        @Nullable String attribute,
    @QueryParam("kind")
        @Parameter(
            description = "指标种类 / Kind of the indicator",
            example = "headline",
            schema = @Schema(implementation = IndicatorKind.class))
        @Nullable String kind,
    @QueryParam("verdict")
        @Parameter(
            description = "结论 / Verdict",
            example = "behind",
            schema = @Schema(implementation = AssessmentVerdict.class))
        @Nullable String verdict,
    @QueryParam("indicator")
        @Parameter(description = "指标 / Code of the indicator", example = "rd-expenditure-to-gdp")
        @Nullable String indicator) {

  /** Filter value for targets without the property. */
  static final String NONE = "-";

  /** The combined filter. Unknown words are refused. */
  Predicate<AssessmentLine> read(Refusals refusals) {
    if (!NONE.equals(attribute)) {
      refusals.word("attribute", attribute, Attribute.class);
    }
    refusals.word("kind", kind, IndicatorKind.class);
    refusals.word("verdict", verdict, AssessmentVerdict.class);
    return line ->
        passes(category, line.category())
            && passes(leadDepartment, line.leadDepartment())
            && passes(attribute, line.attribute())
            && passes(kind, line.kind())
            && passes(verdict, line.verdict())
            && passes(indicator, line.indicator());
  }

  private static boolean passes(@Nullable String requested, @Nullable String found) {
    return requested == null || requested.equals(found == null ? NONE : found);
  }

  private static <T extends Enum<T>> boolean passes(@Nullable String requested, @Nullable T found) {
    return requested == null
        || (found == null
            ? requested.equals(NONE)
            : Views.constant(found.getDeclaringClass(), requested)
                .filter(found::equals)
                .isPresent());
  }
}
