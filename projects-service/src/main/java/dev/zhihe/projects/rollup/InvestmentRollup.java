package dev.zhihe.projects.rollup;

import dev.zhihe.kit.http.Reads;
import dev.zhihe.projects.investment.Phase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What adopted investment plans add up to, by some trait of their projects. */
@Schema(
    name = "InvestmentRollup",
    description = "投资汇总 / What the adopted investment plans of a plan add up to, in yuan")
public record InvestmentRollup(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(examples = "programme") By by,
    @Schema(
            description =
                "true: each project counts in one line, so the lines add up to the total; false: some count in several")
        boolean additive,
    @Schema(description = "One line for each, in the order of codes") List<Line> items,
    @Schema(description = "All projects, each counted once") Line total)
    implements Reads.Computed<InvestmentRollup.Line> {

  /** One sum. */
  @Schema(name = "InvestmentRollupLine", description = "一项合计 / One sum")
  public record Line(
      @Schema(
              description = "Code of the programme; absent in the total",
              examples = "500106-145-c1")
          @Nullable String programme,
      @Schema(description = "Projects counted", examples = "17") long projects,
      @Schema(description = "Total investment, yuan", examples = "34375000000.00")
          BigDecimal totalYuan,
      @Schema(
              description = "Within the plan period, yuan: the sum of what is printed as such",
              examples = "31575000000.00")
          BigDecimal periodYuan,
      @Schema(description = "totalYuan − periodYuan", examples = "2800000000.00")
          BigDecimal outsideYuan,
      @Schema(
              description =
                  "By phase; as printed, so that they need not add up to periodYuan where a document contradicts itself")
          List<Phase> phases) {}

  /**
   * What the database sums: one part per programme, or per programme and phase.
   *
   * @param projects 0 where the part is a phase's
   */
  record Part(
      String programme,
      long projects,
      BigDecimal totalYuan,
      BigDecimal periodYuan,
      @Nullable Phase phase) {}

  /** The roll-up by programme; the total is the sum of the lines. */
  static InvestmentRollup byProgramme(String plan, List<Part> parts) {
    Map<String, List<Part>> lines = new TreeMap<>();
    parts.forEach(
        part -> lines.computeIfAbsent(part.programme(), code -> new ArrayList<>()).add(part));
    return new InvestmentRollup(
        plan,
        By.PROGRAMME,
        true,
        lines.entrySet().stream().map(line -> line(line.getKey(), line.getValue())).toList(),
        line(null, parts));
  }

  private record Years(int from, int to) {}

  private static Line line(@Nullable String programme, List<Part> parts) {
    var zero = BigDecimal.ZERO.setScale(2);
    var projects = 0L;
    var total = zero;
    var period = zero;
    var phases =
        new TreeMap<Years, BigDecimal>(
            Comparator.comparingInt(Years::from).thenComparingInt(Years::to));
    for (var part : parts) {
      projects += part.projects();
      total = total.add(part.totalYuan());
      period = period.add(part.periodYuan());
      var phase = part.phase();
      if (phase != null) {
        phases.merge(
            new Years(phase.fromYear(), phase.toYear()), phase.amountYuan(), BigDecimal::add);
      }
    }
    return new Line(
        programme,
        projects,
        total,
        period,
        total.subtract(period),
        phases.entrySet().stream()
            .map(sum -> new Phase(sum.getKey().from(), sum.getKey().to(), sum.getValue()))
            .toList());
  }
}
