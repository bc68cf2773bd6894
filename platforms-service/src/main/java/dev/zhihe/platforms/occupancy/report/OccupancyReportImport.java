package dev.zhihe.platforms.occupancy.report;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports occupancy reports of an operator. Each row is a submission. The platform of another
 * organisation is refused as if it did not exist.
 */
@ApplicationScoped
class OccupancyReportImport implements ImportFamily<OccupancyReport, NewOccupancyReport> {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final OccupancySubmissions submissions;
  private final OccupancyReports reports;
  private final ReportTenants tenants;
  private final Caller caller;

  OccupancyReportImport(
      OccupancySubmissions submissions,
      OccupancyReports reports,
      ReportTenants tenants,
      Caller caller) {
    this.submissions = submissions;
    this.reports = reports;
    this.tenants = tenants;
    this.caller = caller;
  }

  /** What a row is about: a platform of the caller's organisation, and a period. */
  private record Place(Platform platform, ReportingPeriodView period) {
    String report() {
      return OccupancyReport.code(platform.code(), period);
    }
  }

  @Override
  public Class<OccupancyReport> entity() {
    return OccupancyReport.class;
  }

  @Override
  public List<Column> columns() {
    return Stream.of(
            List.of(
                optional("code", "代码"),
                required("platform", "平台"),
                required("period", "填报期"),
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
                readOnly("submittedOn", "首次提交日"),
                readOnly("dueOn", "填报截止日"),
                readOnly("late", "逾期"),
                readOnly("revision", "版次"),
                readOnly("amendedBy", "最近更正")))
        .flatMap(List::stream)
        .toList();
  }

  /** The code follows from platform and period. That of an amendment has a number. */
  @Override
  public @Nullable String code(Row row) {
    var place = place(row);
    if (place == null) {
      return null;
    }
    return row.code("amends") == null ? place.report() : reports.amendmentCode(place.report());
  }

  private @Nullable Place place(Row row) {
    var platform = row.reference("platform", code -> submissions.ownPlatform(code) != null);
    var period = row.reference("period", code -> submissions.period(code) != null);
    var own = platform == null ? null : submissions.ownPlatform(platform);
    var span = period == null ? null : submissions.period(period);
    return own == null || span == null ? null : new Place(own, span);
  }

