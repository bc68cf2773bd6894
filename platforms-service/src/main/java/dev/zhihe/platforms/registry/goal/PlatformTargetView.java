package dev.zhihe.platforms.registry.goal;

import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a platform's target. */
@Schema(
    name = "PlatformTarget",
    description = "平台目标 / What a platform is to reach by a day, as a document states it")
public record PlatformTargetView(
    @Schema(examples = "500106-pt-001") String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "平台代码 / Code of the platform", examples = "500106-pf-042")
        String platform,
    PlatformMeasure measure,
    PlatformTargetComparator comparator,
    @Schema(
            description = "目标值，单位依 measure / The value, in the unit of the measure",
            examples = "1200000000")
        BigDecimal value,
    @Schema(
            description =
                "起算日期：累加至截止日；只用于累加的计量内容 / First day whose figures count towards it; of measures that add up alone",
            examples = "2025-01-01")
        @Nullable LocalDate countedFrom,
    @Schema(description = "截止日期 / The day by which it is due", examples = "2025-12-31")
        LocalDate deadline,
    @Schema(
            description =
                "各处表述，CSV 中形如 table-10@557 12 亿，以分号分隔 / Every place that states it; in CSV joined by ;")
        List<PlatformTargetStatement> statements,
    @Schema(description = "备注 / What a reader of the document must know, no part of the target")
        @Nullable String note,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Since(3)
        @Schema(
            description =
                "原定平台：该平台已并入 platform，目标随之转入 / The platform for which it was stated; it was merged, and the target moved to the one that goes on",
            examples = "500106-pf-035")
        @Nullable String statedFor,
    @Since(3)
        @Schema(
            description =
                "因合并而停止考核之日：继续的平台已有同一计量内容、同一截止日期的目标 / The day of the merger from which it is judged no more, as the platform that goes on has a target of the same measure and deadline",
            examples = "2026-11-01")
        @Nullable LocalDate closedOn,
    @Since(3)
        @Schema(
            description = "使其停止考核的登记变更 / Code of the registry change that closed it",
            examples = "500106-rc2")
        @Nullable String closedBy) {

  /** A page of targets of platforms. */
  @Schema(name = "PlatformTargetPage")
  public record Page(
      List<PlatformTargetView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
