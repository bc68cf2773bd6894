package dev.zhihe.indicators.dictionary.codelist;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an entry of a codelist. */
@Schema(
    name = "CodelistEntry",
    description =
        "代码表条目 / A code or word of a table, with the days on which it is in use; its earlier states are read with asOf")
public record CodelistEntryView(
    @Schema(examples = "area-500106") String code,
    Codelist list,
    @Schema(description = "代码或用词，即数据中所写 / The code or word as data use it", examples = "500106")
        String value,
    @Schema(examples = "沙坪坝区") String nameZh,
    @Schema(examples = "Shapingba District") @Nullable String nameEn,
    @Schema(description = "所属行政区划 / Area to which it belongs; absent: to all", examples = "500106")
        @Nullable String area,
    @Schema(description = "上级条目 / Code of the entry above", examples = "area-500000")
        @Nullable String parent,
    @Schema(description = "启用日 / First day in use; absent: always was", examples = "1995-01-01")
        @Nullable LocalDate validFrom,
    @Schema(
            description = "停用日 / First day no longer in use; absent: it still is",
            examples = "2030-01-01")
        @Nullable LocalDate validUntil,
    @Schema(description = "说明 / What a reader must know of it") @Nullable String note) {

  /** The natural key. A value may be used again after its entry is retired. */
  Object key() {
    return Arrays.asList(list, value, area, validFrom);
  }

  /** A page of entries. */
  @Schema(name = "CodelistPage")
  public record Page(
      List<CodelistEntryView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
