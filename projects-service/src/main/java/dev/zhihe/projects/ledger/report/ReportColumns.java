package dev.zhihe.projects.ledger.report;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.ProjectView;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The columns of files of monthly reports, and what a row says. */
@ApplicationScoped
class ReportColumns {
  static final String PROJECT_NAME = "projectName";

  private static final BigDecimal MAX_PERCENT = BigDecimal.valueOf(100);

  private final Projects projects;
  private final LeadUnits units;

  ReportColumns(Projects projects, LeadUnits units) {
    this.projects = projects;
    this.units = units;
  }

  /** Those of downloads, and those of the template. */
  static List<Column> all() {
    return Stream.of(
            List.of(
                optional("code", "代码"),
                readOnly("plan", "规划"),
                required("project", "项目"),
                optional(PROJECT_NAME, "项目名称"),
                required("month", "月份"),
                optional("kind", "月报类型"),
                optional(LinesCell.COLUMN, "金额"),
                optional("reverses", "所冲销分录")),
            AmountColumn.ALL.stream().map(AmountColumn::column).toList(),
            List.of(
                optional("progress", "形象进度"),
                optional("completePercent", "完成比例"),
                optional("problems", "存在问题"),
                optional("comment", "说明"),
                readOnly("status", "审核状态"),
                readOnly("returnReason", "退回理由"),
                readOnly("fields", "退回字段")))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The code of a row that gives none; null if it has none, or its project or month is not valid.
   */
  static @Nullable String code(Row row) {
    var project = row.code("project");
    var month = LedgerMonth.of(row, "month");
    var kind = row.word("kind", ProjectReportKind.class);
    return project == null || month == null || kind == ProjectReportKind.CORRECTION
        ? null
        : ProjectReports.code(project, month);
  }

  /** The projects of some rows, and the credit codes of their lead units, by code. */
  private record Reported(Map<String, Project> projects, Map<String, String> units) {}

  /**
   * Returns what a row says, for some rows whose projects are read at once; null, with its errors,
   * if it is not valid. The project of another unit is refused as if it did not exist.
   */
  Function<Row, @Nullable ReportRow> reader(List<Row> rows) {
    var codes = rows.stream().map(row -> row.code("project")).filter(Objects::nonNull).toList();
    var known = new Reported(projects.byCode(codes), projects.leadOrganisations(codes));
    return row -> read(row, known);
  }

  @NullUnmarked
  private @Nullable ReportRow read(Row row, Reported known) {
    var project =
        row.reference(
            "project",
            code -> known.projects.containsKey(code) && units.mayReport(known.units.get(code)));
    var month = LedgerMonth.of(row, "month");
    var kind = row.word("kind", ProjectReportKind.class);
    var amounts = RowAmounts.of(row);
    var report =
        new NewProjectReport(
            project,
            month,
            kind == null ? ProjectReportKind.REGULAR : kind,
            amounts.lines(),
            row.list("reverses"),
            row.text("progress"),
            percent(row),
            row.text("problems"),
            row.text("comment"));
    if (project == null) {
      return null;
    }
    var found = known.projects.get(project).view();
    requireName(row, found);
    if (month != null) {
      requireCode(row, report);
    }
    return row.isValid()
        ? new ReportRow(
            report, found.plan(), known.units.get(project), amounts.places(), isUntouched(row))
        : null;
  }

  /** Whether a row has nothing but what the template filled in. */
  private static boolean isUntouched(Row row) {
    return Stream.concat(
            Stream.of(
                "kind",
                LinesCell.COLUMN,
                "reverses",
                "progress",
                "completePercent",
                "problems",
                "comment"),
            AmountColumn.ALL.stream().map(AmountColumn::name))
        .noneMatch(column -> RowAmounts.isFilledIn(row, column));
  }

  @NullUnmarked
  private static @Nullable BigDecimal percent(Row row) {
    var percent = row.decimal("completePercent");
    return percent == null
            || (percent.signum() >= 0
                && percent.compareTo(MAX_PERCENT) <= 0
                && percent.stripTrailingZeros().scale() <= 2)
        ? percent
        : row.refuse(
            "completePercent",
            "percent",
            "应为 0 至 100，至多两位小数",
            "from 0 to 100 with at most two decimals");
  }

  /** The name stands beside the code for people. Another one shows that cells were moved. */
  private static void requireName(Row row, ProjectView project) {
    var name = row.cells().text(PROJECT_NAME);
    if (name != null && !name.equals(project.name()) && !project.aliases().contains(name)) {
      row.refuse(
          PROJECT_NAME,
          "other-name",
          "%1$s 的名称是“%2$s”；请核对本行的项目代码和各列，或清空此格",
          "%1$s has the name \"%2$s\": check the code and the cells of the row, or leave this one empty",
          project.code(),
          project.name());
    }
  }

  /** A code that is given must be the one that follows from project, month and kind. */
  private static void requireCode(Row row, NewProjectReport report) {
    var given = row.code("code");
    var code = ProjectReports.code(report.project(), report.month());
    var isRight =
        given == null
            || (report.givenKind() == ProjectReportKind.CORRECTION
                ? given.startsWith(code + "-c")
                : given.equals(code));
    if (!isRight) {
      row.refuse("code", "code", "该项目该月的代码应为 %s", "that project and month have the code %s", code);
    }
  }
}
