package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.investment.plan.Phase;
import dev.zhihe.projects.rollup.RollupSums.Group;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is planned for the projects of a plan and what the ledger has of them, grouped by one
 * property or two. A plan without any entry has no measures of the ledger, as it had before there
 * was one.
 */
@Schema(
    name = "InvestmentRollup",
    description =
        "投资汇总 / What the adopted investment plans and the ledger of a plan add up to, in yuan")
public record InvestmentRollup(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(
            description =
                "业务时点：时间进度算至该日；没有台账时不填 / The day by which time progress is measured; absent without a ledger",
            examples = "2023-06-30")
        @Nullable LocalDate on,
    @Schema(
            description = "The properties, as asked",
            examples = "programme",
            pattern =
                "^(programme|project|leadUnit|location|tag|stage|year|month|source)(,(programme|project|leadUnit|location|tag|stage|year|month|source))?$")
        String by,
    @Schema(
            description =
                "true: each project counts in one line, so the lines add up to the total; false: some count in several")
        boolean additive,
    @Schema(description = "亮灯规则 / The rule of the lights; absent without a ledger")
        @Nullable LightRule lightRule,
    @Schema(description = "One line for each, in the order of the properties") List<Line> items,
    @Schema(description = "All projects and entries, each counted once") Line total)
    implements Computed<InvestmentRollup.Line> {

  private static final Set<String> OF_THE_LEDGER =
      Set.of(
          "arrangedYuan",
          "completedYuan",
          "paidYuan",
          "completionRatePercent",
          "timeProgressPercent",
          "light");

  /** One group and its sums. */
  @Schema(name = "InvestmentRollupLine", description = "一项合计 / One sum")
  public record Line(
      @Schema(
              description = "Code of the programme; absent in the total",
              examples = "500106-145-c1")
          @Heading("项目类别")
          @Nullable String programme,
      @Schema(description = "项目 / Code of the project", examples = "500106-145-p06") @Heading("项目")
          @Nullable String project,
      @Schema(description = "第一牵头单位 / Primary lead unit", examples = "区科技局") @Heading("牵头责任单位")
          @Nullable String leadUnit,
      @Schema(description = "建设地点 / Location", examples = "大学城") @Heading("建设地点")
          @Nullable String location,
      @Schema(description = "项目标签 / Tag", examples = "环大学创新生态圈建设项目") @Heading("项目标签")
          @Nullable String tag,
      @Schema(description = "进展阶段 / Stage", examples = "construction") @Heading("进展阶段")
          @Nullable String stage,
      @Schema(description = "年份 / Year of the entries", examples = "2023") @Heading("年份")
          @Nullable Integer year,
      @Schema(description = "月份 / Month of the entries", examples = "2023-06") @Heading("月份")
          @Nullable String month,
      @Schema(description = "资金来源 / Source of the money", examples = "fiscal") @Heading("资金来源")
          @Nullable String source,
      @Schema(
              description =
                  "Projects with an adopted investment plan; absent, as all that is planned, by year, month and source",
              examples = "17")
          @Heading("项目数")
          @Nullable Long projects,
      @Schema(description = "Total investment, yuan", examples = "34375000000.00") @Heading("规划总投资")
          @Nullable BigDecimal totalYuan,
      @Schema(
              description = "Within the plan period, yuan: the sum of what is printed as such",
              examples = "31575000000.00")
          @Heading("规划期投资")
          @Nullable BigDecimal periodYuan,
      @Schema(description = "totalYuan − periodYuan", examples = "2800000000.00") @Heading("规划期外投资")
          @Nullable BigDecimal outsideYuan,
      @Schema(
              description =
                  "By phase; as printed, so that they need not add up to periodYuan where a document contradicts itself")
          @Heading("分期投资")
          @Nullable List<Phase> phases,
      @Schema(description = "到位资金，元 / Funds arranged, yuan", examples = "5000000.00")
          @Heading("到位资金")
          @Nullable BigDecimal arrangedYuan,
      @Schema(description = "完成投资，元 / Investment completed, yuan", examples = "4000000.00")
          @Heading("完成投资")
          @Nullable BigDecimal completedYuan,
      @Schema(description = "支付，元 / Paid, yuan", examples = "3000000.00") @Heading("支付")
          @Nullable BigDecimal paidYuan,
      @Schema(
              description =
                  "完成率 / Completed by these projects in the years in which the plan has money, as percent of periodYuan; absent where the phases of one of them are not known",
              examples = "45.50")
          @Heading("完成率")
          @Nullable BigDecimal completionRatePercent,
      @Schema(
              description =
                  "时间进度 / Share of the time from the line's first planned year to its last that has passed by the day, percent",
              examples = "50.00")
          @Heading("时间进度")
          @Nullable BigDecimal timeProgressPercent,
      @Heading("进度灯") @Nullable ProgressLight light) {}

  /**
   * The roll-up.
   *
   * @param rule of the lights
   * @param day by which time progress is measured
   */
  static InvestmentRollup of(
      RollupQuestion question, RollupSums.Result sums, LightRule rule, LocalDate day) {
    return new InvestmentRollup(
        question.plan(),
        sums.hasLedger() ? day : null,
        question.words(),
        question.additive(),
        sums.hasLedger() ? rule : null,
        sums.groups().stream()
            .map(group -> line(question, group, question.planned(), sums.hasLedger(), rule, day))
            .toList(),
        line(
            new RollupQuestion(question.plan(), List.of()),
            sums.total(),
            true,
            sums.hasLedger(),
            rule,
            day));
  }

  private static Line line(
      RollupQuestion question,
      Group group,
      boolean hasPlan,
      boolean hasLedger,
      LightRule rule,
      LocalDate day) {
    var key = new EnumMap<InvestmentRollupBy, String>(InvestmentRollupBy.class);
    for (int i = 0; i < question.by().size(); i++) {
      var value = i == 0 ? group.key().first() : group.key().second();
      if (value != null) {
        key.put(question.by().get(i), value);
      }
    }
    var year = key.get(InvestmentRollupBy.YEAR);
    var planned = group.planned();
    var entered = group.entered();
    var compared = hasPlan && hasLedger;
    // Without phases nobody knows in which years the money is to be completed.
    var rate =
        compared && planned.phased()
            ? LightRule.percent(entered.inPeriodYuan(), planned.periodYuan())
            : null;
    var time =
        compared ? LightRule.timeProgress(planned.firstYear(), planned.lastYear(), day) : null;
    return new Line(
        key.get(InvestmentRollupBy.PROGRAMME),
        key.get(InvestmentRollupBy.PROJECT),
        key.get(InvestmentRollupBy.LEAD_UNIT),
        key.get(InvestmentRollupBy.LOCATION),
        key.get(InvestmentRollupBy.TAG),
        key.get(InvestmentRollupBy.STAGE),
        year == null ? null : Integer.valueOf(year),
        key.get(InvestmentRollupBy.MONTH),
        key.get(InvestmentRollupBy.SOURCE),
        hasPlan ? planned.projects() : null,
        hasPlan ? planned.totalYuan() : null,
        hasPlan ? planned.periodYuan() : null,
        hasPlan ? planned.totalYuan().subtract(planned.periodYuan()) : null,
        hasPlan ? planned.phases() : null,
        hasLedger ? entered.arrangedYuan() : null,
        hasLedger ? entered.completedYuan() : null,
        hasLedger ? entered.paidYuan() : null,
        rate,
        time,
        rule.of(rate, time));
  }

  /** Columns of properties that were not asked for, and of the ledger if the plan has none. */
  @Override
  public Set<String> absent() {
    var asked = Set.of(by.split(",", -1));
    var others =
        Stream.of(InvestmentRollupBy.values())
            .map(Views::word)
            .filter(word -> !asked.contains(word));
    return Stream.concat(others, lightRule == null ? OF_THE_LEDGER.stream() : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
