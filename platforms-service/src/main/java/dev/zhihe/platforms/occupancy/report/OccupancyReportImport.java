package dev.zhihe.platforms.occupancy.report;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Imports occupancy reports of an operator. Each row is a submission. The platform of another
 * organisation is refused as if it did not exist.
 */
@ApplicationScoped
class OccupancyReportImport implements ImportFamily<OccupancyReport, NewOccupancyReport> {
  private final OccupancySubmissions submissions;

  OccupancyReportImport(OccupancySubmissions submissions) {
    this.submissions = submissions;
  }

  @Override
  public Class<OccupancyReport> entity() {
    return OccupancyReport.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        optional("code", "代码"),
        required("platform", "平台"),
        required("period", "填报期"),
        required("usableAreaM2", "可用面积"),
        optional("incubationAreaM2", "孵化面积"),
        required("occupiedAreaM2", "入驻面积"),
        required("tenants", "入驻企业数"),
        required("newTenants", "新入驻企业数"),
        required("graduatedTenants", "毕业企业数"),
        optional("leftTenants", "迁出企业数"),
        optional("highTechFirms", "高新技术企业数"),
        optional("techFirms", "科技型企业数"),
        optional("employees", "从业人员"),
        optional("outputYuan", "产值"),
        optional("comment", "说明"),
        readOnly("status", "状态"),
        readOnly("returnReason", "退回理由"),
        readOnly("fields", "退回字段"));
  }

  /** The code follows from platform and period. */
  @Override
  public @Nullable String code(Row row) {
    var platform = row.reference("platform", code -> submissions.ownPlatform(code) != null);
    var period = row.reference("period", code -> submissions.period(code) != null);
    var own = platform == null ? null : submissions.ownPlatform(platform);
    var span = period == null ? null : submissions.period(period);
    return own == null || span == null ? null : OccupancyReport.code(own.code(), span);
  }

  @Override
  public @Nullable NewOccupancyReport read(Row row) {
    var platform = row.reference("platform", code -> submissions.ownPlatform(code) != null);
    var period = row.reference("period", code -> submissions.period(code) != null);
    var given =
        new NewOccupancyReport(
            platform,
            period,
            row.decimal("usableAreaM2"),
            row.decimal("incubationAreaM2"),
            row.decimal("occupiedAreaM2"),
            row.decimal("tenants"),
            row.decimal("newTenants"),
            row.decimal("graduatedTenants"),
            row.decimal("leftTenants"),
            row.decimal("highTechFirms"),
            row.decimal("techFirms"),
            row.decimal("employees"),
            row.decimal("outputYuan"),
            row.text("comment"));
    // A column that the file lacks has the stored value of the row's code. So the figures are
    // checked only if the code is the caller's own report. Otherwise, the errors would reveal
    // figures of another organisation.
    var own = platform == null ? null : submissions.ownPlatform(platform);
    var span = period == null ? null : submissions.period(period);
    if (own != null && span != null && isCodeOf(row, own, span)) {
      submissions.check(given, own, span, row::refuse);
    }
    return row.isValid() ? given : null;
  }

  private static boolean isCodeOf(Row row, Platform platform, ReportingPeriodView period) {
    var code = OccupancyReport.code(platform.code(), period);
    if (code.equals(row.code("code"))) {
      return true;
    }
    row.refuse(
        "code", "code", "该平台该填报期的代码应为 %s", "that platform and period have the code %s", code);
    return false;
  }

  @Override
  public OccupancyReport create(NewOccupancyReport given, Row row) {
    return new OccupancyReport(
        row.code("code"), given, submissions.lastDay(given.period()), submissions.organisation());
  }

  @Override
  public void change(OccupancyReport stored, NewOccupancyReport given) {
    stored.apply(given, submissions.organisation());
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
          "该填报已通过，为定稿，不再更改；请删去此行或保持原数",
          "it is accepted, and so final: leave the row out, or its figures as they are");
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
