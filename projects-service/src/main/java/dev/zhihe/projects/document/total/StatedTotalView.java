package dev.zhihe.projects.document.total;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a stated total. */
@Schema(
    name = "StatedTotal",
    description =
        "文件所列合计 / A count and sums as a document claims them; what the rows add up to is in /v1/investment-rollups")
public record StatedTotalView(
    @Schema(examples = "500106-145-s08") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(
            description = "Code of the programme it speaks of; absent for the whole plan",
            examples = "500106-145-c1")
        @Nullable String programme,
    @Schema(description = "Where the document states it", examples = "chapter-4") String source,
    @Schema(description = "Projects, as stated", examples = "43") @Nullable Integer projectCount,
    @Schema(description = "Total investment in yuan, as stated", examples = "44565000000.00")
        @Nullable BigDecimal totalYuan,
    @Schema(
            description = "Investment within the plan period in yuan, as stated",
            examples = "41395000000.00")
        @Nullable BigDecimal periodYuan,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "949")
        @Nullable Integer sourceLine) {

  /** A page of stated totals. */
  @Schema(name = "StatedTotalPage")
  public record Page(
      List<StatedTotalView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
