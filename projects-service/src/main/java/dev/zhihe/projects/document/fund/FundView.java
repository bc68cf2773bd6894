package dev.zhihe.projects.document.fund;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a fund. */
@Schema(
    name = "Fund",
    description =
        "基金 / A fund, or a sort of funds, that a plan names or promises; the table and the prose are kept apart, contradictions included")
public record FundView(
    @Schema(examples = "500106-145-f01") String code,
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "基金类别或名称，按原文 / Category or name, as printed", examples = "种子基金")
        String name,
    @Schema(
            description = "出处 / Where the document says it: a table or prose",
            examples = "table-13")
        String source,
    @Schema(description = "支数的数值关系；与支数同有同无 / Of the count; there if and only if it is")
        @Nullable FundComparator countComparator,
    @Schema(description = "支数 / Number of funds", examples = "2") @Nullable Integer count,
    @Schema(description = "规模的数值关系；与规模同有同无 / Of the amount; there if and only if it is")
        @Nullable FundComparator amountComparator,
    @Schema(description = "规模，元 / Size in yuan", examples = "200000000.00")
        @Nullable BigDecimal amountYuan,
    @Schema(description = "规模原文 / Size as printed", examples = "2 亿")
        @Nullable String amountPrinted,
    @Schema(
            description = "设立或引入机构，按原文 / Bodies that set them up or bring them in, as printed",
            examples = "[\"沙坪坝区政府\", \"重庆大学\"]")
        List<String> bodies,
    @Schema(description = "备注 / What a reader of the document must know") @Nullable String note,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "718")
        @Nullable Integer sourceLine) {

  /** A page of funds. */
  @Schema(name = "FundPage")
  public record Page(
      List<FundView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
