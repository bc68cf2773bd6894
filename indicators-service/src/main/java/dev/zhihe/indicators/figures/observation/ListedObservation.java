package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An observation in a list, with what people need to read it. */
@Schema(
    name = "ListedObservation",
    description =
        "列表中的观测值，expand=indicator 时附指标的名称和单位 / An observation of a list; with expand=indicator it has the name and unit of its indicator")
public record ListedObservation(
    @Schema(examples = "500106-135-r05") String code,
    @Schema(description = "指标代码 / Code of the indicator", examples = "rd-expenditure-to-gdp")
        String indicator,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "板块 / Part of the area, such as 科学城板块") @Nullable String board,
    @Schema(description = "适用范围 / What the figure is limited to, if not the whole")
        @Nullable String scope,
    @Schema(
            description =
                "统计期 / A year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07, from 1900 to 2200; the value is as of its last day, or over it",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2020")
        Period period,
    ObservationComparator comparator,
    @Schema(
            description =
                "数值，按指标的计量单位 / In the indicator's unit; absent if not_collected or retracted",
            examples = "3.55")
        @Nullable BigDecimal value,
    @Schema(description = "原文 / The value as the document prints it", examples = "3.55")
        @Nullable String valuePrinted,
    ObservationStatus status,
    @Nullable Measure measure,
    @Schema(description = "备注 / What a reader of the document must know, no part of the value")
        @Nullable String note,
    @Schema(
            description =
                "计算来源：所用观测值及版本，如 …@v2；直接填报的没有 / The observations it was computed from, with their versions; absent if it was entered",
            examples = "[\"500106-rd-2022@v1\", \"500106-gdp-2022@v3\"]")
        @Nullable List<String> derivedFrom,
    @Schema(
            description =
                "首次填报日，核对及时率用；计算所得及更早录入的没有 / Day on which its figure was first handed in; absent if computed, or entered before that was kept",
            examples = "2023-03-10")
        @Nullable LocalDate reportedOn,
    @Schema(
            description = "撤销理由；仅已撤销的有 / Why it was taken back; only of what is retracted",
            examples = "误用了预计数")
        @Nullable String retractionReason,
    @Schema(
            description = "来源文件 / Short id of the source document",
            examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "67")
        @Nullable Integer sourceLine,
    @Heading("指标名称")
        @Schema(
            description =
                "指标名称，仅 expand=indicator 时有 / Name of the indicator, with expand=indicator only",
            examples = "全社会研究与开发支出占 GDP 比重")
        @Nullable String nameZh,
    @Heading("指标英文名称")
        @Schema(
            description =
                "指标英文名称，仅 expand=indicator 时有 / Its English name, with expand=indicator only",
            examples = "R&D expenditure as a share of GDP")
        @Nullable String nameEn,
    @Heading("单位")
        @Schema(
            description =
                "单位，仅 expand=indicator 时有 / Unit of the value, with expand=indicator only",
            examples = "%")
        @Nullable String unit) {

  /** Observations with the names and units of their indicators, which are read with one query. */
  static List<ListedObservation> of(List<ObservationView> observations, States states) {
    var codes = observations.stream().map(ObservationView::indicator).distinct().toList();
    var indicators =
        codes.isEmpty()
            ? List.<IndicatorView>of()
            : states.publicStates(
                Indicator.class, IndicatorView.class, Filters.none().codes(codes));
    var byCode =
        indicators.stream().collect(Collectors.toMap(IndicatorView::code, Function.identity()));
    return observations.stream()
        .map(observation -> of(observation, byCode.get(observation.indicator())))
        .toList();
  }

  private static ListedObservation of(
      ObservationView observation, @Nullable IndicatorView indicator) {
    return new ListedObservation(
        observation.code(),
        observation.indicator(),
        observation.area(),
        observation.board(),
        observation.scope(),
        observation.period(),
        observation.comparator(),
        observation.value(),
        observation.valuePrinted(),
        observation.status(),
        observation.measure(),
        observation.note(),
        observation.derivedFrom(),
        observation.reportedOn(),
        observation.retractionReason(),
        observation.document(),
        observation.sourceLine(),
        indicator == null ? null : indicator.nameZh(),
        indicator == null ? null : indicator.nameEn(),
        indicator == null ? null : indicator.unit());
  }
}
