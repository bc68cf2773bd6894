package dev.zhihe.indicators.goals.breakdown;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a part of a target. */
@Schema(
    name = "TargetPart",
    description =
        "责任分解或年度目标 / What a department owes of a target by the end of a year, or the whole if none is named; in the indicator's unit")
public record TargetPartView(
    @Schema(examples = "500106-145-t05-2023-d1") String code,
    @Schema(description = "规划 / Code of the target's plan", examples = "500106-145") String plan,
    @Schema(description = "目标 / Code of the target", examples = "500106-145-t05") String target,
    @Schema(description = "年份，至该年底 / By the end of this year", examples = "2023") int year,
    @Schema(
            description =
                "责任部门；不填为整体，即年度目标 / Department that owes it; absent: the whole, which is the milestone of that year",
            examples = "区科技局")
        @Nullable String department,
    @Schema(description = "应达到的数值，按指标的计量单位 / Value, in the indicator's unit", examples = "120")
        BigDecimal value,
    @Schema(description = "备注 / Note") @Nullable String note,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-breakdown")
        @Nullable String document,
    @Schema(description = "文号 / Number of the document", examples = "沙府办发〔2022〕30号")
        @Nullable String documentNumber) {

  /** The natural key: one value per target, year and department. */
  Object key() {
    return Arrays.asList(target, year, department);
  }

  /**
   * Whether it is a milestone: the value that the whole shall have reached by the end of the year.
   */
  public boolean milestone() {
    return department == null;
  }

  /** A page of parts. */
  @Schema(name = "TargetPartPage")
  public record Page(
      List<TargetPartView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
