package dev.zhihe.indicators.plan;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports plans. */
@ApplicationScoped
class PlanImport implements ImportFamily<Plan, NewPlan> {
  @Override
  public Class<Plan> entity() {
    return Plan.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("nameZh", "名称"),
        optional("nameEn", "英文名称"),
        required("startYear", "起始年"),
        required("endYear", "截止年"),
        optional("horizonYear", "远景年"),
        readOnly("status", "状态"),
        optional("documentNumber", "文号"),
        optional("issuedBy", "发文机关"),
        optional("revisedOn", "修订日期"),
        optional("evaluatedBy", "评估单位"),
        optional("reportedTo", "报送对象"),
        optional("supervisedBy", "监督单位"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable NewPlan read(Row row) {
    var code = row.code("code");
    var area = row.area("area");
    var nameZh = row.text("nameZh");
    var nameEn = row.text("nameEn");
    var start = row.year("startYear");
    var end = row.year("endYear");
    var horizon = row.year("horizonYear");
    var documentNumber = row.text("documentNumber");
    var issuedBy = row.text("issuedBy");
    var revisedOn = row.date("revisedOn");
    var evaluatedBy = bodies(row, "evaluatedBy");
    var reportedTo = bodies(row, "reportedTo");
    var supervisedBy = bodies(row, "supervisedBy");
    var document = row.text("document");
    var line = row.line("sourceLine");
    if (start != null && end != null && end < start) {
      row.refuse("endYear", "order", "不得早于起始年 %d", "not before the first year %d", start);
    }
    if (end != null && horizon != null && horizon <= end) {
      row.refuse("horizonYear", "order", "应晚于截止年 %d", "after the last year %d", end);
    }
    return row.isValid()
        ? new NewPlan(
            code,
            area,
            nameZh,
            nameEn,
            start,
            end,
            horizon,
            documentNumber,
            issuedBy,
            revisedOn,
            evaluatedBy,
            reportedTo,
            supervisedBy,
            document,
            line)
        : null;
  }

  private static @Nullable List<String> bodies(Row row, String column) {
    var bodies = row.names(column);
    return bodies.isEmpty() ? null : bodies;
  }

  @Override
  public Plan create(NewPlan given, Row row) {
    return new Plan(given);
  }

  @Override
  public void change(Plan stored, NewPlan given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(Plan stored, Row row) {
    if (stored.adoption().mayBeWritten(stored)) {
      return true;
    }
    row.refuse(
        "code",
        "adopted",
        "规划已批准，只能经批准的调整变更；可更改的只有所印文号、发文机关、修订日期、评估单位、报送对象和监督单位",
        "the plan is adopted: an approved adjustment alone changes it; an import may change documentNumber, issuedBy, revisedOn, evaluatedBy, reportedTo and supervisedBy");
    return false;
  }
}
