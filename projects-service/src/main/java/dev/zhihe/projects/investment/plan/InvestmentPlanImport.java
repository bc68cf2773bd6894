package dev.zhihe.projects.investment.plan;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Imports investment plans as drafts. An adopted one changes only by an approved act. The sum of
 * the phases is not checked against the amount for the plan period: documents may contradict
 * themselves, and are imported as printed.
 */
@ApplicationScoped
class InvestmentPlanImport implements ImportFamily<InvestmentPlan, NewInvestmentPlan> {
  private final Projects projects;
  private final InvestmentPlans plans;

  InvestmentPlanImport(Projects projects, InvestmentPlans plans) {
    this.projects = projects;
    this.plans = plans;
  }

  @Override
  public Class<InvestmentPlan> entity() {
    return InvestmentPlan.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("project", "项目"),
        required("totalYuan", "规划总投资"),
        required("periodYuan", "规划期投资"),
        optional("phases", "分期投资"),
        readOnly("status", "状态"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable NewInvestmentPlan read(Row row) {
    var plan = row.code("plan");
    var phases =
        row.list(
            "phases",
            Phase::parse,
            "各期形如 2021-2022:900000000.00（元），以分号分隔",
            "phases like 2021-2022:900000000.00 (yuan), joined by ;");
    if (!Phase.inOrder(phases)) {
      row.refuse("phases", "order", "各期须按年份先后排列、互不重叠", "phases in order of years, without overlap");
    }
    var given =
        new NewInvestmentPlan(
            row.code("code"),
            plan,
            row.referenceWithin(plan, "project", projects::planOf),
            row.yuan("totalYuan"),
            row.yuan("periodYuan"),
            phases,
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? given : null;
  }

  /** A project has one investment plan per plan, so that no sum counts it twice. */
  @Override
  public Object naturalKey(NewInvestmentPlan given) {
    return List.of(given.plan(), given.project());
  }

  @Override
  public @Nullable String codeOf(NewInvestmentPlan given) {
    return plans.codeOf(given.project(), given.plan());
  }

  @Override
  public InvestmentPlan create(NewInvestmentPlan given, Row row) {
    return new InvestmentPlan(given);
  }

  @Override
  public void change(InvestmentPlan stored, NewInvestmentPlan given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(InvestmentPlan stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "投资计划已批准，只能经批准的调整变更",
          "it is adopted: an approved adjustment alone changes it");
    }
    return !stored.adopted() && Plan.BELONGING.stays(stored, row);
  }
}
