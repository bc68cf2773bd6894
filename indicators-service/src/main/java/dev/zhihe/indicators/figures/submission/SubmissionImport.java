package dev.zhihe.indicators.figures.submission;

import static dev.zhihe.kit.tables.Column.measured;
import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Observations;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Imports figures. Each row is submitted, and published after a reviewer approves it. */
@ApplicationScoped
class SubmissionImport implements ImportFamily<ObservationSubmission, NewSubmission> {
  /** Programs write years with more than four digits differently. */
  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T00:00:00Z");

  private final Indicators indicators;
  private final Observations observations;
  private final ObservationSubmissions submissions;
  private final InstantSource time;
  private final Event<SubmissionsReceived> reviews;

  SubmissionImport(
      Indicators indicators,
      Observations observations,
      ObservationSubmissions submissions,
      InstantSource time,
      Event<SubmissionsReceived> reviews) {
    this.indicators = indicators;
    this.observations = observations;
    this.submissions = submissions;
    this.time = time;
    this.reviews = reviews;
  }

  @Override
  public Class<ObservationSubmission> entity() {
    return ObservationSubmission.class;
  }

  /** Published observations too: rows that equal them are unchanged. */
  @Override
  public boolean takesBack(Class<? extends Published> type) {
    return type == entity() || type == Observation.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("indicator", "指标"),
        required("area", "行政区划代码"),
        optional("board", "板块"),
        optional("scope", "范围"),
        required("period", "统计期"),
        optional("comparator", "比较符"),
        measured("value", "数值"),
        optional("valuePrinted", "原文"),
        required("status", "数据状态"),
        optional("measure", "数值口径"),
        optional("note", "备注"),
        readOnly("derivedFrom", "计算来源"),
        readOnly("reportedOn", "首次填报日"),
        readOnly("retractionReason", "撤销理由"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"),
        optional("comment", "说明"),
        optional("publishAt", "公布时间"),
        readOnly("review", "审核状态"),
        readOnly("returnReason", "退回理由"));
  }

  @Override
  public @Nullable NewSubmission read(Row row) {
    var period = Period.of(row);
    var comparator = row.word("comparator", ObservationComparator.class);
    var indicator = row.reference("indicator", indicators::has);
    var unit = indicator == null ? null : indicators.unit(indicator);
    var value = row.decimal("value", unit, indicator);
    var status = row.word("status", ObservationStatus.class);
    if (status != null && row.readable("value") && (value == null) == status.hasValue()) {
      row.refuse(
          "value",
          "value-and-status",
          "除 not_collected 和 retracted 外均须有数值，这两种不得有",
          "every observation has a value, except one not collected or retracted");
    }
    if (period != null && indicator != null) {
      var retiredOn = Objects.requireNonNull(indicators.summary(indicator)).retiredOn();
      if (retiredOn != null && !period.firstDay().isBefore(retiredOn)) {
        row.refuse(
            "indicator",
            "retired",
            "该指标自 %s 起停用，不再接受其后统计期的数据",
            "the indicator is retired from %s on, and takes no figures of later periods",
            retiredOn);
      }
    }
    var figure =
        new ObservationView(
            row.code("code"),
            indicator,
            row.area("area"),
            row.text("board"),
            row.text("scope"),
            period,
            comparator == null ? ObservationComparator.EQ : comparator,
            value,
            row.text("valuePrinted"),
            status,
            row.word("measure", Measure.class),
            row.text("note"),
            null,
            null,
            null,
            row.text("document"),
            row.line("sourceLine"));
    var comment = row.text("comment");
    var publishAt = publishAt(row);
    return row.isValid() ? new NewSubmission(figure, comment, publishAt) : null;
  }

  /** The time of publication. A day means its beginning. The database stores microseconds. */
  @NullUnmarked
  private static Instant publishAt(Row row) {
    var text = row.text("publishAt");
    if (text == null) {
      return null;
    }
    try {
      var given =
          text.length() == 10
              ? Days.begins(LocalDate.parse(text))
              : OffsetDateTime.parse(text).toInstant();
      if (given.isAfter(FIRST_INSTANT) && given.isBefore(LAST_INSTANT)) {
        return given.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // refused below
    }
    return row.refuse(
        "publishAt",
        "instant",
        "应为日期（如 2026-12-01，北京时间零时）或带时区的时刻（如 2026-12-01T09:00:00+08:00）",
        "a day such as 2026-12-01, which is its beginning in Asia/Shanghai, or an instant with its offset, such as 2026-12-01T09:00:00+08:00");
  }

  @Override
  public Object naturalKey(NewSubmission given) {
    return given.figure().key();
  }

  @Override
  public Map<Object, String> codesByNaturalKey(List<NewSubmission> given) {
    return observations.codesByNaturalKey(
        ObservationSubmissions.TABLE, given.stream().map(NewSubmission::figure).toList());
  }

  /**
   * Marks rows that equal a published observation as unchanged, because downloads contain them.
   * Refuses other rows of computed indicators. Observers check the rest.
   */
  @Override
  public void review(Map<Row, NewSubmission> chunk) {
    var figures = chunk.values().stream().map(NewSubmission::figure).toList();
    var known = submissions.known(figures.stream().map(ObservationView::code).toList());
    var published =
        observations.published(
            figures.stream()
                .filter(
                    figure ->
                        figure.status() == ObservationStatus.RETRACTED
                            || !known.containsKey(figure.code()))
                .map(ObservationView::code)
                .toList());
    var handedIn = new LinkedHashMap<Row, NewSubmission>();
    chunk.forEach(
        (row, given) -> {
          var stored = known.get(given.figure().code());
          var there = published.get(given.figure().code());
          if (there != null && there.sameAs(given.figure())) {
            row.markUnchanged();
          } else if (given.figure().status() == ObservationStatus.RETRACTED) {
            row.refuse(
                "status",
                "retraction",
                "已公布的观测值须经申请撤销（POST /v1/observations/%1$s/retraction）",
                "a published figure is taken back by a request (POST /v1/observations/%1$s/retraction)",
                given.figure().code());
          } else if (Objects.requireNonNull(indicators.summary(given.figure().indicator()))
              .computed()) {
            row.refuse(
                "indicator",
                "computed",
                "该指标由系统根据分子、分母计算，不可填报",
                "this indicator is computed from two others: their figures are entered, not its own");
          } else if (stored == null || !stored.isSameAs(given)) {
            handedIn.put(row, stored == null ? given : stored.withNewComment(given));
          }
        });
    reviews.fire(new SubmissionsReceived(handedIn));
  }

  @Override
  public ObservationSubmission create(NewSubmission given, Row row) {
    return new ObservationSubmission(given, Days.of(time.instant()));
  }

  @Override
  public void change(ObservationSubmission stored, NewSubmission given) {
    stored.apply(given, Days.of(time.instant()));
  }

  /** An identical row still resubmits a returned figure. */
  @Override
  public boolean resubmits(ObservationSubmission stored) {
    return stored.returned();
  }

  /**
   * Submits the figure after {@link #change}: between the two, a download's review columns are
   * compared with the stored ones.
   */
  @Override
  public void submit(ObservationSubmission stored) {
    stored.submit();
  }
}
