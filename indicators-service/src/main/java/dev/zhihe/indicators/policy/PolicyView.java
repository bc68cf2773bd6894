package dev.zhihe.indicators.policy;

import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a policy. */
@Schema(name = "Policy", description = "政策 / An act of government that a plan names")
public record PolicyView(
    @Schema(examples = "500106-145-y02") String code,
    @Schema(description = "规划代码 / Code of the plan that names it", examples = "500106-145")
        String plan,
    @Schema(description = "名称，按原文 / As printed", examples = "沙坪坝区促进科技成果转化实施办法") String name,
    @Schema(
            description = "别名 / Other names under which it is printed",
            examples = "[\"沙坪坝区促进科技成果转化办法\"]")
        List<String> aliases,
    @Schema(description = "类型，按原文 / What sort of act, as printed", examples = "十四五拟出台区级政策")
        String kind,
    @Schema(
            description =
                "与规划的关系；仅此属性出现以前的状态没有，视为 promised / What the plan has to do with it; absent only in states of before this property, which count as promised")
        @Since(2)
        @Nullable PolicyRole role,
    PolicyStatus status,
    @Schema(description = "表内序号 / Number in the plan's table of policies", examples = "2")
        @Nullable Integer tableNumber,
    @Schema(description = "文号 / Number of the document once issued", examples = "沙府发〔2022〕12号")
        @Nullable String documentNumber,
    @Schema(description = "出台日期 / Day of issue", examples = "2022-06-30")
        @Nullable LocalDate issuedOn,
    @Schema(
            description = "出台名称，与规划所称不同时 / Title as issued, where the plan calls it otherwise",
            examples = "沙坪坝区促进科技成果转化若干措施")
        @Nullable String issuedName,
    @Schema(
            description =
                "应出台日期；缺省为规划期末 / Day by which it shall be issued; absent: the plan's last",
            examples = "2023-12-31")
        @Nullable LocalDate dueOn,
    @Schema(description = "提及之处；CSV 中形如 / Where it is named; in CSV table-16@1063 joined by ;")
        List<PolicyMention> mentions,
    @Schema(description = "备注 / What a reader of the document must know") @Nullable String note,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "1063")
        @Nullable Integer sourceLine) {

  /** A page of policies. */
  @Schema(name = "PolicyPage")
  public record Page(
      List<PolicyView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
