package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The state of a submission, for the bureau: the figure and its review. */
@Schema(
    name = "ObservationSubmission",
    description =
        "填报 / A figure on its way to being published; once it is, the observation of the same code says what it says")
public record ObservationSubmissionView(
    @Schema(description = "与观测值相同 / The observation's code", examples = "500106-rd-2022")
        String code,
    @Schema(description = "指标代码 / Code of the indicator", examples = "rd-expenditure-to-gdp")
        String indicator,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "板块 / Part of the area, such as 科学城板块") @Nullable String board,
    @Schema(description = "适用范围 / What the figure is limited to, if not the whole")
        @Nullable String scope,
    @Schema(
            description = "统计期，同观测值 / As of an observation",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2022")
        Period period,
    ObservationComparator comparator,
    @Schema(description = "数值，按指标的计量单位 / In the indicator's unit", examples = "3.8")
        @Nullable BigDecimal value,
    @Schema(description = "原文 / The value as the document prints it", examples = "3.8")
        @Nullable String valuePrinted,
    ObservationStatus status,
    @Nullable Measure measure,
    @Schema(description = "备注 / What a reader must know of it, no part of the value")
        @Nullable String note,
    @Schema(
            description =
                "首次填报日；先报未采集的，为首次填报数值之日 / Day on which it was first handed in; after not_collected, the day of its first value",
            examples = "2023-03-10")
        LocalDate reportedOn,
    @Schema(description = "来源文件 / Short id of the source document") @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "67")
        @Nullable Integer sourceLine,
    @Schema(
            description = "说明：数值异常的缘由，不公布 / Why the value is unusual; not published",
            examples = "统计口径调整")
        @Nullable String comment,
    @Schema(
            description = "公布时间：在此之前即使已通过也不公布 / Not published before, even if approved",
            examples = "2023-04-01T01:00:00Z")
        @Nullable Instant publishAt,
    ObservationReview review,
    @Schema(description = "退回理由 / Why it was returned", examples = "与年鉴不符")
        @Nullable String returnReason) {

  static ObservationSubmissionView of(
      ObservationView figure,
      @Nullable String comment,
      @Nullable Instant publishAt,
      ObservationReview review,
      @Nullable String returnReason) {
    return new ObservationSubmissionView(
        figure.code(),
        figure.indicator(),
        figure.area(),
        figure.board(),
        figure.scope(),
        figure.period(),
        figure.comparator(),
        figure.value(),
        figure.valuePrinted(),
        figure.status(),
        figure.measure(),
        figure.note(),
        Objects.requireNonNull(figure.reportedOn()),
        figure.document(),
        figure.sourceLine(),
        comment,
        publishAt,
        review,
        returnReason);
  }

  /** Whether it waits for a reviewer or for the end of its embargo. */
  public boolean waits() {
    return review == ObservationReview.SUBMITTED || review == ObservationReview.APPROVED;
  }

  /** The observation as it would be published. */
  public ObservationView figure() {
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
        null,
        reportedOn,
        null,
        document,
        sourceLine);
  }

  /** A page of submissions. */
  @Schema(name = "ObservationSubmissionPage")
  public record Page(
      List<ObservationSubmissionView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
