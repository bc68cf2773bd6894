package dev.zhihe.projects.fund;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.document.fund.FundComparator;
import dev.zhihe.projects.document.fund.FundView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the funds of a plan have committed, raised and invested, beside what its document states.
 * Table and prose state the same funds twice, so stated amounts are added within one source alone.
 */
@Schema(
    name = "FundRollup",
    description =
        "基金汇总 / What the funds of a plan have committed, raised and invested by their latest adopted months, beside what the document states, in yuan")
public record FundRollup(
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(
            description = "出处：只计该出处所列基金 / Only the funds of this source count; absent: all",
            examples = "table-13")
        @Nullable String source,
    @Schema(
            description = "业务时点：该日月份已结束的计入 / Months that had ended by the day count; absent: all",
            examples = "2023-06-30")
        @Nullable LocalDate on,
    FundRollupBy by,
    @Schema(
            description =
                "true：认缴、到位、已投各项相加等于合计 / true: what is committed, raised and invested adds up to the total; what is stated does so within one source alone")
        boolean additive,
    @Schema(description = "各项，按基金代码和机构排列 / One line for each, in the order of funds and bodies")
        List<Line> items,
    @Schema(description = "合计，每只基金和机构只计一次 / All funds and bodies, each counted once") Line total)
    implements Computed<FundRollup.Line> {

  /** One group and its sums. */
  @Schema(name = "FundRollupLine", description = "一项合计 / One sum")
  public record Line(
      @Schema(
              description = "基金代码；合计和按机构的没有 / Code of the fund; absent in the total and by body",
              examples = "500106-145-f01")
          @Heading("基金")
          @Nullable String fund,
      @Schema(description = "基金名称 / Name of the fund", examples = "种子基金") @Heading("基金名称")
          @Nullable String name,
      @Schema(description = "出处 / Where the document names the fund", examples = "table-13")
          @Heading("出处")
          @Nullable String source,
      @Schema(description = "机构 / The body", examples = "重庆大学") @Heading("机构")
          @Nullable String body,
      @Schema(
              description = "最近月份；只在按基金和机构汇总时 / The latest month; by fund and body alone",
              examples = "2023-06")
          @Heading("最近月份")
          @Nullable String month,
      @Schema(
              description =
                  "计入的基金与机构对数；0 为无人填报 / Pairs of fund and body that count; 0: nobody reported",
              examples = "2")
          @Heading("计入项数")
          int positions,
      @Schema(description = "所列支数的数值关系 / Comparator of the stated number") @Heading("支数比较符")
          @Nullable FundComparator statedCountComparator,
      @Schema(
              description =
                  "所列支数；只按基金；合计只在给定 source 时 / Stated number of funds; by fund alone, in the total only with source",
              examples = "2")
          @Heading("所列支数")
          @Nullable Integer statedCount,
      @Schema(description = "所列规模的数值关系 / Comparator of the stated amount") @Heading("规模比较符")
          @Nullable FundComparator statedAmountComparator,
      @Schema(
              description =
                  "所列规模，元；只按基金；合计只在给定 source 时 / Stated amount, yuan; by fund alone, in the total only with source",
              examples = "200000000.00")
          @Heading("所列规模")
          @Nullable BigDecimal statedAmountYuan,
      @Schema(description = "认缴，元 / Committed, yuan", examples = "150000000.00") @Heading("认缴")
          BigDecimal committedYuan,
      @Schema(description = "到位，元 / Raised, yuan", examples = "100000000.00") @Heading("到位")
          BigDecimal raisedYuan,
      @Schema(description = "已投，元 / Invested, yuan", examples = "60000000.00") @Heading("已投")
          BigDecimal investedYuan,
      @Schema(
              description =
                  "认缴减所列规模，元 / committedYuan − statedAmountYuan; absent in a total with a fund that has a position and states no amount",
              examples = "-50000000.00")
          @Heading("认缴与所列之差")
          @Nullable BigDecimal differenceYuan,
      @Schema(
              description =
                  "是否达到所列规模：eq、ge、approx 为认缴不少于所列，gt 为多于，le 为不超过 / Whether the stated amount is reached: eq, ge, approx: committed at least as stated; gt: more; le: at most. Absent without a difference, or where comparators differ")
          @Heading("是否达到")
          @Nullable Boolean reached) {}

  /**
   * The roll-up.
   *
   * @param funds all fund lines of the plan
   * @param latest the positions that count, of any source
   * @param on the day by which months had to end; null for any
   */
  static FundRollup of(
      FundRollupQuestion question,
      List<FundView> funds,
      List<LatestPosition> latest,
      @Nullable LocalDate on) {
    var source = question.source();
    var named = new TreeMap<String, FundView>();
    funds.stream()
        .filter(fund -> source == null || source.equals(fund.source()))
        .forEach(fund -> named.put(fund.code(), fund));
    var counted = latest.stream().filter(one -> named.containsKey(one.fund())).toList();
    return new FundRollup(
        question.plan(),
        source,
        on,
        question.by(),
        true,
        switch (question.by()) {
          case FUND -> byFund(named, counted);
          case BODY -> byBody(counted);
          case FUND_AND_BODY -> byFundAndBody(named, counted);
        },
        total(source == null ? null : List.copyOf(named.values()), counted));
  }

  private static List<Line> byFund(Map<String, FundView> funds, List<LatestPosition> counted) {
    var groups = grouped(counted, LatestPosition::fund);
    return funds.values().stream()
        .filter(fund -> fund.amountYuan() != null || groups.containsKey(fund.code()))
        .map(
            fund ->
                line(
                    fund,
                    null,
                    null,
                    groups.getOrDefault(fund.code(), List.of()),
                    StatedFunds.of(fund),
                    true))
        .toList();
  }

  private static List<Line> byBody(List<LatestPosition> counted) {
    var groups = grouped(counted, LatestPosition::body);
    return new TreeSet<>(groups.keySet())
        .stream()
            .map(
                body ->
                    line(
                        null,
                        body,
                        null,
                        groups.getOrDefault(body, List.of()),
                        StatedFunds.NOTHING,
                        false))
            .toList();
  }

  private static List<Line> byFundAndBody(
      Map<String, FundView> funds, List<LatestPosition> counted) {
    return counted.stream()
        .map(
            one ->
                line(
                    funds.get(one.fund()),
                    one.body(),
                    one.month().month(),
                    List.of(one),
                    StatedFunds.NOTHING,
                    false))
        .toList();
  }

  /**
   * The total.
   *
   * @param funds those of the source that was asked for; null if none was
   */
  private static Line total(@Nullable List<FundView> funds, List<LatestPosition> counted) {
    if (funds == null) {
      return line(null, null, null, counted, StatedFunds.NOTHING, false);
    }
    var reported = counted.stream().map(LatestPosition::fund).collect(Collectors.toSet());
    var comparable =
        funds.stream()
            .filter(fund -> reported.contains(fund.code()))
            .allMatch(fund -> fund.amountYuan() != null);
    return line(null, null, null, counted, StatedFunds.sum(funds), comparable);
  }

  private static Map<String, List<LatestPosition>> grouped(
      List<LatestPosition> counted, Function<LatestPosition, String> key) {
    return counted.stream().collect(Collectors.groupingBy(key));
  }

  /**
   * A line.
   *
   * @param comparable whether the committed amount is that of what is stated
   */
  private static Line line(
      @Nullable FundView fund,
      @Nullable String body,
      @Nullable String month,
      List<LatestPosition> positions,
      StatedFunds stated,
      boolean comparable) {
    var sums =
        positions.stream()
            .map(LatestPosition::amounts)
            .reduce(FundAmounts.NOTHING, FundAmounts::plus);
    var compared = comparable ? stated.amountYuan() : null;
    var comparator = stated.amountComparator();
    return new Line(
        fund == null ? null : fund.code(),
        fund == null ? null : fund.name(),
        fund == null ? null : fund.source(),
        body,
        month,
        positions.size(),
        stated.countComparator(),
        stated.count(),
        comparator,
        stated.amountYuan(),
        sums.committedYuan(),
        sums.raisedYuan(),
        sums.investedYuan(),
        compared == null ? null : sums.committedYuan().subtract(compared),
        comparator == null ? null : reached(comparator, sums, compared));
  }

  private static @Nullable Boolean reached(
      FundComparator comparator, FundAmounts sums, @Nullable BigDecimal stated) {
    return stated == null ? null : comparator.isReachedBy(sums.committedYuan(), stated);
  }

  /** Columns of properties that were not asked for, and of what is stated if no line has it. */
  @Override
  public Set<String> absent() {
    var absent = new HashSet<String>();
    if (by == FundRollupBy.BODY) {
      absent.addAll(Set.of("fund", "name", "source"));
    }
    if (by == FundRollupBy.FUND) {
      absent.add("body");
    }
    if (by != FundRollupBy.FUND_AND_BODY) {
      absent.add("month");
    }
    if (by != FundRollupBy.FUND && source == null) {
      absent.addAll(
          Set.of(
              "statedCountComparator",
              "statedCount",
              "statedAmountComparator",
              "statedAmountYuan",
              "differenceYuan",
              "reached"));
    }
    return absent;
  }
}
