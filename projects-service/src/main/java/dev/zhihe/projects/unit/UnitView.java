package dev.zhihe.projects.unit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a unit. */
@Schema(
    name = "Unit",
    description =
        "责任单位 / A body that answers for projects or takes part in them; projects give it by one of its names")
public record UnitView(
    @Schema(examples = "500106-u01") String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "单位名称 / Name by which projects give it", examples = "国际物流枢纽公司")
        String name,
    @Schema(
            description =
                "别名，含原文写法 / Other names, as printed; no two units of an area share a name",
            examples = "[\"国际物流公司\"]")
        List<String> aliases,
    @Schema(
            description =
                "统一社会信用代码，18 位，校验位须正确；未知时为空 / Unified social credit code (GB 32100-2015), its check character verified; absent where not known",
            examples = "91000000MA00000157")
        @Nullable String creditCode,
    @Schema(description = "备注 / What a reader of the document must know") @Nullable String note,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "964")
        @Nullable Integer sourceLine) {

  /** A page of units. */
  @Schema(name = "UnitPage")
  public record Page(
      List<UnitView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