  @Override
  public @Nullable NewOccupancyReport read(Row row) {
    var place = place(row);
    var given =
        new NewOccupancyReport(
            row.code("platform"),
            row.code("period"),
            row.word("kind", OccupancyKind.class),
            row.code("amends"),
            row.decimal("usableAreaM2"),
            row.decimal("incubationAreaM2"),
            row.decimal("publicServiceAreaM2"),
            row.decimal("occupiedAreaM2"),
            row.decimal("tenantsAtStart"),
            row.decimal("tenants"),
            row.decimal("newTenants"),
            row.decimal("graduatedTenants"),
            row.decimal("leftTenants"),
            row.decimal("highTechFirms"),
            row.decimal("techFirms"),
            row.decimal("universityLinkedFirms"),
            row.decimal("employees"),
            row.decimal("graduatesHired"),
            row.decimal("revenueYuan"),
            row.decimal("outputYuan"),
            row.decimal("rdSpendingYuan"),
            row.decimal("taxesYuan"),
            row.decimal("investmentReceivedYuan"),
            row.decimal("patentApplications"),
            row.decimal("patentsGranted"),
            row.text("comment"),
            row.matching(
                "attachment", SHA256, "应为上传附件所得的 SHA-256", "the SHA-256 of an uploaded file"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    // A column that the file lacks has the stored value of the row's code. So the figures are
    // checked only if the code is the caller's own report. Otherwise, the errors would reveal
    // figures of another organisation.
    if (place == null) {
      requireFilledIn(row, given);
    } else if (isCodeOf(row, place)) {
      checkUnlessStored(row, given, place);
    }
    return row.isValid() ? given : null;
  }

  /** Required figures that the row itself leaves empty. */
  private static void requireFilledIn(Row row, NewOccupancyReport given) {
    for (var figure : OccupancyFigure.values()) {
      if (figure.required()
          && !given.saysNothing()
          && row.cells().has(figure.property())
          && row.cells().lacks(figure.property())) {
        row.refuse(figure.property(), "required", "必填", "required");
      }
    }
  }

  private boolean isCodeOf(Row row, Place place) {
    var report = place.report();
    var code = String.valueOf(row.code("code"));
    var isAmendment = code.startsWith(report + "-a");
    if (!code.equals(report) && !isAmendment) {
      row.refuse(
          "code", "code", "该平台该填报期的代码应为 %s", "that platform and period have the code %s", report);
      return false;
    }
    var amends = row.code("amends");
    if (isAmendment ? !report.equals(amends) : amends != null) {
      row.refuse(
          "amends",
          "amends",
          "更正须写明 %s，代码留空；常规填报应为空",
          "an amendment names %s here and leaves the code empty; a report leaves this empty",
          report);
      return false;
    }
    return true;
  }

  /** Checks a row that submits something. What was right when it was submitted stays. */
  private void checkUnlessStored(Row row, NewOccupancyReport given, Place place) {
    var code = row.code("code");
    var known = reports.known(List.of(code, place.report()));
    var stored = known.get(code);
    if (stored != null && !caller.audiences().include(stored.audience())) {
      row.refuse(
          "platform",
          "taken",
          "该平台该填报期已有原运营单位提交的填报，由主管部门处理",
          "the former operator submitted a report of that platform and period: ask the bureau");
    } else if (stored == null || !stored.says(given)) {
      if (given.amends() != null && stored == null) {
        checkAmended(row, given, known.get(place.report()));
      }
      if (!row.isMarkedUnchanged()) {
        requireComplete(row, given);
        submissions.check(given, place.platform(), place.period(), row::refuse);
      }
    }
  }

  /** An amendment that says what is accepted already changes nothing. */
  private static void checkAmended(
      Row row, NewOccupancyReport given, @Nullable StoredReport amended) {
    if (amended == null || !amended.isAccepted()) {
      row.refuse(
          "amends",
          "not-accepted",
          "只有已通过的填报可以更正；未通过的请直接改数",
          "an accepted report alone is amended; change the figures of another one");
    } else if (amended.says(given)) {
      row.markUnchanged();
    }
  }

  private static void requireComplete(Row row, NewOccupancyReport given) {
    for (var figure : OccupancyFigure.values()) {
      if (figure.required() && !given.saysNothing() && row.cells().lacks(figure.property())) {
        row.refuse(figure.property(), "required", "必填", "required");
      }
    }
  }

  /** Tenant lines are not in the file: figures must still add up to those that are stored. */
  @Override
  public void review(Map<Row, NewOccupancyReport> chunk) {
    var codes = new HashSet<String>();
    chunk.forEach(
        (row, given) -> {
          codes.add(row.code("code"));
          codes.add(Objects.requireNonNullElse(given.amends(), row.code("code")));
        });
    var stored = tenants.kept(codes);
    if (!stored.isEmpty()) {
      chunk.forEach(
          (row, given) ->
              TenantChecks.check(
                  given,
                  TenantChecks.kept(stored, row.code("code"), given.amends()),
                  Objects.requireNonNull(submissions.period(given.period())),
                  row::refuse));
    }
  }

  @Override
  public OccupancyReport create(NewOccupancyReport given, Row row) {
    return new OccupancyReport(row.code("code"), given, submission(given));
  }

  @Override
  public void change(OccupancyReport stored, NewOccupancyReport given) {
    stored.apply(given, submission(given));
  }

  private Submission submission(NewOccupancyReport given) {
    return submissions.submission(
        Objects.requireNonNull(submissions.ownPlatform(given.platform())),
        Objects.requireNonNull(submissions.period(given.period())));
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
          "已通过，为定稿；如有误，请在“所更正填报”列填写 %1$s 并清空代码，作为更正提交；无误的请删去此行或保持原数",
          "it is accepted, and so final: if it is wrong, submit an amendment, with %1$s in amends and no code; else leave the row out, or its figures as they are",
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
