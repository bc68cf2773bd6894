package dev.zhihe.projects.rollup;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.InvestmentPlanStatus;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.investment.plan.Phase;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.ProjectView;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sums of adopted investment plans, grouped by a property of their projects. */
@Schema(
    name = "InvestmentRollup",
    description = "投资汇总 / What the adopted investment plans of a plan add up to, in yuan")
public record InvestmentRollup(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(examples = "programme") InvestmentRollupBy by,
    @Schema(
            description =
                "true: each project counts in one line, so the lines add up to the total; false: some count in several")
        boolean additive,
    @Schema(description = "One line for each, in the order of codes") List<Line> items,
    @Schema(description = "All projects, each counted once") Line total)
    implements Computed<InvestmentRollup.Line> {

  /** One group and its sums. */
  @Schema(name = "InvestmentRollupLine", description = "一项合计 / One sum")
  public record Line(
      @Schema(
              description = "Code of the programme; absent in the total",
              examples = "500106-145-c1")
          @Heading("项目类别")
          @Nullable String programme,
      @Schema(description = "Projects counted", examples = "17") @Heading("项目数") long projects,
      @Schema(description = "Total investment, yuan", examples = "34375000000.00") @Heading("规划总投资")
          BigDecimal totalYuan,
      @Schema(
              description = "Within the plan period, yuan: the sum of what is printed as such",
              examples = "31575000000.00")
          @Heading("规划期投资")
          BigDecimal periodYuan,
      @Schema(description = "totalYuan − periodYuan", examples = "2800000000.00") @Heading("规划期外投资")
          BigDecimal outsideYuan,
      @Schema(
              description =
                  "By phase; as printed, so that they need not add up to periodYuan where a document contradicts itself")
          @Heading("分期投资")
          List<Phase> phases) {}

  /**
   * The roll-up by programme. The total is the sum of the lines. Drafts are never included, not
   * even for the bureau, so every caller gets the same figures.
   */
  static InvestmentRollup byProgramme(String plan, States states) {
    var ofPlan = Filters.none().equal("plan", plan);
    var programmeOf =
        states.publicStates(Project.class, ProjectView.class, ofPlan).stream()
            .collect(Collectors.toMap(ProjectView::code, ProjectView::programme));
    var adopted =
        inForce(
            states.publicStates(InvestmentPlan.class, InvestmentPlanView.class, ofPlan).stream()
                .filter(planned -> planned.status() == InvestmentPlanStatus.ADOPTED)
                .filter(planned -> programmeOf.containsKey(planned.project()))
                .toList());
    var lines =
        adopted.stream()
            .collect(
                Collectors.groupingBy(
                    planned -> programmeOf.get(planned.project()),
                    TreeMap::new,
                    Collectors.toList()));
    return new InvestmentRollup(
        plan,
        InvestmentRollupBy.PROGRAMME,
        true,
        lines.entrySet().stream().map(line -> line(line.getKey(), line.getValue())).toList(),
        line(null, adopted));
  }

  /**
   * Those that none of the others replaced, one for each project. Of the states {@code on} a day
   * these are the ones in force that day; without {@code on} they are the latest.
   */
  private static List<InvestmentPlanView> inForce(List<InvestmentPlanView> adopted) {
    var replaced =
        adopted.stream()
            .map(InvestmentPlanView::adjusts)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return adopted.stream().filter(planned -> !replaced.contains(planned.code())).toList();
  }

  /** Without a first year before the plan period, without a last one after it. */
  private record Years(@Nullable Integer from, @Nullable Integer to) {
    static final Comparator<Years> ORDER =
        Comparator.comparing(Years::from, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Years::to, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static Line line(@Nullable String programme, List<InvestmentPlanView> plans) {
    var zero = BigDecimal.ZERO.setScale(2);
    var total = zero;
    var period = zero;
    var phases = new TreeMap<Years, BigDecimal>(Years.ORDER);
    for (var planned : plans) {
      total = total.add(planned.totalYuan());
      period = period.add(planned.periodYuan());
      for (var phase : planned.phases()) {
        phases.merge(
            new Years(phase.fromYear(), phase.toYear()), phase.amountYuan(), BigDecimal::add);
      }
    }
    return new Line(
        programme,
        plans.size(),
        total,
        period,
        total.subtract(period),
        phases.entrySet().stream()
            .map(sum -> new Phase(sum.getKey().from(), sum.getKey().to(), sum.getValue()))
            .toList());
  }
}
