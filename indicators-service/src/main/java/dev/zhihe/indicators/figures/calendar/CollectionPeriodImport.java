package dev.zhihe.indicators.figures.calendar;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Imports the collection calendar. */
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
    var period = Period.of(row);
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
    var period = Period.of(row);
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
    var view =
        new CollectionPeriodView(
            code,
            row.area("area"),
            period,
            due,
            locks == null || locks.equals("true") || locks.equals("是"),
            row.text("note"),
            List.of());
    return row.isValid() ? view : null;
  }

  @Override
  public CollectionPeriod create(CollectionPeriodView view, Row row) {
    return new CollectionPeriod(view);
  }

  @Override
  public void change(CollectionPeriod stored, CollectionPeriodView view) {
    stored.describe(view);
  }

  /** A closed period is reopened by a reviewer's extension, not by an editor's file. */
  @Override
  public boolean mayChange(CollectionPeriod stored, Row row) {
    var before = Views.read(stored.publication().body(), CollectionPeriodView.class);
    var after = stored.view();
    var moved =
        !after.dueDate().equals(before.dueDate()) || after.lockAfterDue() != before.lockAfterDue();
    if (moved && !before.extensions().isEmpty()) {
      row.refuse(
          "dueDate",
          "extended",
          "已由审核人延期，不再改期；延期由审核人办理（POST /v1/collection-periods/%s/extensions）",
          "a reviewer has extended it, so it is not moved: a reviewer extends it again (POST /v1/collection-periods/%s/extensions)",
          before.code());
      return false;
    }
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
