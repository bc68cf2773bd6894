package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One published version of an observation. */
@Schema(
    name = "ObservationVersion",
    description =
        "观测值的一个公布版本 / One published version of an observation: what it said, from when on, and the note that came with it")
public record ObservationVersion(
    @Heading("版本") @Schema(description = "版本号 / Its number, as in derivedFrom", examples = "2")
        long version,
    @Heading("变更流位置")
        @Schema(description = "变更流中的位置 / Position in the change feed", examples = "1204")
        long position,
    @Heading("公布时间")
        @Schema(
            description =
                "公布时间，UTC，可作 asOf / When it was published and was given its position, UTC with microseconds; asOf takes it",
            examples = "2026-11-23T08:00:00.125000Z")
        String publishedAt,
    @Heading("变更")
        @Schema(
            description =
                "created 公布, updated 更正或撤销 (retracted: see status), deleted 删除：计算所用的数据已撤销或移动 / deleted: what it was computed from was retracted or moved")
        Action action,
    @Heading("指标") @Schema(description = "指标代码 / Code of the indicator; absent after a deletion")
        @Nullable String indicator,
    @Heading("行政区划代码") @Schema(description = "行政区划代码 / GB/T 2260 code") @Nullable String area,
    @Heading("板块") @Schema(description = "板块 / Part of the area") @Nullable String board,
    @Heading("范围") @Schema(description = "适用范围 / What the figure is limited to, if not the whole")
        @Nullable String scope,
    @Heading("统计期")
        @Schema(
            description = "统计期 / Year, half-year, quarter or month",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2022")
        @Nullable Period period,
    @Heading("比较符") @Nullable ObservationComparator comparator,
    @Heading("数值")
        @Schema(
            description =
                "数值，按指标的计量单位；未收集、已撤销的没有 / In the indicator's unit; absent if not_collected or retracted",
            examples = "3.8")
        @Nullable BigDecimal value,
    @Heading("原文") @Schema(description = "原文 / The value as printed") @Nullable String valuePrinted,
    @Heading("数据状态") @Nullable ObservationStatus status,
    @Heading("数值口径") @Nullable Measure measure,
    @Heading("备注")
        @Schema(
            description = "备注；更正的缘由写在这里 / The note; of a correction it says why",
            examples = "按年鉴更正")
        @Nullable String note,
    @Heading("计算来源")
        @Schema(description = "计算来源 / The observations it was computed from, with their versions")
        @Nullable List<String> derivedFrom,
    @Heading("撤销理由")
        @Schema(description = "撤销理由；仅已撤销的有 / Why it was taken back; only of what is retracted")
        @Nullable String retractionReason,
    @Heading("来源文件") @Schema(description = "来源文件 / Short id of the source document")
        @Nullable String document,
    @Heading("来源行") @Schema(description = "来源行 / Line of the source document")
        @Nullable Integer sourceLine) {

  /** The version that a change of the log made. A deletion has no state. */
  static ObservationVersion of(SealedChange change) {
    var state = change.body() == null ? null : Views.read(change.body(), ObservationView.class);
    return state == null
        ? new ObservationVersion(
            change.version(),
            change.position(),
            change.sealedAt().toString(),
            change.action(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null)
        : new ObservationVersion(
            change.version(),
            change.position(),
            change.sealedAt().toString(),
            change.action(),
            state.indicator(),
            state.area(),
            state.board(),
            state.scope(),
            state.period(),
            state.comparator(),
            state.value(),
            state.valuePrinted(),
            state.status(),
            state.measure(),
            state.note(),
            state.derivedFrom(),
            state.retractionReason(),
            state.document(),
            state.sourceLine());
  }

  /** A page of versions. */
  @Schema(name = "ObservationVersionPage")
  public record Page(
      List<ObservationVersion> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
