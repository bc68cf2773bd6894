package dev.zhihe.platforms.registry.alias;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an alias. */
@Schema(
    name = "Alias",
    description =
        "别名 / A variant of a name; it proposes that two names are one, and merges nothing")
public record AliasView(
    @Schema(examples = "500106-n001") String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "异名，原文 / The variant, as printed", examples = "科学城黄金湾·智谷") String name,
    @Schema(description = "标准名称 / The name it stands for", examples = "黄金湾·智谷")
        String canonicalName,
    @Schema(description = "对象类别，原文 / Kind of thing, as printed", examples = "园区") String entityType,
    @Schema(description = "关系：same 同一，related 疑似或相关 / Whether it surely names the same thing")
        Relation relation,
    @Schema(description = "出现次数 / Times it is printed", examples = "7")
        @Nullable Integer occurrences,
    @Schema(
            description =
                "来源行，CSV 中以分号分隔 / Lines that print it, some of them if many; in CSV joined by ;",
            examples = "[214, 366]")
        List<Integer> sourceLines,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document) {

  /** A page of aliases. */
  @Schema(name = "AliasPage")
  public record Page(
      List<AliasView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
