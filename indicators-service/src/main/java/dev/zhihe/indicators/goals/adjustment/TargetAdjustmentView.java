package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.TargetComparator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an adjustment. */
@Schema(
    name = "TargetAdjustment",
    description =
        "目标调整 / An act that puts another target in the place of one in force; values in the indicator's unit")
public record TargetAdjustmentView(
    @Schema(examples = "500106-145-t02-adj1") String code,
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "GB/T 2260 code of the target's area", examples = "500106") String area,
    @Schema(description = "所调整目标 / Code of the target", examples = "500106-145-t02") String target,
    @Schema(description = "编制时目标的版本 / Version of the target that it was made from", examples = "2")
        long targetVersion,
    @Schema(description = "调整前的比较符 / Comparator before") TargetComparator beforeComparator,
    @Schema(description = "调整前的目标值 / Value before", examples = "4.0")
        @Nullable BigDecimal beforeValue,
    @Schema(description = "调整前的上限 / Upper end before") @Nullable BigDecimal beforeValueMax,
    @Schema(description = "调整后的比较符 / Comparator after") TargetComparator afterComparator,
    @Schema(description = "调整后的目标值 / Value after", examples = "3.8")
        @Nullable BigDecimal afterValue,
    @Schema(description = "调整后的上限 / Upper end after") @Nullable BigDecimal afterValueMax,
    @Schema(description = "调整理由 / Why", examples = "统计口径调整") String reason,
    @Schema(description = "文件名称 / Title of the document that decides it")
        @Nullable String documentTitle,
    @Schema(description = "文号 / Number of that document", examples = "沙府发〔2023〕8号")
        @Nullable String documentNumber,
    @Schema(description = "起效日期 / First day on which it holds", examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(description = "All but approved ones are seen by the bureau alone")
        AdjustmentStatus status,
    @Schema(description = "退回理由 / Why it was returned") @Nullable String returnReason,
    @Schema(
            description = "后续目标 / Code of the target that followed, once it is approved",
            examples = "500106-145-t02-a1")
        @Nullable String successor) {

  /** A page of adjustments. */
  @Schema(name = "TargetAdjustmentPage")
  public record Page(
      List<TargetAdjustmentView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
