package dev.zhihe.projects.investment.annual;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Imports annual plans as drafts. What an adopted one says is revised by a row of another code,
 * from a later day on.
 */
@ApplicationScoped
class AnnualPlanImport implements ImportFamily<AnnualPlan, NewAnnualPlan> {
  private final Projects projects;
  private final AnnualPlans plans;
  private final ProjectYears years;

  AnnualPlanImport(Projects projects, AnnualPlans plans, ProjectYears years) {
    this.projects = projects;
    this.plans = plans;
    this.years = years;
  }

  @Override
  public Class<AnnualPlan> entity() {
    return AnnualPlan.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("project", "项目"),
        required("year", "年度"),
        required("amountYuan", "年度计划投资"),
        optional("comment", "说明"),
        readOnly("status", "状态"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"),
        optional("validFrom", "起效日期"),
        readOnly("validUntil", "失效日期"),
        readOnly("revises", "所修订年度计划"));
  }

  @Override
  public @Nullable NewAnnualPlan read(Row row) {
    var code = row.code("code");
    var plan = row.code("plan");
    var project = row.referenceWithin(plan, "project", projects::planOf);
    var year = row.year("year");
    var amount = row.yuan("amountYuan");
    var comment = row.text("comment");
    var document = row.text("document");
    var line = row.line("sourceLine");
    var validFrom = row.date("validFrom");
    return row.isValid()
        ? new NewAnnualPlan(code, plan, project, year, amount, comment, document, line, validFrom)
        : null;
  }

  /** A project has one annual plan per year and day, so that no sum counts it twice. */
  @Override
  public Object naturalKey(NewAnnualPlan given) {
    return Arrays.asList(given.plan(), given.project(), given.year(), given.validFrom());
  }

  @Override
  public @Nullable String codeOf(NewAnnualPlan given) {
    return plans.codeOf(given);
  }

  private record ProjectYear(String project, int year) {}

  /** Holds the rows against the other years of their projects. */
  @Override
  public void review(Map<Row, NewAnnualPlan> chunk) {
    var stored = plans.byCode(chunk.values().stream().map(NewAnnualPlan::code).toList());
    var changed = new LinkedHashMap<Row, NewAnnualPlan>();
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (row.isValid() && (before == null || !before.isSameAs(given))) {
            changed.put(row, given);
          }
        });
    var codes = changed.values().stream().map(NewAnnualPlan::code).collect(Collectors.toSet());
    var named = changed.values().stream().map(NewAnnualPlan::project).collect(Collectors.toSet());
    var others = plans.latestOf(named).stream().filter(one -> !codes.contains(one.code())).toList();
    var amounts = years.of(named, others);
    var departures = projects.departures(named);
    changed.values().forEach(one -> amounts.put(one.project(), one.year(), one.amountYuan()));
    var drafts = new HashMap<ProjectYear, String>();
    var inForce = new HashMap<ProjectYear, AnnualPlan>();
    for (var one : others) {
      var key = new ProjectYear(one.project(), one.year());
      if (one.adopted()) {
        inForce.put(key, one);
      } else {
        drafts.put(key, one.code());
      }
    }
    changed.forEach(
        (row, given) -> {
          var key = new ProjectYear(given.project(), given.year());
          var before = stored.get(given.code());
          if (before == null || !before.adopted()) {
            checkPlace(row, given, drafts.putIfAbsent(key, given.code()), inForce.get(key));
            var left = departures.get(given.project());
            if (left != null && left.isBefore(given.year())) {
              row.refuse("year", "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
            }
            var misfit =
                given.comment() == null ? amounts.misfit(given.project(), given.year()) : null;
            if (misfit != null) {
              row.refuse(
                  "comment",
                  "comment-required",
                  "%s；请说明原因",
                  "%2$s: say why",
                  misfit.zh(),
                  misfit.en());
            }
          }
        });
  }

  private static void checkPlace(
      Row row, NewAnnualPlan given, @Nullable String draft, @Nullable AnnualPlan inForce) {
    if (draft != null && !draft.equals(given.code())) {
      row.refuse(
          "year",
          "open",
          "该项目该年度已有草案 %s",
          "there is a draft of that project and year already: %s",
          draft);
    }
    if (inForce != null && !inForce.isFollowedFrom(given.validFrom())) {
      var from = inForce.view().validFrom();
      row.refuse(
          "validFrom",
          "effective-day",
          "修订已批准的年度计划 %s，须填写其后的起效日期%s",
          "it revises annual plan %s, which is adopted: from which day on%s",
          inForce.code(),
          from == null ? "" : " (> " + from + ")");
    }
  }

  @Override
  public AnnualPlan create(NewAnnualPlan given, Row row) {
    return new AnnualPlan(given);
  }

  @Override
  public void change(AnnualPlan stored, NewAnnualPlan given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(AnnualPlan stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "年度计划已批准；修订请另列一行，用新代码和其后的起效日期",
          "it is adopted: revise it by a row of another code, from a later day on");
    }
    return !stored.adopted() && Plan.BELONGING.stays(stored, row);
  }
}
