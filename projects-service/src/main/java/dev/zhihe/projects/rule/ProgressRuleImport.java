package dev.zhihe.projects.rule;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Imports rules as drafts. An adopted one is followed by a row of another code and day. */
@ApplicationScoped
class ProgressRuleImport implements ImportFamily<ProgressRule, NewProgressRule> {
  private static final int MAX_MONTHS = 60;
  private static final int MAX_OVER_PLAN = 1_000;

  private final ProgressRules rules;

  ProgressRuleImport(ProgressRules rules) {
    this.rules = rules;
  }

  @Override
  public Class<ProgressRule> entity() {
    return ProgressRule.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("effectiveOn", "起效日期"),
        required("behindBelowPercent", "滞后比例"),
        required("warningBelowPercent", "预警比例"),
        optional("silentMonths", "未报月数"),
        optional("stalledMonths", "无进度月数"),
        optional("overPlanPercent", "超计划比例"),
        required("reason", "理由"),
        optional("document", "依据文件"),
        readOnly("status", "状态"));
  }

  @Override
  public @Nullable NewProgressRule read(Row row) {
    var code = row.code("code");
    var plan = row.code("plan");
    var effectiveOn = row.date("effectiveOn");
    var behind = row.whole("behindBelowPercent", 0, 100);
    var warning = row.whole("warningBelowPercent", 0, 100);
    var silent = row.whole("silentMonths", 1, MAX_MONTHS);
    var stalled = row.whole("stalledMonths", 1, MAX_MONTHS);
    var overPlan = row.whole("overPlanPercent", 1, MAX_OVER_PLAN);
    var reason = row.text("reason");
    var document = row.text("document");
    if (behind != null && warning != null && behind > warning) {
      row.refuse(
          "behindBelowPercent",
          "order",
          "不高于预警比例 %s",
          "at most the share of a warning, %s",
          warning);
    }
    var usual = ProgressRuleInForce.DEFAULT;
    return row.isValid()
        ? new NewProgressRule(
            code,
            plan,
            effectiveOn,
            behind,
            warning,
            Objects.requireNonNullElse(silent, usual.silentMonths()),
            Objects.requireNonNullElse(stalled, usual.stalledMonths()),
            Objects.requireNonNullElse(overPlan, usual.overPlanPercent()),
            reason,
            document)
        : null;
  }

  /** A plan has one rule for a day. */
  @Override
  public Object naturalKey(NewProgressRule given) {
    return List.of(given.plan(), given.effectiveOn());
  }

  @Override
  public @Nullable String codeOf(NewProgressRule given) {
    return rules.codeOf(given.plan(), given.effectiveOn());
  }

  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public ProgressRule create(NewProgressRule given, Row row) {
    return new ProgressRule(given);
  }

  @Override
  public void change(ProgressRule stored, NewProgressRule given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(ProgressRule stored, Row row) {
    if (stored.adopted()) {
      row.refuse(
          "code",
          "adopted",
          "规则已批准；请另列一行，用新代码和另一起效日期",
          "it is adopted: add a row of another code, from another day on");
    }
    return !stored.adopted() && Plan.BELONGING.stays(stored, row);
  }
}
