package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.tables.Heading;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The rules of occupancy reports, with the limits that an area has on a day. */
@Schema(
    name = "OccupancyRulesInForce",
    description = "适用的填报校验规则 / The rules that reports of periods ending on the day are checked by")
public record RulesInForce(
    @Schema(description = "行政区划代码 / Code of the area", examples = "500106") String area,
    @Schema(description = "所查之日 / The day", examples = "2026-10-31") LocalDate on,
    @Schema(
            description = "本区的限值；用缺省限值时没有 / Code of the area's own limits; absent for the defaults",
            examples = "500106-limits-2026")
        @Nullable String code,
    @Schema(description = "限值起效日期 / First day of the area's own limits", examples = "2026-01-01")
        @Nullable LocalDate effectiveOn,
    @Schema(examples = "200") int stockJumpPercent,
    @Schema(examples = "300") int flowJumpPercent,
    @Schema(examples = "400") int yearJumpPercent,
    @Schema(examples = "2") int peerSpreads,
    @Schema(examples = "5") int peersAtLeast,
    @Schema(examples = "2") int slipComparisons,
    @Schema(description = "各项规则 / The rules") List<Line> items)
    implements Computed<RulesInForce.Line> {

  /** A rule. */
  @Schema(name = "OccupancyRuleInForce", description = "一项规则 / A rule")
  public record Line(
      @Schema(description = "规则编号，不变 / Id of the rule; it stays", examples = "jump-from-last")
          @Heading("规则")
          String id,
      @Schema(
              description = "版本；规则所查有变时递增 / Rises when the rule finds something else than before",
              examples = "1")
          @Heading("版本")
          int version,
      @Heading("性质") RuleSeverity severity,
      @Schema(description = "错误代码 / Code of the error that tells it", examples = "comment-required")
          @Heading("错误代码")
          String code,
      @Schema(
              description =
                  "所查字段；没有的，查说明 / The fields at which it is told; without any, at the comment",
              examples = "[\"outputYuan\"]")
          @Heading("字段")
          List<String> fields,
      @Schema(description = "规则内容（中文） / What it asks for, in Chinese", examples = "不得大于可用面积")
          @Heading("规则内容")
          String textZh,
      @Schema(
              description = "规则内容（英文） / What it asks for, in English",
              examples = "not above the usable area")
          @Heading("规则内容（英文）")
          String textEn) {

    private static Line of(FigureRule rule, RuleLimits limits) {
      var text = rule.text(limits);
      return new Line(
          rule.id(),
          rule.version(),
          rule.severity(),
          rule.errorCode(),
          rule.figures().stream().map(OccupancyFigure::property).toList(),
          text.zh(),
          text.en());
    }
  }

  /** The rules with the limits of an area on a day. */
  static RulesInForce of(String area, Collection<OccupancyRuleView> adopted, LocalDate day) {
    var own = own(adopted, area, day);
    var limits = own.map(OccupancyRuleView::limits).orElse(RuleLimits.DEFAULT);
    return new RulesInForce(
        area,
        day,
        own.map(OccupancyRuleView::code).orElse(null),
        own.map(OccupancyRuleView::effectiveOn).orElse(null),
        limits.stockJumpPercent(),
        limits.flowJumpPercent(),
        limits.yearJumpPercent(),
        limits.peerSpreads(),
        limits.peersAtLeast(),
        limits.slipComparisons(),
        Arrays.stream(FigureRule.values()).map(rule -> Line.of(rule, limits)).toList());
  }

  /**
   * The limits of an area on a day: the last adopted ones that had begun by then, or the defaults.
   */
  static RuleLimits limits(Collection<OccupancyRuleView> adopted, String area, LocalDate day) {
    return own(adopted, area, day).map(OccupancyRuleView::limits).orElse(RuleLimits.DEFAULT);
  }

  private static Optional<OccupancyRuleView> own(
      Collection<OccupancyRuleView> adopted, String area, LocalDate day) {
    return adopted.stream()
        .filter(rule -> rule.area().equals(area) && !rule.effectiveOn().isAfter(day))
        .max(Comparator.comparing(OccupancyRuleView::effectiveOn));
  }
}
