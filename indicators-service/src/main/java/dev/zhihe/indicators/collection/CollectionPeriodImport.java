package dev.zhihe.indicators.collection;

import static dev.zhihe.kit.imports.Column.optional;
import static dev.zhihe.kit.imports.Column.readOnly;
import static dev.zhihe.kit.imports.Column.required;

import dev.zhihe.indicators.observation.Period;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.imports.Column;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.imports.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The calendar of collection from files. */
@ApplicationScoped
class CollectionPeriodImport implements ImportFamily<CollectionPeriod, CollectionPeriodView> {
  private static final Pattern WHETHER = Pattern.compile("true|false|是|否");

  private final EntryLock lock;

  CollectionPeriodImport(EntryLock lock) {
    this.lock = lock;
  }

  @Override
  public Class<CollectionPeriod> entity() {
    return CollectionPeriod.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        optional("code", "代码"),
        required("area", "行政区划代码"),
        required("period", "统计期"),
        required("dueDate", "填报截止日"),
        optional("lockAfterDue", "截止后锁定"),
        optional("note", "备注"),
        readOnly("extensions", "延期"));
  }

  @Override
  public @Nullable String code(Row row) {
    var area = row.area("area");
    var period = period(row);
    return area == null || period == null ? null : CollectionPeriodView.codeOf(area, period);
  }

  @Override
  public @Nullable CollectionPeriodView read(Row row) {
    var code = row.code("code");
    var expected = code(row);
    if (code != null && expected != null && !code.equals(expected)) {
      row.refuse(
          "code", "code", "该地区该统计期的代码应为 %s", "that area and period have the code %s", expected);
    }
    var period = period(row);
    var due = row.date("dueDate");
    if (period != null && due != null && due.isBefore(period.lastDay())) {
      row.refuse(
          "dueDate",
          "order",
          "不得早于统计期的最后一日 %s",
          "not before %s, the last day of the period",
          period.lastDay());
    }
    var locks = row.matching("lockAfterDue", WHETHER, "应为 true（是）或 false（否）", "true or false");
    var said =
        new CollectionPeriodView(
            code,
            row.area("area"),
            period,
            due,
            locks == null || locks.equals("true") || locks.equals("是"),
            row.text("note"),
            List.of());
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
  public CollectionPeriod create(CollectionPeriodView said, Row row) {
    return new CollectionPeriod(said);
  }

  @Override
  public void change(CollectionPeriod stored, CollectionPeriodView said) {
    stored.describe(said);
  }

  /** What is over is opened again by a reviewer's extension, not by an editor's file. */
  @Override
  public boolean mayChange(CollectionPeriod stored, Row row) {
    var before = Views.read(stored.publication().body(), CollectionPeriodView.class);
    var after = stored.view();
    var moved =
        !after.dueDate().equals(before.dueDate()) || after.lockAfterDue() != before.lockAfterDue();
    if (moved && lock.today().isAfter(before.dueDate())) {
      row.refuse(
          "dueDate",
          "over",
          "已于 %s 截止；延期由审核人办理（POST /v1/collection-periods/%s/extensions）",
          "it was due on %s and is over: a reviewer extends it (POST /v1/collection-periods/%s/extensions)",
          before.dueDate(),
          before.code());
      return false;
    }
    return true;
  }
}
