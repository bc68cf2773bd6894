package dev.zhihe.platforms.occupancy.report;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.form.Forms;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.report.ReportPlaces.Place;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports occupancy reports of an operator. Each row is a submission. The platform of another
 * organisation is refused as if it did not exist.
 */
@ApplicationScoped
class OccupancyReportImport implements ImportFamily<OccupancyReport, ReportRow> {
  static final List<Column> COLUMNS = allColumns();

  private final SubmittedRows submitted;
  private final ReportPlaces places;
  private final OccupancySubmissions submissions;
  private final OccupancyReports reports;
  private final ReportTenants tenants;
  private final Forms forms;
  private final Caller caller;

  OccupancyReportImport(
      SubmittedRows submitted,
      ReportPlaces places,
      OccupancySubmissions submissions,
      OccupancyReports reports,
      ReportTenants tenants,
      Forms forms,
      Caller caller) {
    this.submitted = submitted;
    this.places = places;
    this.submissions = submissions;
    this.reports = reports;
    this.tenants = tenants;
    this.forms = forms;
    this.caller = caller;
  }

  @Override
  public Class<OccupancyReport> entity() {
    return OccupancyReport.class;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  private static List<Column> allColumns() {
    return Stream.of(
            List.of(
                optional("code", "代码"),
                optional(ReportPlaces.PLATFORM, "平台"),
                optional(ReportPlaces.PLATFORM_NAME, "平台名称"),
                required(ReportPlaces.PERIOD, "填报期"),
                readOnly("operator", "运营单位"),
                optional("kind", "填报类型"),
                optional("amends", "所更正填报")),
            Arrays.stream(OccupancyFigure.values())
                .map(figure -> optional(figure.property(), figure.label().zh()))
                .toList(),
            List.of(
                optional("comment", "说明"),
                optional("attachment", "附件"),
                readOnly("status", "状态"),
                readOnly("returnReason", "退回理由"),
                readOnly("fields", "退回字段"),
                readOnly("resubmitBy", "重新提交截止日"),
                readOnly("submittedOn", "首次提交日"),
                readOnly("dueOn", "填报截止日"),
                readOnly("late", "逾期"),
                readOnly("revision", "版次"),
                readOnly("amendedBy", "最近更正")))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void lock(List<Row> rows) {
    places.lock();
  }

  /** A row of a download becomes an amendment if it names itself as amended. */
  @Override
  public boolean lacksCode(Row row) {
    var code = row.cells().text("code");
    return code == null || code.equals(row.cells().text("amends"));
  }

  /** Forms may give figures other names: also these are understood as headers. */
  @Override
  public List<Column> columnsNow() {
    var organisation = caller.organisation();
    return organisation == null
        ? columns()
        : new ReportHeadings(forms.adoptedFor(organisation)).columns();
  }

  /** The code follows from platform and period. That of an amendment has a number. */
  @Override
  public Function<Row, @Nullable String> coder(List<Row> rows) {
    var placeOf = places.of(rows);
    var found = new HashMap<Row, Place>();
    var amended = new HashSet<String>();
    for (var row : rows) {
      var place = placeOf.apply(row);
      if (place != null) {
        found.put(row, place);
        if (!row.cells().lacks("amends")) {
          amended.add(place.report());
        }
      }
    }
    var amendments = reports.amendmentCodes(amended);
    return row -> {
      var place = found.get(row);
      if (place == null) {
        return null;
      }
      // What the row names and what it is about are compared later.
      return row.cells().lacks("amends") || isOther(row, place)
          ? row.cells().lacks("code") ? place.report() : row.cells().text("code")
          : amendments.get(place.report());
    };
  }

  /** Whether the row has the code of something else than its platform and period. */
  private static boolean isOther(Row row, Place place) {
    return !row.cells().lacks("code") && !place.report().equals(row.cells().text("code"));
  }

  @Override
  public @Nullable ReportRow read(Row row) {
    return reader(List.of(row)).apply(row);
  }

  @Override
  public Function<Row, @Nullable ReportRow> reader(List<Row> rows) {
    return submitted.of(rows);
  }

  /** Tenant lines are not in the file: figures must still add up to those that are stored. */
  @Override
  public void review(Map<Row, ReportRow> chunk) {
    var codes = new HashSet<String>();
    chunk.forEach(
        (row, given) -> {
          codes.add(row.code("code"));
          codes.add(given.place().report());
        });
    var stored = tenants.kept(codes);
    if (!stored.isEmpty()) {
      chunk.forEach(
          (row, given) ->
              TenantChecks.check(
                  given.report(),
                  TenantChecks.kept(stored, row.code("code"), given.report().amends()),
                  given.place().period(),
                  row::refuse));
    }
  }

  @Override
  public OccupancyReport create(ReportRow given, Row row) {
    return new OccupancyReport(row.code("code"), given.report(), submission(given.place()));
  }

  @Override
  public void change(OccupancyReport stored, ReportRow given) {
    stored.apply(given.report(), submission(given.place()));
  }

  private Submission submission(Place place) {
    return submissions.submission(place.platform(), place.period());
  }

  /** What the former operator has under review gives way to a report of the present one. */
  @Override
  public @Nullable String supersedes(OccupancyReport stored) {
    return submissions.hides(stored) ? OccupancyReport.SUPERSEDED : null;
  }

  /** New reports of a file have no lines: those stored are of what they take the place of. */
  @Override
  public void written(List<OccupancyReport> created, List<OccupancyReport> changed) {
    tenants.withdrawn(
        created.stream().map(OccupancyReport::code).toList(), OccupancyReport.SUPERSEDED);
  }

  /** An identical row still resubmits a returned report. */
  @Override
  public boolean resubmits(OccupancyReport stored) {
    return stored.returned();
  }

  @Override
  public boolean mayChange(OccupancyReport stored, Row row) {
    if (stored.accepted()) {
      row.refuse(
          "code",
          "accepted",
          "已通过，为定稿；如有误，请在“所更正填报”列填写 %1$s 并写明原因，作为更正提交；无误的请删去此行或保持原数",
          "it is accepted, and so final: if it is wrong, submit an amendment, with %1$s in amends and a comment that says why; else leave the row out, or its figures as they are",
          Objects.requireNonNullElse(stored.amends(), stored.code()));
      return false;
    }
    return true;
  }

  /**
   * Submits the figures after {@link #change}: between the two, a download's review columns are
   * compared with the stored ones.
   */
  @Override
  public void submit(OccupancyReport stored) {
    stored.submit();
  }
}
