package dev.zhihe.indicators.policy;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports policies. */
@ApplicationScoped
class PolicyImport implements ImportFamily<Policy, PolicyView> {
  private final Plans plans;
  private final InstantSource time;

  PolicyImport(Plans plans, InstantSource time) {
    this.plans = plans;
    this.time = time;
  }

  @Override
  public Class<Policy> entity() {
    return Policy.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("name", "名称"),
        optional("aliases", "别名"),
        required("kind", "类型"),
        optional("role", "与规划的关系"),
        required("status", "政策状态"),
        optional("tableNumber", "表内序号"),
        optional("documentNumber", "文号"),
        optional("issuedOn", "出台日期"),
        optional("issuedName", "出台名称"),
        optional("dueOn", "应出台日期"),
        optional("mentions", "提及"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable PolicyView read(Row row) {
    var status = row.word("status", PolicyStatus.class);
    var issuedOn = row.date("issuedOn");
    var issuedName = row.text("issuedName");
    var today = Days.of(time.instant());
    if (issuedOn != null && issuedOn.isAfter(today)) {
      row.refuse("issuedOn", "future", "不得晚于今日 %s", "today, %s, at the latest", today);
    }
    if (issuedName != null && status != null && status != PolicyStatus.ISSUED) {
      row.refuse(
          "issuedName",
          "date-and-status",
          "只有已出台的政策才有出台名称",
          "only an issued policy has a title as issued");
    }
    if (issuedOn != null && status != null && status != PolicyStatus.ISSUED) {
      row.refuse(
          "issuedOn",
          "date-and-status",
          "只有已出台的政策才有出台日期",
          "only an issued policy has a day of issue");
    }
    var view =
        new PolicyView(
            row.code("code"),
            row.reference("plan", plan -> plans.findById(plan) != null),
            row.text("name"),
            row.list("aliases"),
            row.text("kind"),
            row.word("role", PolicyRole.class),
            status,
            row.whole("tableNumber", 1, 1_000_000),
            row.text("documentNumber"),
            issuedOn,
            issuedName,
            row.date("dueOn"),
            row.list(
                "mentions",
                PolicyMention::parse,
                "各处形如 table-16@1062（出处@行号），以分号分隔",
                "mentions like table-16@1062 (source@line), joined by ;"),
            row.text("note"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? view : null;
  }

  @Override
  public Policy create(PolicyView view, Row row) {
    return new Policy(view);
  }

  @Override
  public void change(Policy stored, PolicyView view) {
    stored.describe(view);
  }

  @Override
  public boolean mayChange(Policy stored, Row row) {
    var before = Views.read(stored.publication().body(), PolicyView.class).status();
    if (before == PolicyStatus.ISSUED && stored.view().status() != PolicyStatus.ISSUED) {
      row.refuse(
          "status", "issued", "已出台的政策不会回到其他状态", "what was issued does not become anything else");
      return false;
    }
    return Plans.BELONGING.stays(stored, row);
  }
}
