package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Imports monthly reports. Each row submits a report, or corrects one that is not accepted. The
 * project of another unit is refused as if it did not exist. A correction of an accepted report is
 * submitted as JSON: its code has a number that the system gives.
 */
@ApplicationScoped
class ProjectReportImport implements ImportFamily<ProjectReport, ReportRow> {
  private final ReportColumns columns;
  private final ProjectReports reports;
  private final ReportChecks checks;
  private final Caller caller;

  ProjectReportImport(
      ReportColumns columns, ProjectReports reports, ReportChecks checks, Caller caller) {
    this.columns = columns;
    this.reports = reports;
    this.checks = checks;
    this.caller = caller;
  }

  @Override
  public Class<ProjectReport> entity() {
    return ProjectReport.class;
  }

  @Override
  public List<Column> columns() {
    return ReportColumns.all();
  }

  /** The code follows from project and month. */
  @Override
  public @Nullable String code(Row row) {
    return ReportColumns.code(row);
  }

  @Override
  public @Nullable ReportRow read(Row row) {
    return reader(List.of(row)).apply(row);
  }

  @Override
  public Function<Row, @Nullable ReportRow> reader(List<Row> rows) {
    return columns.reader(rows);
  }

  /**
   * Checks the rows that submit something. A row that equals its stored report is not checked: what
   * was right when it was submitted stays, also after the close of its month.
   */
  @Override
  public void review(Map<Row, ReportRow> chunk) {
    var stored =
        reports.known(
            chunk.keySet().stream().map(row -> row.code("code")).filter(Objects::nonNull).toList());
    var submitted = new LinkedHashMap<Row, ReportRow>();
    chunk.forEach(
        (row, given) -> {
          var report = stored.get(row.code("code"));
          if (report == null ? isNew(row, given) : isOther(row, given, report)) {
            submitted.put(row, given);
          }
        });
    if (!submitted.isEmpty()) {
      var known = known(submitted.values());
      submitted.forEach(
          (row, given) ->
              checks.check(given.report(), given.plan(), known, given.places(), row::refuse));
    }
  }

  /**
   * One query for all rows. It holds the lock of the closes, so that no month is closed meanwhile.
   */
  private ReportChecks.Known known(Collection<ReportRow> rows) {
    return checks.known(
        rows.stream().map(ReportRow::report).toList(),
        new TreeSet<>(rows.stream().map(ReportRow::plan).toList()),
        false);
  }

  /** Whether a row submits a new report. If not, adds the error to the row. */
  private static boolean isNew(Row row, ReportRow given) {
    return isRegular(row, given) && isFilledIn(row, given);
  }

  /** Whether a row submits other content than is stored. Adds an error if it may not. */
  private boolean isOther(Row row, ReportRow given, StoredReport stored) {
    if (!caller.audiences().include(stored.audience())) {
      row.refuse(
          "project",
          "taken",
          "该项目该月已有原牵头单位提交的月报，由主管部门处理",
          "the former lead unit submitted a report of that project and month: ask the bureau");
      return false;
    }
    if (stored.says(given.report())) {
      return false;
    }
    if (!isRegular(row, given)) {
      return false;
    }
    if (stored.isAccepted()) {
      row.refuse(
          "code", "accepted", "%1$s", "%2$s", stored.standing().zh(), stored.standing().en());
      return false;
    }
    return isFilledIn(row, given);
  }

  private static boolean isRegular(Row row, ReportRow given) {
    if (given.report().givenKind() == ProjectReportKind.REGULAR) {
      return true;
    }
    row.refuse(
        "kind",
        "correction",
        "更正月报不经导入，请用 POST /v1/project-reports（kind=correction）提交，用 PUT 更改",
        "a file neither submits nor changes a correction: use POST /v1/project-reports with kind correction, and PUT");
    return false;
  }

  private static boolean isFilledIn(Row row, ReportRow given) {
    if (given.untouched()) {
      row.refuse(
          "progress",
          "not-filled-in",
          "本行尚未填写；本月没有发生的，请在任一金额列填 0 或填写形象进度；暂不报的，请删去本行，或以 mode=valid 导入其余各行",
          "nobody filled in this row: if nothing happened, enter 0 as an amount or say so in progress; if it is for later, leave the row out, or import the others with mode=valid");
      return false;
    }
    return true;
  }

  /**
   * Two imports of one new report are kept apart by the primary key, and so are an import and a
   * submission as JSON. A stored report is locked before it is compared. The months stay open until
   * the end, because the closes are locked. A project that leaves its plan meanwhile is refused
   * when its report is accepted.
   */
  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public ProjectReport create(ReportRow given, Row row) {
    return new ProjectReport(row.code("code"), given.plan(), given.report(), given.unit());
  }

  @Override
  public void change(ProjectReport stored, ReportRow given) {
    stored.apply(given.report().withLinesAsStored(stored.view().lines()), given.unit());
  }

  /** An identical row still resubmits a returned report. */
  @Override
  public boolean resubmits(ProjectReport stored) {
    return stored.returned();
  }

  /**
   * A returned report is checked again if an identical row resubmits it. {@link #review} checked or
   * refused all other rows that change something.
   */
  @Override
  public boolean mayChange(ProjectReport stored, Row row) {
    var same = NewProjectReport.of(stored.view());
    if (Views.write(stored.view()).equals(stored.publication().body())) {
      var plan = stored.view().plan();
      var places = AmountPlaces.allIn(LinesCell.COLUMN, same.givenLines().size());
      checks.check(
          same, plan, checks.known(List.of(same), List.of(plan), false), places, row::refuse);
    }
    return row.isValid();
  }

  /**
   * Submits the content after {@link #change}: between the two, a download's review columns are
   * compared with the stored ones.
   */
  @Override
  public void submit(ProjectReport stored) {
    stored.submit();
  }
}
