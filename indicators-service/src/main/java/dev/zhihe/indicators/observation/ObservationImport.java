package dev.zhihe.indicators.observation;

import static dev.zhihe.kit.imports.Column.measured;
import static dev.zhihe.kit.imports.Column.optional;
import static dev.zhihe.kit.imports.Column.readOnly;
import static dev.zhihe.kit.imports.Column.required;

import dev.zhihe.indicators.indicator.Indicators;
import dev.zhihe.indicators.indicator.Measure;
import dev.zhihe.kit.imports.Column;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.imports.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Observations from files. */
@ApplicationScoped
class ObservationImport implements ImportFamily<Observation, ObservationView> {
  private final Indicators indicators;
  private final Observations observations;
  private final Derivations derivations;

  ObservationImport(Indicators indicators, Observations observations, Derivations derivations) {
    this.indicators = indicators;
    this.observations = observations;
    this.derivations = derivations;
  }

  @Override
  public Class<Observation> entity() {
    return Observation.class;
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
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable ObservationView read(Row row) {
    var period = period(row);
    var comparator = row.word("comparator", Comparator.class);
    var indicator = row.reference("indicator", indicators::has);
    var unit = indicator == null ? null : indicators.unit(indicator);
    var value = row.decimal("value", unit, indicator);
    var status = row.word("status", Status.class);
    if (status != null
        && row.readable("value")
        && (value == null) != (status == Status.NOT_COLLECTED)) {
      row.refuse(
          "value",
          "value-and-status",
          "除 not_collected 外均须有数值，not_collected 不得有",
          "every observation has a value, except one not collected");
    }
    if (period != null && indicator != null) {
      var retiredOn = Objects.requireNonNull(indicators.traits(indicator)).retiredOn();
      if (retiredOn != null && !period.firstDay().isBefore(retiredOn)) {
        row.refuse(
            "indicator",
            "retired",
            "该指标自 %s 起停用，不再接受其后统计期的数据",
            "the indicator is retired from %s on, and takes no figures of later periods",
            retiredOn);
      }
    }
    var said =
        new ObservationView(
            row.code("code"),
            indicator,
            row.area("area"),
            row.text("board"),
            row.text("scope"),
            period,
            comparator == null ? Comparator.EQ : comparator,
            value,
            row.text("valuePrinted"),
            status,
            row.word("measure", Measure.class),
            row.text("note"),
            null,
            row.text("document"),
            row.line("sourceLine"));
    return row.sound() ? said : null;
  }

  /** As the getters of a row: null where the cell is empty or was refused. */
  @NullUnmarked
  private static Period period(Row row) {
    var text = row.text("period");
    var period = text == null ? null : Period.written(text);
    return text == null || period != null
        ? period
        : row.refuse(
            "period",
            "period",
            "应为年 2020、半年 2020-H1、季 2020-Q3 或月 2020-07（也可写 2020年、2020年7月）",
            "a year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07");
  }

  @Override
  public Object key(ObservationView said) {
    return said.key();
  }

  @Override
  public Map<Object, String> holders(List<ObservationView> said) {
    return observations.holders(said);
  }

  @Override
  public Observation create(ObservationView said, Row row) {
    var traits = Objects.requireNonNull(indicators.traits(said.indicator()));
    if (traits.computed()) {
      refuseComputed(row);
    }
    return new Observation(said, traits.sharing());
  }

  @Override
  public void change(Observation stored, ObservationView said) {
    stored.describe(said);
  }

  @Override
  public boolean mayChange(Observation stored, Row row) {
    if (stored.derived()) {
      refuseComputed(row);
    }
    return !stored.derived();
  }

  private static void refuseComputed(Row row) {
    row.refuse(
        "indicator",
        "computed",
        "该指标由系统根据分子、分母计算，不可填报",
        "this indicator is computed from two others: their figures are entered, not its own");
  }

  @Override
  public void written(List<Observation> created, List<Observation> changed) {
    derivations.follow(Stream.concat(created.stream(), changed.stream()).toList());
  }
}
