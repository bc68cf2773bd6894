package dev.zhihe.projects.fund;

import dev.zhihe.kit.review.Adoption;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a fund position. */
@Schema(
    name = "FundPosition",
    description =
        "基金运行情况 / What a fund has committed, raised and invested by the end of a month, in yuan")
public record FundPositionView(
    @Schema(examples = "500106-145-f01-2023-06") String code,
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "基金代码 / Code of the fund", examples = "500106-145-f01") String fund,
    @Schema(description = "设立或引入机构 / Body that set it up or brought it in", examples = "重庆大学")
        String body,
    @Schema(
            description = "月份：金额为该月末的累计数 / Month; the amounts are those by its end",
            examples = "2023-06",
            pattern = "^" + LedgerMonth.FORM + "$")
        String month,
    @Schema(description = "认缴，元 / Committed, yuan", examples = "100000000.00")
        BigDecimal committedYuan,
    @Schema(
            description = "到位（实缴），元，不超过认缴 / Raised, yuan; not more than is committed",
            examples = "60000000.00")
        BigDecimal raisedYuan,
    @Schema(
            description = "已投，元，不超过到位 / Invested, yuan; not more than is raised",
            examples = "25000000.00")
        BigDecimal investedYuan,
    @Schema(
            description =
                "说明：与上月相差悬殊或更正的原因 / Why it is far from the month before, or corrects another",
            examples = "首期出资到位")
        @Nullable String comment,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        Adoption status,
    @Schema(description = "Short id of the source document", examples = "spb-2023-funds")
        @Nullable String document,
    @Schema(description = "备注 / Note") @Nullable String note,
    @Schema(
            description = "所更正的一项 / Code of the position whose place it took",
            examples = "500106-145-f01-2023-06")
        @Nullable String corrects,
    @Schema(
            description =
                "更正它的一项；有之则不再计入 / Code of the position that took its place; then it counts no more",
            examples = "500106-145-f01-2023-06-r2")
        @Nullable String correctedBy) {

  /** A page of fund positions. */
  @Schema(name = "FundPositionPage")
  public record Page(
      List<FundPositionView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
