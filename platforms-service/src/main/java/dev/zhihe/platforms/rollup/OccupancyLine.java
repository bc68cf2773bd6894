package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One group of a roll-up, and the sums of its platforms. */
@Schema(
    name = "OccupancyRollupLine",
    description =
        "一项合计 / One sum. A figure is absent where no report has it. Areas, tenants at the end, firms and people are those of each platform's latest report; tenants at the start of its first; all else is added up over the periods")
public record OccupancyLine(
    @Schema(
            description = "行政区划代码；各属性在合计中没有 / Area code; properties are absent in the total",
            examples = "500106")
        @Heading("行政区划")
        @Nullable String area,
    @Schema(description = "平台类型 / Type of the platforms", examples = "innovation_park")
        @Heading("平台类型")
        @Nullable String type,
    @Schema(
            description = "认定级别；没有的平台自成一项 / Level of the platforms; those without one have a line",
            examples = "municipal")
        @Heading("认定级别")
        @Nullable String level,
    @Schema(
            description =
                "填报时的运营单位；没有的平台自成一项 / Code of the operator that reported; platforms without one have a line",
            examples = "000000-op-1")
        @Heading("运营单位")
        @Nullable String operator,
    @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001") @Heading("平台")
        @Nullable String platform,
    @Schema(
            description =
                "创新生态圈；不属于任何一个的平台自成一项 / Code of the ecosystem; platforms in none have a line",
            examples = "500106-pf-001")
        @Heading("创新生态圈")
        @Nullable String ecosystem,
    @Schema(
            description =
                "孵化器集群；不属于任何一个的平台自成一项 / Code of the incubator cluster; platforms in none have a line",
            examples = "500106-pf-001")
        @Heading("孵化器集群")
        @Nullable String cluster,
    @Schema(description = "填报期起始日 / First day of the period", examples = "2026-10-01")
        @Heading("填报期起始日")
        @Nullable LocalDate periodStart,
    @Schema(description = "填报期截止日 / Last day of the period", examples = "2026-10-31")
        @Heading("填报期截止日")
        @Nullable LocalDate periodEnd,
    @Schema(
            description =
                "有运营单位的平台数，不含由成员填报的集群、生态圈 / Platforms with an operator: those that can report, without wholes whose members do; the same in each period",
            examples = "12")
        @Heading("平台数")
        long platforms,
    @Schema(description = "有已通过填报的平台数 / Platforms with an accepted report", examples = "11")
        @Heading("已填报平台数")
        long platformsReporting,
    @Schema(description = "计入的填报数 / Reports that count", examples = "66") @Heading("填报数")
        long reports,
    @Schema(description = "其中零报告数 / Nil reports among them", examples = "1") @Heading("零报告数")
        long nilReports,
    @Schema(
            description =
                "各平台最近一期中最早的截止日 / Of the platforms' latest periods, the earliest last day",
            examples = "2026-09-30")
        @Heading("最近一期最早截止日")
        @Nullable LocalDate oldestPeriodEnd,
    @Schema(description = "各平台最近一期中最晚的截止日 / And the latest one", examples = "2026-10-31")
        @Heading("最近一期最晚截止日")
        @Nullable LocalDate latestPeriodEnd,
    @Schema(
            description =
                "各期之和的起始日：所计填报期中最早的第一日 / First day of the earliest period that counts: what happened is added up from it",
            examples = "2026-09-01")
        @Heading("累计起始日")
        @Nullable LocalDate summedFrom,
    @Schema(description = "可用面积，m² / Usable area, m²", examples = "120000") @Heading("可用面积")
        @Nullable BigDecimal usableAreaM2,
    @Schema(description = "孵化面积，m² / Incubation area, m²", examples = "90000") @Heading("孵化面积")
        @Nullable BigDecimal incubationAreaM2,
    @Schema(description = "公共服务面积，m² / Public-service area, m²", examples = "8000")
        @Heading("公共服务面积")
        @Nullable BigDecimal publicServiceAreaM2,
    @Schema(description = "入驻面积，m² / Area in use by tenants, m²", examples = "76000.5")
        @Heading("入驻面积")
        @Nullable BigDecimal occupiedAreaM2,
    @Schema(
            description =
                "面积入驻率（occupancy-rate-1）= 入驻面积 ÷ 可用面积，% / Occupancy rate by area, percent",
            examples = "63.33")
        @Heading("面积入驻率")
        @Nullable BigDecimal occupancyRatePercent,
    @Schema(
            description =
                "孵化面积占比的分子 / Incubation and public-service area of the platforms that report both, m²",
            examples = "98000")
        @Heading("孵化面积占比分子")
        @Nullable BigDecimal incubationShareAreaM2,
    @Schema(description = "孵化面积占比的分母 / Usable area of these platforms, m²", examples = "120000")
        @Heading("孵化面积占比分母")
        @Nullable BigDecimal incubationShareOfM2,
    @Schema(
            description = "孵化面积占比（incubation-share-1），% / Share of incubation, percent",
            examples = "81.67")
        @Heading("孵化面积占比")
        @Nullable BigDecimal incubationSharePercent,
    @Schema(description = "期初入驻企业数，家 / Tenants at the start, number", examples = "420")
        @Heading("期初入驻企业数")
        @Nullable Long tenantsAtStart,
    @Schema(description = "新入驻企业数，家 / Tenants that entered, number", examples = "30")
        @Heading("新入驻企业数")
        @Nullable Long newTenants,
    @Schema(description = "迁出企业数，家 / Tenants that left, number", examples = "20") @Heading("迁出企业数")
        @Nullable Long leftTenants,
    @Schema(description = "毕业企业数，家 / Tenants that graduated, number", examples = "10")
        @Heading("毕业企业数")
        @Nullable Long graduatedTenants,
    @Schema(description = "期末入驻企业数，家 / Tenants at the end, number", examples = "420")
        @Heading("期末入驻企业数")
        @Nullable Long tenants,
    @Schema(description = "科技型企业数，家 / Technology-based enterprises, number", examples = "200")
        @Heading("科技型企业数")
        @Nullable Long techFirms,
    @Schema(description = "高新技术企业数，家 / High-tech enterprises, number", examples = "60")
        @Heading("高新技术企业数")
        @Nullable Long highTechFirms,
    @Schema(description = "高校关联企业数，家 / Enterprises with university links, number", examples = "50")
        @Heading("高校关联企业数")
        @Nullable Long universityLinkedFirms,
    @Schema(description = "从业人员，人 / Employees, persons", examples = "8300") @Heading("从业人员")
        @Nullable Long employees,
    @Schema(description = "吸纳应届毕业生，人 / Graduates hired, persons", examples = "120")
        @Heading("吸纳应届毕业生")
        @Nullable Long graduatesHired,
    @Schema(description = "营业收入，元 / Revenue, yuan", examples = "182000000.00") @Heading("营业收入")
        @Nullable BigDecimal revenueYuan,
    @Schema(description = "产值，元 / Output, yuan", examples = "125000000.00") @Heading("产值")
        @Nullable BigDecimal outputYuan,
    @Schema(description = "研发投入，元 / R&D spending, yuan", examples = "9600000.00") @Heading("研发投入")
        @Nullable BigDecimal rdSpendingYuan,
    @Schema(description = "上缴税金，元 / Taxes, yuan", examples = "4100000.00") @Heading("上缴税金")
        @Nullable BigDecimal taxesYuan,
    @Schema(description = "获得投融资额，元 / Investment received, yuan", examples = "30000000.00")
        @Heading("获得投融资额")
        @Nullable BigDecimal investmentReceivedYuan,
    @Schema(description = "专利申请数，件 / Patent applications, number", examples = "70")
        @Heading("专利申请数")
        @Nullable Long patentApplications,
    @Schema(description = "专利授权数，件 / Patents granted, number", examples = "40") @Heading("专利授权数")
        @Nullable Long patentsGranted,
    @Schema(
            description =
                "填报不全的数据项，CSV 中形如 techFirms:12/15，以分号分隔 / Figures that some reports lack; in CSV joined by ;")
        @Heading("填报不全的数据项")
        List<FigureCoverage> incomplete,
    @Schema(
            description =
                "两期均有填报的平台数，较上期的各增减只计这些平台；仅在按 period 汇总且上期有填报时 / Platforms that reported both this period and the one before: the changes are of these alone; by period alone, where somebody reported the one before",
            examples = "10")
        @Heading("较上期可比平台数")
        @Nullable Long platformsCompared,
    @Schema(
            description =
                "上期有填报而本期尚无的平台数 / Platforms that reported the period before, and not this one",
            examples = "1")
        @Heading("本期缺报平台数")
        @Nullable Long platformsMissing,
    @Schema(
            description =
                "入驻率较上期增减，百分点；以下各增减仅在按 period 汇总且有对比期时 / Occupancy rate against the period before, percentage points; changes are there by period alone, where the other period has the figure",
            examples = "1.20")
        @Heading("入驻率较上期增减")
        @Nullable BigDecimal occupancyRateChangePoints,
    @Schema(description = "入驻企业较上期增减，家 / Tenants against the period before", examples = "4")
        @Heading("入驻企业较上期增减")
        @Nullable Long tenantsChange,
    @Schema(
            description = "高新技术企业较上期增减，家 / High-tech enterprises against the period before",
            examples = "1")
        @Heading("高新技术企业较上期增减")
        @Nullable Long highTechFirmsChange,
    @Schema(
            description = "产值较上期增减，元 / Output against the period before, yuan",
            examples = "-250000.00")
        @Heading("产值较上期增减")
        @Nullable BigDecimal outputChangeYuan,
    @Schema(
            description =
                "本期和上年同期均有填报的平台数，较上年同期的各增减只计这些平台 / Platforms that reported both this period and the same one a year before",
            examples = "9")
        @Heading("较上年同期可比平台数")
        @Nullable Long platformsYearCompared,
    @Schema(
            description =
                "上年同期有填报而本期尚无的平台数 / Platforms that reported the same period a year before, and not this one",
            examples = "0")
        @Heading("较上年同期缺报平台数")
        @Nullable Long platformsYearMissing,
    @Schema(
            description =
                "入驻率较上年同期增减，百分点 / Occupancy rate against the same period a year before, percentage points",
            examples = "-3.10")
        @Heading("入驻率较上年同期增减")
        @Nullable BigDecimal occupancyRateYearChangePoints,
    @Schema(description = "入驻企业较上年同期增减，家 / Tenants against a year before", examples = "-2")
        @Heading("入驻企业较上年同期增减")
        @Nullable Long tenantsYearChange,
    @Schema(
            description = "高新技术企业较上年同期增减，家 / High-tech enterprises against a year before",
            examples = "3")
        @Heading("高新技术企业较上年同期增减")
        @Nullable Long highTechFirmsYearChange,
    @Schema(
            description = "产值较上年同期增减，元 / Output against a year before, yuan",
            examples = "1750000.00")
        @Heading("产值较上年同期增减")
        @Nullable BigDecimal outputYearChangeYuan) {

  /** What lines have by period alone. */
  static final Set<String> OF_PERIODS =
      Set.of(
          "periodStart",
          "periodEnd",
          "platformsCompared",
          "platformsMissing",
          "platformsYearCompared",
          "platformsYearMissing",
          "occupancyRateChangePoints",
          "tenantsChange",
          "highTechFirmsChange",
          "outputChangeYuan",
          "occupancyRateYearChangePoints",
          "tenantsYearChange",
          "highTechFirmsYearChange",
          "outputYearChangeYuan");

  /**
   * A line.
   *
   * @param platforms number of platforms that can report
   */
  static OccupancyLine of(
      RollupGroup group, long platforms, OccupancySum sum, OccupancyChange change) {
    return new OccupancyLine(
        group.values().get(OccupancyRollupBy.AREA),
        group.values().get(OccupancyRollupBy.TYPE),
        group.values().get(OccupancyRollupBy.LEVEL),
        group.values().get(OccupancyRollupBy.OPERATOR),
        group.values().get(OccupancyRollupBy.PLATFORM),
        group.values().get(OccupancyRollupBy.ECOSYSTEM),
        group.values().get(OccupancyRollupBy.CLUSTER),
        group.start(),
        group.end(),
        platforms,
        sum.platforms(),
        sum.reports(),
        sum.nilReports(),
        sum.oldestEnd(),
        sum.latestEnd(),
        sum.firstStart(),
        decimal(sum, OccupancyFigure.USABLE_AREA),
        decimal(sum, OccupancyFigure.INCUBATION_AREA),
        decimal(sum, OccupancyFigure.PUBLIC_SERVICE_AREA),
        decimal(sum, OccupancyFigure.OCCUPIED_AREA),
        rate(sum),
        FigureUnit.SQUARE_METRES.normal(sum.shareAreaM2()),
        FigureUnit.SQUARE_METRES.normal(sum.shareOfM2()),
        RateDefinition.percent(sum.shareAreaM2(), sum.shareOfM2()),
        whole(sum, OccupancyFigure.TENANTS_AT_START),
        whole(sum, OccupancyFigure.NEW_TENANTS),
        whole(sum, OccupancyFigure.LEFT_TENANTS),
        whole(sum, OccupancyFigure.GRADUATED_TENANTS),
        whole(sum, OccupancyFigure.TENANTS),
        whole(sum, OccupancyFigure.TECH_FIRMS),
        whole(sum, OccupancyFigure.HIGH_TECH_FIRMS),
        whole(sum, OccupancyFigure.UNIVERSITY_LINKED_FIRMS),
        whole(sum, OccupancyFigure.EMPLOYEES),
        whole(sum, OccupancyFigure.GRADUATES_HIRED),
        decimal(sum, OccupancyFigure.REVENUE),
        decimal(sum, OccupancyFigure.OUTPUT),
        decimal(sum, OccupancyFigure.RD_SPENDING),
        decimal(sum, OccupancyFigure.TAXES),
        decimal(sum, OccupancyFigure.INVESTMENT_RECEIVED),
        whole(sum, OccupancyFigure.PATENT_APPLICATIONS),
        whole(sum, OccupancyFigure.PATENTS_GRANTED),
        Arrays.stream(OccupancyFigure.values())
            .filter(figure -> sum.figure(figure).known() < sum.expected(figure))
            .map(
                figure ->
                    new FigureCoverage(
                        figure.property(), sum.figure(figure).known(), sum.expected(figure)))
            .toList(),
        change.before().compared(),
        change.before().missing(),
        change.before().ratePoints(),
        change.before().tenants(),
        change.before().highTechFirms(),
        change.before().outputYuan(),
        change.yearBefore().compared(),
        change.yearBefore().missing(),
        change.yearBefore().ratePoints(),
        change.yearBefore().tenants(),
        change.yearBefore().highTechFirms(),
        change.yearBefore().outputYuan());
  }

  /** The occupancy rate by area; null without usable area. */
  static @Nullable BigDecimal rate(OccupancySum sum) {
    return RateDefinition.percent(
        sum.value(OccupancyFigure.OCCUPIED_AREA), sum.value(OccupancyFigure.USABLE_AREA));
  }

  private static @Nullable BigDecimal decimal(OccupancySum sum, OccupancyFigure figure) {
    return figure.unit().normal(sum.value(figure));
  }

  private static @Nullable Long whole(OccupancySum sum, OccupancyFigure figure) {
    var value = sum.value(figure);
    return value == null ? null : value.longValueExact();
  }
}
