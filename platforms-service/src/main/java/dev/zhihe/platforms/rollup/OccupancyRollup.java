package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.Computed;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the accepted occupancy reports of some platforms add up to. Reports under review, and
 * amendments until they are accepted, do not count.
 */
@Schema(
    name = "OccupancyRollup",
    description =
        "入驻汇总 / What accepted occupancy reports add up to: areas in m², money in yuan, people in persons")
public record OccupancyRollup(
    @Schema(description = "行政区划代码 / GB/T 2260 code; absent for all areas", examples = "500106")
        @Nullable String area,
    @Schema(
            description = "汇总依据 / The properties, as asked",
            examples = "type",
            pattern =
                "^(area|type|level|operator|platform|ecosystem|cluster|period)(,(area|type|level|operator|platform|ecosystem|cluster|period))?$")
        String by,
    @Schema(
            description =
                "填报期类别；给定 period 时没有 / Kind of the periods that count; absent with period")
        @Nullable RollupPeriodKind kind,
    @Schema(
            description = "只计该填报期 / Code of the only period that counts",
            examples = "500106-2026-m10")
        @Nullable String period,
    @Schema(description = "填报期起始日不早于 / Periods begin on or after this day", examples = "2026-01-01")
        @Nullable LocalDate from,
    @Schema(description = "填报期截止日不晚于 / Periods end on or before this day", examples = "2026-12-31")
        @Nullable LocalDate to,
    @Schema(description = "业务时点 / Periods had ended by this day", examples = "2026-10-31")
        @Nullable LocalDate on,
    @Schema(
            description =
                "true：各行相加等于合计 / true: the lines add up to the total; false, by period: only what happened in the periods does; by ecosystem and cluster: a platform may be in several lines")
        boolean additive,
    @Schema(description = "比率定义 / How the rates are defined") List<RateDefinition> definitions,
    @Schema(description = "各项，按汇总依据排列 / One line for each, in the order of the properties")
        List<OccupancyLine> items,
    @Schema(description = "合计 / All platforms, each counted once") OccupancyLine total)
    implements Computed<OccupancyLine> {

  /**
   * The roll-up.
   *
   * @param platforms number of platforms that can report, by their properties
   */
  static OccupancyRollup of(
      OccupancyQuestion question,
      OccupancySums.Result sums,
      Map<RollupKey, Long> platforms,
      @Nullable LocalDate on) {
    var keys = new TreeSet<>(sums.groups().keySet());
    if (!question.byPeriod()) {
      keys.addAll(platforms.keySet());
    }
    return new OccupancyRollup(
        question.platforms().area(),
        question.words(),
        question.period() == null ? question.kind() : null,
        question.period(),
        question.from(),
        question.to(),
        on,
        question.additive(),
        RateDefinition.ALL,
        keys.stream()
            .map(key -> RollupGroup.of(question, key))
            .filter(group -> group.startsFrom(question.from()))
            .map(
                group ->
                    OccupancyLine.of(
                        group,
                        platforms.getOrDefault(group.ofPlatforms(), 0L),
                        sums.groups().getOrDefault(group.key(), OccupancySum.NOTHING),
                        sums.changes().getOrDefault(group.key(), OccupancyChange.NONE)))
            .toList(),
        OccupancyLine.of(
            RollupGroup.of(question.total(), RollupKey.NONE),
            platforms.values().stream().mapToLong(Long::longValue).sum(),
            sums.total(),
            OccupancyChange.NONE));
  }

  /** Columns of properties that were not asked for, and of changes without periods. */
  @Override
  public Set<String> absent() {
    var asked = Set.of(by.split(",", -1));
    var others =
        Arrays.stream(OccupancyRollupBy.values())
            .map(Views::word)
            .filter(word -> !asked.contains(word))
            .collect(Collectors.toSet());
    if (others.remove("period")) {
      others.addAll(OccupancyLine.OF_PERIODS);
    }
    return others;
  }
}
