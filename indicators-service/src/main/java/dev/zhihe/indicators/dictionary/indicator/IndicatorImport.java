package dev.zhihe.indicators.dictionary.indicator;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports indicators. */
@ApplicationScoped
class IndicatorImport implements ImportFamily<Indicator, IndicatorView> {
  private static final int MAX_COMPUTED_LENGTH = 70;

  private final Indicators indicators;
  private final Formulas formulas;

  IndicatorImport(Indicators indicators, Formulas formulas) {
    this.indicators = indicators;
    this.formulas = formulas;
  }

  @Override
  public Class<Indicator> entity() {
    return Indicator.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("nameZh", "指标名称"),
        optional("nameEn", "英文名称"),
        optional("aliases", "别名"),
        required("kind", "指标种类"),
        optional("unit", "单位"),
        optional("minimum", "下限"),
        optional("maximum", "上限"),
        required("direction", "方向"),
        required("nature", "性质"),
        optional("attribute", "属性"),
        optional("category", "类别"),
        optional("definition", "定义"),
        optional("leadDepartment", "牵头部门"),
        optional("frequency", "更新周期"),
        optional("sharing", "共享属性"),
        optional("numerator", "分子指标"),
        optional("denominator", "分母指标"),
        optional("factor", "系数"),
        optional("retiredOn", "停用日"),
        optional("replacedBy", "替代指标"),
        optional("plans", "规划"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable IndicatorView read(Row row) {
    var given =
        new IndicatorView(
            row.code("code"),
            row.text("nameZh"),
            row.text("nameEn"),
            row.list("aliases"),
            row.word("kind", IndicatorKind.class),
            row.text("unit"),
            row.decimal("minimum"),
            row.decimal("maximum"),
            row.word("direction", Direction.class),
            row.word("nature", Nature.class),
            row.word("attribute", Attribute.class),
            row.text("category"),
            row.text("definition"),
            row.text("leadDepartment"),
            row.word("frequency", IndicatorFrequency.class),
            row.word("sharing", SharingClass.class),
            row.reference("numerator", indicators::has),
            row.reference("denominator", indicators::has),
            row.decimal("factor"),
            row.date("retiredOn"),
            row.reference("replacedBy", indicators::has),
            row.list(
                "plans",
                plan -> Characters.CODE.matcher(plan).matches() ? plan : null,
                "规划代码以分号分隔",
                "plan codes joined by ;"),
            row.text("document"),
            row.line("sourceLine"));
    checkBounds(given, row);
    checkFormula(given, row);
    if (given.replacedBy() != null && row.readable("retiredOn") && given.retiredOn() == null) {
      row.refuse(
          "replacedBy", "not-retired", "只有已停用的指标才有替代指标", "only a retired indicator is replaced");
    }
    return row.isValid() ? given : null;
  }

  private static void checkBounds(IndicatorView given, Row row) {
    if (given.minimum() != null
        && given.maximum() != null
        && given.minimum().compareTo(given.maximum()) > 0) {
      row.refuse(
          "maximum",
          "order",
          "上限应不小于下限 %s",
          "not less than the minimum, %s",
          given.minimum().toPlainString());
    }
  }

  /**
   * Checks a formula: a quotient of two entered indicators, no more open than they are. An input
   * must not be computed, so that the order of computing does not matter.
   */
  private void checkFormula(IndicatorView given, Row row) {
    if (!row.readable("numerator", "denominator", "factor", "sharing")) {
      return;
    }
    if ((given.numerator() == null) != (given.denominator() == null)) {
      row.refuse(
          given.numerator() == null ? "numerator" : "denominator",
          "formula",
          "分子和分母须同时填写",
          "a quotient has a numerator and a denominator");
      return;
    }
    if (given.factor() != null && (!given.computed() || given.factor().signum() <= 0)) {
      row.refuse("factor", "formula", "只有有分子分母的指标才有系数，且应大于 0", "above 0, and of a quotient alone");
    }
    if (given.computed() && given.code() != null && given.code().length() > MAX_COMPUTED_LENGTH) {
      row.refuse(
          "code",
          "too-long",
          "计算指标的代码至多 %d 个字符：其观测值的代码由它组成",
          "the code of a computed indicator has %d characters at most: those of its observations are made of it",
          MAX_COMPUTED_LENGTH);
    }
    formulas.checkInputs(given, row::refuse);
  }

  @Override
  public Indicator create(IndicatorView given, Row row) {
    return new Indicator(given);
  }

  /** A formula that is requested already stays requested. */
  @Override
  public void change(Indicator stored, IndicatorView given) {
    var inForce = stored.formula();
    var formula = given.formula();
    var waits = !formula.within(inForce) && formulas.waits(given.code(), formula);
    stored.describe(given);
    if (waits) {
      stored.defer(inForce);
    }
  }

  /** The formula waits for a second person. All else is changed at once. */
  @Override
  public void submit(Indicator stored) {
    stored.defer(Views.read(stored.publication().body(), IndicatorView.class).formula());
  }

  @Override
  public boolean waits(Indicator entity) {
    return entity.requested() != null;
  }

  /** Refuses changes that would alter the meaning or the audience of existing figures. */
  @Override
  public boolean mayChange(Indicator stored, Row row) {
    var before = Views.read(stored.publication().body(), IndicatorView.class);
    var after = stored.view();
    var opened = SharingClass.of(before.sharing()) != SharingClass.of(after.sharing());
    var made = before.computed() != after.computed();
    if ((opened || made) && indicators.observed(stored.code())) {
      row.refuse(
          opened ? "sharing" : "numerator",
          "in-use",
          "该指标已有观测值，此项不可更改；可停用它并以新指标替代",
          "there are observations of it, so this cannot change: retire it and let a new one take its place");
      return false;
    }
    var measure = measure(before, after);
    if (measure != null && indicators.relied(stored.code())) {
      row.refuse(
          measure,
          "in-use",
          "该指标已有批准的目标或填报的数据，此项不可更改：它决定其数值的含义；可停用它并以新指标替代",
          "there are adopted targets or figures of it, so this cannot change: it decides what their values mean. Retire it and let a new one take its place");
      return false;
    }
    return formulasAllow(before, after, row);
  }

  /** The first changed property that decides what a value means; null if none changed. */
  private static @Nullable String measure(IndicatorView before, IndicatorView after) {
    if (!Objects.equals(before.unit(), after.unit())) {
      return "unit";
    }
    if (before.direction() != after.direction()) {
      return "direction";
    }
    return before.nature() == after.nature() ? null : "nature";
  }

  /**
   * Refuses an input of a formula that becomes computed, or less open than the formula's figures.
   */
  private boolean formulasAllow(IndicatorView before, IndicatorView after, Row row) {
    var closed = SharingClass.of(after.sharing()).compareTo(SharingClass.of(before.sharing())) > 0;
    var computed = after.computed() && !before.computed();
    if (!closed && !computed) {
      return true;
    }
    for (var formula : indicators.computedFrom(List.of(before.code()))) {
      if (computed) {
        row.refuse(
            "numerator",
            "formula",
            "%s 由该指标计算：它须直接填报",
            "%s is computed from it: its figures have to be entered",
            formula.code());
      } else if (SharingClass.of(after.sharing())
              .compareTo(SharingClass.of(formula.view().sharing()))
          > 0) {
        row.refuse(
            "sharing",
            "more-open",
            "由其计算的 %s 将比它更开放；先更改后者",
            "%s, which is computed from it, would be more open: change that first",
            formula.code());
      }
    }
    return row.isValid();
  }

  @Override
  public void written(List<Indicator> created, List<Indicator> changed) {
    formulas.follow(Stream.concat(created.stream(), changed.stream()).toList());
  }
}
