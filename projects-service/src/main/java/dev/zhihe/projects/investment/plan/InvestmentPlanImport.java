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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Imports investment plans as drafts. An adopted one changes only by an approved act. Sums that
 * contradict each other are refused unless the row says that the document states them so.
 */
@ApplicationScoped
public class InvestmentPlanImport implements ImportFamily<InvestmentPlan, NewInvestmentPlan> {
  private static final Pattern TRUTH = Pattern.compile("(?i)true|false|是|否");

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
        optional("asStated", "按原文保留"),
        readOnly("differenceYuan", "分期差额"),
        readOnly("status", "状态"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"),
        readOnly("validFrom", "起效日期"),
        readOnly("validUntil", "失效日期"),
        readOnly("adjusts", "所调整投资计划"),
        readOnly("adjustment", "所依据调整"),
        readOnly("projectChange", "所依据项目变动"),
        readOnly("endedBy", "据以终止的项目变动"),
        readOnly("mergedProjects", "并入的项目"));
  }

  @Override
  public @Nullable NewInvestmentPlan read(Row row) {
    var plan = row.code("plan");
    var code = row.code("code");
    var project = row.referenceWithin(plan, "project", projects::planOf);
    var planned =
        new PlannedInvestment(
            row.yuan("totalYuan"), row.yuan("periodYuan"), phases(row, "phases"), asStated(row));
    if (row.readable("phases")) {
      planned.checkOrder(row::refuse);
    }
    if (row.readable("totalYuan", "periodYuan", "phases", "asStated")) {
      planned.checkSums(row::refuse);
    }
    var given =
        new NewInvestmentPlan(
            code,
            plan,
            project,
            planned,
            row.text("document"),
            row.line("sourceLine"),
            row.date("validFrom"));
    return row.isValid() ? given : null;
  }

  /** Phases joined by semicolons. */
  public static List<Phase> phases(Row row, String column) {
    return row.list(
        column,
        Phase::parse,
        "各期形如 2021-2022:900000000.00（元），规划期前 -2020:1.00，规划期后 2026-:1.00，以分号分隔",
        "phases like 2021-2022:900000000.00 (yuan), before the period -2020:1.00, after it 2026-:1.00, joined by ;");
  }

  /** Whether the row acknowledges that its figures contradict each other. Null if it is empty. */
  public static @Nullable Boolean asStated(Row row) {
    var text = row.matching("asStated", TRUTH, "应为 true 或 false（是、否）", "true or false");
    return text == null ? null : text.equals("是") || text.equalsIgnoreCase("true");
  }

  /** A project has one investment plan per plan and day, so that no sum counts it twice. */
  @Override
  public Object naturalKey(NewInvestmentPlan given) {
    return Arrays.asList(given.plan(), given.project(), given.validFrom());
  }

  @Override
  public @Nullable String codeOf(NewInvestmentPlan given) {
    return plans.codeOf(given.project(), given.plan(), given.validFrom());
  }

  @Override
  public InvestmentPlan create(NewInvestmentPlan given, Row row) {
    var left = projects.departureOf(given.project());
    if (left != null) {
      row.refuse("project", "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
    }
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
