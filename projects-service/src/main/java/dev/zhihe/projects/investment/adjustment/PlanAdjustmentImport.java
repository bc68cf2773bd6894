package dev.zhihe.projects.investment.adjustment;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.InvestmentPlanImport;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Imports adjustments as drafts. Each is submitted by its own request. */
@ApplicationScoped
class PlanAdjustmentImport implements ImportFamily<PlanAdjustment, NewPlanAdjustment> {
  private final PlanAdjustments adjustments;
  private final InvestmentPlans plans;

  PlanAdjustmentImport(PlanAdjustments adjustments, InvestmentPlans plans) {
    this.adjustments = adjustments;
    this.plans = plans;
  }

  @Override
  public Class<PlanAdjustment> entity() {
    return PlanAdjustment.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        readOnly("plan", "规划"),
        readOnly("project", "项目"),
        required("investmentPlan", "投资计划"),
        readOnly("investmentPlanVersion", "投资计划版本"),
        readOnly("beforeTotalYuan", "调整前规划总投资"),
        readOnly("beforePeriodYuan", "调整前规划期投资"),
        readOnly("beforePhases", "调整前分期投资"),
        required("afterTotalYuan", "调整后规划总投资"),
        required("afterPeriodYuan", "调整后规划期投资"),
        optional("afterPhases", "调整后分期投资"),
        optional("asStated", "按原文保留"),
        required("reason", "调整理由"),
        optional("documentTitle", "文件名称"),
        optional("documentNumber", "文号"),
        required("effectiveOn", "起效日期"),
        readOnly("status", "状态"),
        readOnly("returnReason", "退回理由"),
        readOnly("successor", "后续投资计划"));
  }

  @Override
  public @Nullable NewPlanAdjustment read(Row row) {
    var given =
        new NewPlanAdjustment(
            row.code("code"),
            row.code("investmentPlan"),
            row.yuan("afterTotalYuan"),
            row.yuan("afterPeriodYuan"),
            InvestmentPlanImport.phases(row, "afterPhases"),
            InvestmentPlanImport.asStated(row),
            row.text("reason"),
            row.text("documentTitle"),
            row.text("documentNumber"),
            row.date("effectiveOn"));
    return row.isValid() ? given : null;
  }

  /** Reads the data that the rows refer to once for all rows. */
  @Override
  public void review(Map<Row, NewPlanAdjustment> chunk) {
    var stored = new HashMap<String, PlanAdjustment>();
    adjustments
        .list("code in ?1", chunk.values().stream().map(NewPlanAdjustment::code).toList())
        .forEach(one -> stored.put(one.code(), one));
    var named = new HashSet<String>();
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (row.isValid() && (before == null || !before.isSameAs(given))) {
            named.add(given.investmentPlan());
          }
        });
    var adjusted = plans.locked(named);
    var open = new HashMap<String, String>();
    adjustments.openOf(named).forEach((code, one) -> open.put(code, one.code()));
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (!row.isValid() || (before != null && before.isSameAs(given))) {
            return;
          }
          var plan = adjusted.get(given.investmentPlan());
          if (plan == null) {
            row.refuse(
                "investmentPlan", "unknown-reference", "没有此代码", "there is nothing with this code");
          } else if (before != null && !before.investmentPlan().equals(given.investmentPlan())) {
            row.refuse(
                "investmentPlan",
                "moved",
                "属于投资计划 %s；代码不可移至另一投资计划",
                "belongs to investment plan %s; a code never moves to another",
                before.investmentPlan());
          } else if (before == null || before.changeable()) {
            check(row, given, plan, open);
          }
        });
  }

  private static void check(
      Row row, NewPlanAdjustment given, InvestmentPlan plan, Map<String, String> open) {
    if (!plan.inForce()) {
      row.refuse(
          "investmentPlan",
          "not-in-force",
          "应为现行投资计划：草案以导入更正，已被取代的请改用其后的投资计划",
          "an investment plan in force: a draft is corrected by an import, and of one that was replaced the next is taken");
    }
    var openCode = open.putIfAbsent(given.investmentPlan(), Objects.requireNonNull(given.code()));
    if (openCode != null && !openCode.equals(given.code())) {
      row.refuse(
          "investmentPlan",
          "open",
          "该投资计划已有未批准的调整 %s",
          "there is an adjustment of that investment plan that is not approved yet: %s",
          openCode);
    }
    given.check(plan.view(), row::refuse);
  }

  @Override
  public PlanAdjustment create(NewPlanAdjustment given, Row row) {
    // The review has loaded the investment plan, so no query is made here.
    return new PlanAdjustment(
        Objects.requireNonNull(given.code()), given, plans.findById(given.investmentPlan()));
  }

  @Override
  public void change(PlanAdjustment stored, NewPlanAdjustment given) {
    stored.change(given);
  }

  @Override
  public boolean mayChange(PlanAdjustment stored, Row row) {
    if (!stored.changeable()) {
      row.refuse(
          "code", "not-open", "已提交或已批准的调整不可更改", "what is submitted or approved does not change");
    }
    return stored.changeable();
  }
}
