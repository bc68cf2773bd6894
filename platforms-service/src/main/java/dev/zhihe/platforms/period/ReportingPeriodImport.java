package dev.zhihe.platforms.period;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports reporting periods. */
@ApplicationScoped
class ReportingPeriodImport implements ImportFamily<ReportingPeriod, ReportingPeriodView> {
  private final ReportingPeriods periods;

  ReportingPeriodImport(ReportingPeriods periods) {
    this.periods = periods;
  }

  @Override
  public Class<ReportingPeriod> entity() {
    return ReportingPeriod.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("startDate", "起始日"),
        required("endDate", "截止日"),
        required("dueDate", "填报截止日"),
        required("reviewDueDate", "审核截止日"),
        optional("kind", "周期"));
  }

  @Override
  public @Nullable ReportingPeriodView read(Row row) {
    var code = row.code("code");
    var area = row.area("area");
    if (code != null && area != null && !(code.startsWith(area + "-") && code.length() > 7)) {
      row.refuse(
          "code",
          "area-prefix",
          "填报期代码须以 %s- 开头，如 %s-2026-m10",
          "a period's code begins with %s-, as in %s-2026-m10",
          area,
          area);
    }
    var start = row.date("startDate");
    var end = row.date("endDate");
    var due = row.date("dueDate");
    var reviewDue = row.date("reviewDueDate");
    inOrder(row, "startDate", start, "endDate", end);
    inOrder(row, "endDate", end, "dueDate", due);
    inOrder(row, "dueDate", due, "reviewDueDate", reviewDue);
    var kind = start == null || end == null ? null : kind(row, start, end);
    return row.isValid()
        ? new ReportingPeriodView(code, area, start, end, due, reviewDue, kind)
        : null;
  }

  /** The kind that the days make. A file that states another one has an error. */
  private static @Nullable PeriodKind kind(Row row, LocalDate start, LocalDate end) {
    var kind = PeriodKind.of(start, end);
    var given = row.word("kind", PeriodKind.class);
    if (given != null && given != kind && row.readable("startDate", "endDate")) {
      row.refuse(
          "kind",
          "other-days",
          "%1$s 至 %2$s 是%3$s；可留空",
          "%1$s to %2$s is %4$s; the cell may be left empty",
          start,
          end,
          kind == null ? "其他时段" : Views.word(kind),
          kind == null ? "another span" : Views.word(kind));
    }
    return kind;
  }

  private static void inOrder(
      Row row,
      String earlier,
      @Nullable LocalDate before,
      String later,
      @Nullable LocalDate after) {
    if (before != null && after != null && after.isBefore(before)) {
      row.refuse(later, "order", "不得早于 %s（%s）", "not before %s (%s)", earlier, before);
    }
  }

  /** An area has each period only once. */
  @Override
  public Object naturalKey(ReportingPeriodView view) {
    return List.of(view.area(), view.startDate(), view.endDate());
  }

  @Override
  public @Nullable String codeOf(ReportingPeriodView view) {
    return periods.codeOf(view.area(), view.startDate(), view.endDate());
  }

  /** The days of a period stay once there are reports of it: these were judged by them. */
  @Override
  public void review(Map<Row, ReportingPeriodView> chunk) {
    var stored = periods.byCode(codes(chunk.values().stream()));
    var moved =
        codes(
            chunk.values().stream()
                .filter(view -> stored.containsKey(view.code()))
                .filter(view -> !view.hasDaysOf(Objects.requireNonNull(stored.get(view.code())))));
    periods.lock(moved);
    var reported = periods.reported(moved);
    chunk.forEach(
        (row, view) -> {
          if (reported.contains(view.code())) {
            refuseOtherDays(row, view, Objects.requireNonNull(stored.get(view.code())));
          }
        });
  }

  private static List<String> codes(Stream<ReportingPeriodView> views) {
    return views.map(ReportingPeriodView::code).toList();
  }

  private static void refuseOtherDays(
      Row row, ReportingPeriodView view, ReportingPeriodView stored) {
    refuseOther(row, "startDate", view.startDate(), stored.startDate());
    refuseOther(row, "endDate", view.endDate(), stored.endDate());
    refuseOther(row, "dueDate", view.dueDate(), stored.dueDate());
    refuseOther(row, "reviewDueDate", view.reviewDueDate(), stored.reviewDueDate());
  }

  private static void refuseOther(Row row, String column, LocalDate given, LocalDate stored) {
    if (!given.equals(stored)) {
      row.refuse(
          column,
          "has-reports",
          "该填报期已有填报，仍为 %s；延期请用 POST /v1/period-extensions",
          "there are reports of the period, so it stays %s; to give more time, POST /v1/period-extensions",
          stored);
    }
  }

  @Override
  public ReportingPeriod create(ReportingPeriodView view, Row row) {
    return new ReportingPeriod(view);
  }

  @Override
  public void change(ReportingPeriod stored, ReportingPeriodView view) {
    stored.describe(view);
  }
}
