package dev.zhihe.indicators.goals.adjustment;

import static dev.zhihe.kit.tables.Column.measured;
import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Imports adjustments as drafts. Each is submitted by its own request. */
@ApplicationScoped
class TargetAdjustmentImport implements ImportFamily<TargetAdjustment, NewTargetAdjustment> {
  private final TargetAdjustments adjustments;
  private final Targets targets;
  private final Indicators indicators;
  private final Plans plans;

  TargetAdjustmentImport(
      TargetAdjustments adjustments, Targets targets, Indicators indicators, Plans plans) {
    this.adjustments = adjustments;
    this.targets = targets;
    this.indicators = indicators;
    this.plans = plans;
  }

  @Override
  public Class<TargetAdjustment> entity() {
    return TargetAdjustment.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        readOnly("plan", "规划"),
        readOnly("area", "行政区划代码"),
        required("target", "目标"),
        readOnly("targetVersion", "目标版本"),
        readOnly("beforeComparator", "调整前比较符"),
        readOnly("beforeValue", "调整前目标值"),
        readOnly("beforeValueMax", "调整前上限"),
        required("afterComparator", "调整后比较符"),
        measured("afterValue", "调整后目标值"),
        measured("afterValueMax", "调整后上限"),
        required("reason", "调整理由"),
        optional("documentTitle", "文件名称"),
        optional("documentNumber", "文号"),
        required("effectiveOn", "起效日期"),
        readOnly("status", "状态"),
        readOnly("returnReason", "退回理由"),
        readOnly("successor", "后续目标"));
  }

  @Override
  public @Nullable NewTargetAdjustment read(Row row) {
    var code = row.code("code");
    var target = row.code("target");
    var comparator = row.word("afterComparator", TargetComparator.class);
    var value = row.quantity("afterValue");
    var valueMax = row.quantity("afterValueMax");
    var reason = row.text("reason");
    var title = row.text("documentTitle");
    var number = row.text("documentNumber");
    var effectiveOn = row.date("effectiveOn");
    return row.isValid()
        ? new NewTargetAdjustment(
            code, target, comparator, value, valueMax, reason, title, number, effectiveOn)
        : null;
  }

  /** Reads the data that the rows refer to once for all rows. */
  @Override
  public void review(Map<Row, NewTargetAdjustment> chunk) {
    requireUnits(chunk);
    var stored = new HashMap<String, TargetAdjustment>();
    adjustments
        .list("code in ?1", chunk.values().stream().map(NewTargetAdjustment::code).toList())
        .forEach(one -> stored.put(one.code(), one));
    var named = new HashSet<String>();
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (row.isValid() && (before == null || !before.isSameAs(given))) {
            named.add(given.target());
          }
        });
    var adjusted = targets.locked(named);
    var starts = new HashMap<String, Integer>();
    plans
        .list("code in ?1", adjusted.values().stream().map(one -> one.view().plan()).toList())
        .forEach(plan -> starts.put(plan.code(), plan.view().startYear()));
    var open = new HashMap<String, String>();
    adjustments.openOf(named).forEach((target, one) -> open.put(target, one.code()));
    chunk.forEach(
        (row, given) -> {
          var before = stored.get(given.code());
          if (!row.isValid() || (before != null && before.isSameAs(given))) {
            return;
          }
          var target = adjusted.get(given.target());
          if (target == null) {
            row.refuse("target", "unknown-reference", "没有此代码", "there is nothing with this code");
          } else if (before != null && !before.target().equals(given.target())) {
            row.refuse(
                "target",
                "moved",
                "属于目标 %s；代码不可移至另一目标",
                "belongs to target %s; a code never moves to another",
                before.target());
          } else if (before == null || before.changeable()) {
            check(row, given, target, starts, open);
          }
        });
  }

  /** Reads the units of those targets only whose rows state one. */
  private void requireUnits(Map<Row, NewTargetAdjustment> chunk) {
    var stating = new HashMap<Row, String>();
    chunk.forEach(
        (row, given) -> {
          if (row.statesUnit("afterValue", "afterValueMax")) {
            stating.put(row, given.target());
          }
        });
    var indicatorOf = targets.indicatorsOf(stating.values());
    stating.forEach(
        (row, target) -> {
          var indicator = indicatorOf.get(target);
          if (indicator != null) {
            var unit = Objects.requireNonNull(indicators.unit(indicator));
            row.requireUnit("afterValue", unit, indicator);
            row.requireUnit("afterValueMax", unit, indicator);
          }
        });
  }

  private static void check(
      Row row,
      NewTargetAdjustment given,
      Target target,
      Map<String, Integer> starts,
      Map<String, String> open) {
    if (!target.inForce()) {
      row.refuse(
          "target",
          "not-in-force",
          "应为现行目标：草案目标以导入更正，已被取代的请改用其后的目标",
          "a target in force: a draft is corrected by an import, and of one that was replaced the next is taken");
    }
    var openCode = open.putIfAbsent(given.target(), Objects.requireNonNull(given.code()));
    if (openCode != null && !openCode.equals(given.code())) {
      row.refuse(
          "target",
          "open",
          "该目标已有未批准的调整 %s",
          "there is an adjustment of that target that is not approved yet: %s",
          openCode);
    }
    given.check(
        target.view(), Objects.requireNonNull(starts.get(target.view().plan())), row::refuse);
  }

  @Override
  public TargetAdjustment create(NewTargetAdjustment given, Row row) {
    // The review has loaded the target, so no query is made here.
    return new TargetAdjustment(
        Objects.requireNonNull(given.code()), given, targets.findById(given.target()));
  }

  @Override
  public void change(TargetAdjustment stored, NewTargetAdjustment given) {
    stored.change(given);
  }

  @Override
  public boolean mayChange(TargetAdjustment stored, Row row) {
    if (!stored.changeable()) {
      row.refuse(
          "code", "not-open", "已提交或已批准的调整不可更改", "what is submitted or approved does not change");
    }
    return stored.changeable();
  }
}
