package dev.zhihe.platforms.occupancy.report;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of accepting many reports.
 *
 * @param more whether others wait; call again then
 */
@Schema(name = "OccupancyAcceptances", description = "批量审核结果 / What became of each report")
public record OccupancyAcceptances(
    @Schema(description = "通过份数 / How many are accepted now", examples = "43") int accepted,
    @Schema(description = "未通过份数 / How many are not", examples = "1") int refused,
    @Schema(
            description =
                "除此之外是否还有待审的：有则再次调用 / Whether others wait besides these: call again if so",
            examples = "false")
        boolean more,
    @Schema(description = "每份的结果，按代码 / The result of each, in the order of codes")
        List<Item> items) {

  /**
   * The result of one report.
   *
   * @param reason null if it is accepted
   */
  @Schema(name = "OccupancyAcceptance", description = "一份填报的结果 / What became of a report")
  public record Item(
      @Schema(description = "填报 / Code of the report", examples = "000000-pf-001-o-2026-m10")
          String code,
      @Schema(description = "是否通过 / Whether it is accepted now", examples = "true")
          boolean accepted,
      @Schema(
              description =
                  "未通过的原因：own 本人提交过，state 不是待审状态，not_found 没有此填报 / Why not: own (you submitted a version of it), state (it does not wait for a reviewer), not_found",
              examples = "own")
          @Nullable String reason,
      @Schema(description = "原因说明 / The reason in Chinese", examples = "您提交过这份填报，须由他人审核")
          @Nullable String zh,
      @Schema(description = "英文说明 / The reason in English") @Nullable String en) {

    static Item accepted(String code) {
      return new Item(code, true, null, null, null);
    }

    static Item own(String code) {
      return new Item(
          code,
          false,
          "own",
          "您提交过这份填报，须由他人审核",
          "you submitted a version of it: somebody else reviews it");
    }

    static Item notFound(String code) {
      return new Item(code, false, "not_found", "没有此填报", "there is no such report");
    }

    static Item state(String code, ReviewStatus status) {
      var name = status.state().name();
      return new Item(
          code,
          false,
          "state",
          "状态为%s，不在待审".formatted(name.zh()),
          "it is %s and does not wait for a reviewer".formatted(name.en()));
    }
  }
}
