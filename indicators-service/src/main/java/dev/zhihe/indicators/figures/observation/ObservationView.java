package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an observation. */
@Schema(
    name = "Observation",
    description =
        "观测值 / What an indicator reached in a place and period, as a source says it; the value is in the indicator's unit")
public record ObservationView(
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
        @Nullable Integer sourceLine) {

  /** The firmest first: by status, then values before bounds, then by code. */
  public static final java.util.Comparator<ObservationView> FIRMEST =
      java.util.Comparator.comparing((ObservationView observation) -> observation.status().rank())
          .thenComparing(observation -> !observation.comparator().exact())
          .thenComparing(ObservationView::code);

  /** A copy with another day of first submission. */
  public ObservationView reportedOn(@Nullable LocalDate day) {
    return with(value, derivedFrom, day);
  }

  /** The figure as it is after it was taken back. */
  ObservationView retracted(String reason) {
    return new ObservationView(
        code,
        indicator,
        area,
        board,
        scope,
        period,
        ObservationComparator.EQ,
        null,
        null,
        ObservationStatus.RETRACTED,
        measure,
        note,
        derivedFrom,
        reportedOn,
        reason,
        document,
        sourceLine);
  }

  /** A copy without the fields that the system sets. */
  public ObservationView entered() {
    return with(value, null, null);
  }

  /** Whether the entered fields are equal, regardless of trailing zeros of the value. */
  public boolean sameAs(ObservationView other) {
    return sameValue(other) && with(null, null, null).equals(other.with(null, null, null));
  }

  /** Whether both have the same value, or neither has one. */
  public boolean sameValue(ObservationView other) {
    return value == null
        ? other.value == null
        : other.value != null && value.compareTo(other.value) == 0;
  }

  private ObservationView with(
      @Nullable BigDecimal value,
      @Nullable List<String> derivedFrom,
      @Nullable LocalDate reportedOn) {
    return new ObservationView(
        code,
        indicator,
        area,
        board,
        scope,
        period,
        comparator,
        value,
        valuePrinted,
        status,
        measure,
        note,
        derivedFrom,
        reportedOn,
        null,
        document,
        sourceLine);
  }

  /** The natural key: one observation per indicator, place, scope, period and source line. */
  public Object key() {
    return Arrays.asList(indicator, area, board, scope, period, sourceLine);
  }

  /** A page of observations. */
  @Schema(name = "ObservationPage")
  public record Page(
      List<ListedObservation> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
