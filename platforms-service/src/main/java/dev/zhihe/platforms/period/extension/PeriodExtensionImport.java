package dev.zhihe.platforms.period.extension;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Imports extensions that the bureau grants. */
@ApplicationScoped
class PeriodExtensionImport implements ImportFamily<PeriodExtension, NewPeriodExtension> {
  private final ExtensionChecks checks;
  private final InstantSource time;

  PeriodExtensionImport(ExtensionChecks checks, InstantSource time) {
    this.checks = checks;
    this.time = time;
  }

  @Override
  public Class<PeriodExtension> entity() {
    return PeriodExtension.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        optional("code", "代码"),
        required("platform", "平台"),
        required("period", "填报期"),
        required("dueDate", "延至"),
        required("grantor", "准予者"),
        required("reason", "理由"),
        optional("document", "依据文件"),
        readOnly("grantedOn", "准予日期"),
        readOnly("status", "状态"),
        readOnly("revocationReason", "撤销理由"));
  }

  /** The code follows from platform, period and day. */
  @Override
  public Function<Row, @Nullable String> coder(List<Row> rows) {
    var known = known(rows);
    return row -> {
      var platform = row.reference("platform", known::isPlatform);
      var period = row.reference("period", known::isPeriod);
      var dueDate = row.date("dueDate");
      return platform == null || period == null || dueDate == null
          ? null
          : known.code(platform, period, dueDate);
    };
  }

  @Override
  public @Nullable NewPeriodExtension read(Row row) {
    return reader(List.of(row)).apply(row);
  }

  @Override
  public Function<Row, @Nullable NewPeriodExtension> reader(List<Row> rows) {
    var known = known(rows);
    return row -> read(row, known);
  }

  /** What the rows refer to, read at once. */
  private ExtensionChecks.Known known(List<Row> rows) {
    return checks.known(Row.codes(rows, "platform"), Row.codes(rows, "period"));
  }

  private @Nullable NewPeriodExtension read(Row row, ExtensionChecks.Known known) {
    var platform = row.reference("platform", known::isPlatform);
    var period = row.reference("period", known::isPeriod);
    var dueDate = row.date("dueDate");
    var grantor = row.text("grantor");
    var reason = row.text("reason");
    var document = row.text("document");
    if (platform != null && period != null && dueDate != null) {
      var code = known.code(platform, period, dueDate);
      if (!code.equals(row.code("code"))) {
        row.refuse(
            "code",
            "code",
            "该平台该填报期延至该日的代码应为 %s",
            "that platform, period and day have the code %s",
            code);
      }
      checks.check(platform, period, dueDate, known, row::refuse);
    }
    return row.isValid()
        ? new NewPeriodExtension(platform, period, dueDate, grantor, reason, document)
        : null;
  }

  @Override
  public PeriodExtension create(NewPeriodExtension given, Row row) {
    checks.checkLater(given.platform(), given.period(), given.dueDate(), row::refuse);
    return new PeriodExtension(
        row.code("code"), given, Days.of(time.instant()), checks.organisationOf(given.platform()));
  }

  @Override
  public void change(PeriodExtension stored, NewPeriodExtension given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(PeriodExtension stored, Row row) {
    if (stored.revoked()) {
      row.refuse(
          "code",
          "revoked",
          "延期已撤销，不再更改；请以另一日期重新准予",
          "it is revoked and changes no more: grant another, to another day");
    }
    return !stored.revoked();
  }
}
