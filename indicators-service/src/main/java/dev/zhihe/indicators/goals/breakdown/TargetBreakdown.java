package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether the parts of a plan's targets sum to the declared values. */
@Schema(
    name = "TargetBreakdown",
    description = "责任分解核对 / Whether the parts of a plan's targets add up to what is declared")
public record TargetBreakdown(
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "业务时点 / The day", examples = "2023-06-30") LocalDate on,
    @Schema(description = "各目标各年，按目标代码和年份 / By target and year") List<Line> items)
    implements Computed<TargetBreakdown.Line> {

  /** The part of one department. */
  @Schema(name = "TargetBreakdownPart")
  public record Part(
      @Schema(description = "分解项 / Code of the part", examples = "500106-145-t05-2023-d1")
          String part,
      @Schema(description = "责任部门 / Department", examples = "区科技局") @Nullable String department,
      @Schema(description = "数值 / Value", examples = "120") BigDecimal value) {

    /** The text in a cell, such as {@code 区科技局 120}. */
    @Override
    public String toString() {
      return department + " " + value.toPlainString();
    }
  }

  /** One target in one year. */
  @Schema(name = "TargetBreakdownLine")
  public record Line(
      @Schema(examples = "500106-145-t05") @Heading("目标") String target,
      @Schema(description = "指标代码 / Code of the indicator", examples = "high-tech-enterprises")
          @Heading("指标")
          String indicator,
      @Schema(description = "指标名称 / Its name", examples = "高新技术企业") @Heading("指标名称") String nameZh,
      @Schema(description = "计量单位 / Unit of all values", examples = "家") @Heading("单位")
          @Nullable String unit,
      @Schema(description = "年份 / Year", examples = "2023") @Heading("年份") int year,
      @Schema(
              description =
                  "所列数值：该年的年度目标，没有的为目标值（区间为上限） / What is declared: the milestone of the year, or else the target's value, of a range its upper end",
              examples = "300")
          @Heading("所列数值")
          BigDecimal declared,
      @Schema(
              description = "各部门合计；不可加总时不填 / Sum of the parts; absent where they do not add up",
              examples = "280")
          @Heading("已分解")
          @Nullable BigDecimal allocated,
      @Schema(
              description = "未分解的数值 / What no department owes: declared less allocated",
              examples = "20")
          @Heading("未分解")
          @Nullable BigDecimal unallocated,
      @Schema(description = "责任部门个数 / Number of departments", examples = "3") @Heading("责任部门数")
          int departments,
      @Schema(
              description = "是否可加总：比率等不可 / Whether parts add up; those of a ratio do not",
              examples = "true")
          @Heading("可加总")
          boolean additive,
      @Heading("分解情况") AllocationStatus verdict,
      @Schema(examples = "部分分解") @Heading("分解情况（中文）") String verdictZh,
      @Schema(examples = "partly broken down") @Heading("分解情况（英文）") String verdictEn,
      @Schema(description = "各部门应达到的数值 / What each department owes") @Heading("各部门数值")
          List<Part> parts) {}

  /**
   * @param department null for all
   * @param year null for every year with parts, and each target's own year
   */
  static TargetBreakdown of(
      String plan,
      @Nullable String department,
      @Nullable Integer year,
      LocalDate on,
      States states) {
    var planned =
        states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)).stream()
            .findFirst()
            .orElseThrow(() -> Problem.notFound(plan));
    var indicators =
        states
            .publicStates(
                Indicator.class, IndicatorView.class, Filters.none().containing("plans", plan))
            .stream()
            .collect(
                Collectors.toMap(
                    IndicatorView::code, Function.identity(), (one, same) -> one, TreeMap::new));
    var parts =
        states
            .publicStates(
                TargetPart.class, TargetPartView.class, Filters.none().equal("plan", plan))
            .stream()
            .collect(Collectors.groupingBy(TargetPartView::target));
    var items = new ArrayList<Line>();
    for (var target :
        states.publicStates(Target.class, TargetView.class, Filters.none().equal("plan", plan))) {
      if (!target.holdsOn(on) || target.value() == null) {
        continue;
      }
      var indicator =
          indicators.computeIfAbsent(target.indicator(), code -> indicator(code, states));
      var ceiling = TargetCeiling.of(target, indicator, planned.startYear());
      ceiling
          .years(
              parts.getOrDefault(target.code(), List.of()),
              year == null || !ceiling.covers(year) ? List.of() : List.of(year))
          .values()
          .stream()
          .filter(one -> year == null || one.year() == year)
          .filter(one -> department == null || owes(department, one))
          .forEach(one -> items.add(line(ceiling, one)));
    }
    return new TargetBreakdown(plan, on, items);
  }

  /** An indicator that does not list the plan, although a target of the plan uses it. */
  private static IndicatorView indicator(String code, States states) {
    return states
        .publicStates(Indicator.class, IndicatorView.class, Filters.none().equal("code", code))
        .getFirst();
  }

  private static boolean owes(String department, TargetCeiling.Year year) {
    return year.parts().stream().anyMatch(part -> department.equals(part.department()));
  }

  private static Line line(TargetCeiling ceiling, TargetCeiling.Year year) {
    var additive = ceiling.additive();
    var verdict = AllocationStatus.of(year, additive);
    return new Line(
        ceiling.target().code(),
        ceiling.target().indicator(),
        ceiling.indicator().nameZh(),
        ceiling.indicator().unit(),
        year.year(),
        year.declared(),
        additive ? year.sum() : null,
        additive ? year.declared().subtract(year.sum()) : null,
        year.parts().size(),
        additive,
        verdict,
        verdict.words().zh(),
        verdict.words().en(),
        year.parts().stream()
            .map(part -> new Part(part.code(), part.department(), part.value()))
            .toList());
  }
}
