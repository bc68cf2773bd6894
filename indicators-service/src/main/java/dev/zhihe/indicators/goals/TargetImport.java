package dev.zhihe.indicators.goals;

import static dev.zhihe.kit.tables.Column.measured;
import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.readOnly;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.dictionary.indicator.IndicatorSummary;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Imports targets, into draft plans only. An adopted plan changes only by an approved adjustment.
 */
@ApplicationScoped
class TargetImport implements ImportFamily<Target, NewTarget> {
  private final Plans plans;
  private final Indicators indicators;
  private final Targets targets;

  TargetImport(Plans plans, Indicators indicators, Targets targets) {
    this.plans = plans;
    this.targets = targets;
    this.indicators = indicators;
  }

  @Override
  public Class<Target> entity() {
    return Target.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("indicator", "指标"),
        required("area", "行政区划代码"),
        optional("board", "板块"),
        optional("scope", "范围"),
        required("year", "目标年"),
        optional("yearBasis", "目标年依据"),
        required("comparator", "比较符"),
        measured("value", "目标值"),
        measured("valueMax", "目标上限"),
        measured("baselineValue", "基期值"),
        optional("baselineYear", "基期年"),
        optional("valuePrinted", "原文"),
        optional("measure", "数值口径"),
        optional("verdictPrinted", "原文判定"),
        optional("note", "备注"),
        readOnly("status", "状态"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"),
        optional("statements", "各处表述"),
        readOnly("contradicts", "相矛盾的目标"),
        readOnly("validFrom", "起效日期"),
        readOnly("validUntil", "失效日期"),
        readOnly("adjusts", "所调整目标"),
        readOnly("documentTitle", "调整文件"),
        readOnly("documentNumber", "文号"),
        readOnly("mergedInto", "并入目标"));
  }

  @Override
  public @Nullable NewTarget read(Row row) {
    var code = row.code("code");
    var plan = row.reference("plan", known -> plans.held(known) != null);
    var indicator = row.reference("indicator", indicators::has);
    var described = indicator == null ? null : indicators.summary(indicator);
    var unit = described == null ? null : described.unit();
    var area = row.area("area");
    var board = row.text("board");
    var scope = row.text("scope");
    var year = row.year("year");
    var yearBasis = row.word("yearBasis", YearBasis.class);
    var comparator = row.word("comparator", TargetComparator.class);
    var value = row.decimal("value", unit, indicator);
    var valueMax = row.decimal("valueMax", unit, indicator);
    var baselineValue = row.decimal("baselineValue", unit, indicator);
    var baselineYear = row.year("baselineYear");
    var valuePrinted = row.text("valuePrinted");
    var measure = row.word("measure", Measure.class);
    var verdictPrinted = row.text("verdictPrinted");
    var note = row.text("note");
    var document = row.text("document");
    var line = row.line("sourceLine");
    var statements = statements(row, document, line, comparator, described);
    var validFrom = row.date("validFrom");
    if (comparator != null) {
      Refusal refusal =
          (field, rule, zh, en, arguments) -> {
            if (row.readable(field)) {
              row.refuse(field, rule, zh, en, arguments);
            }
          };
      var targetValue = new TargetValue(comparator, value, valueMax);
      targetValue.check(refusal);
      targetValue.checkAgainst(baselineValue, measure, refusal);
    }
    if (row.readable("baselineYear", "year")
        && baselineYear != null
        && year != null
        && baselineYear >= year) {
      row.refuse(
          "baselineYear", "baseline-year", "应早于目标年 %d", "before the target's year, %d", year);
    }
    var held = plan == null ? null : plans.held(plan);
    if (held != null
        && year != null
        && baselineYear == null
        && row.readable("baselineYear")
        && year < held.view().startYear()) {
      row.refuse(
          "year",
          "before-plan",
          "早于规划首年 %d 的目标须有基期值",
          "a target due before the plan's first year, %d, has a baseline",
          held.view().startYear());
    }
    if (row.readable("baselineValue", "baselineYear")
        && (baselineValue == null) != (baselineYear == null)) {
      row.refuse("baselineYear", "baseline", "基期值与基期年须同时填写", "a baseline has a value and a year");
    }
    return row.isValid() && described != null
        ? new NewTarget(
            code,
            plan,
            indicator,
            area,
            board,
            scope,
            year,
            yearBasis,
            comparator,
            value,
            valueMax,
            baselineValue,
            baselineYear,
            valuePrinted,
            measure,
            Requirement.measure(measure, described.nature()),
            Requirement.Side.of(comparator, described.direction()),
            verdictPrinted,
            note,
            document,
            line,
            statements,
            validFrom)
        : null;
  }

  private static @Nullable List<TargetStatement> statements(
      Row row,
      @Nullable String document,
      @Nullable Integer line,
      @Nullable TargetComparator comparator,
      @Nullable IndicatorSummary described) {
    var statements =
        row
            .list(
                "statements",
                TargetStatement::parse,
                "各处形如 table@179 ge ≥65（位置 table 或 prose、@行号、比较符、原文），以分号分隔",
                "statements like table@179 ge ≥65 (table or prose, @line, comparator, words), joined by ;")
            .stream()
            .map(one -> one.in(document))
            .toList();
    if (!statements.isEmpty()
        && line != null
        && row.readable("document", "sourceLine", "statements")
        && statements.stream().noneMatch(one -> one.standsAt(document, line))) {
      row.refuse(
          "statements",
          "own-statement",
          "须包括来源行 %d 的表述",
          "the one at sourceLine %d is missing",
          line);
    }
    if (comparator != null && described != null) {
      var side = Requirement.Side.of(comparator, described.direction());
      for (var one : statements) {
        var own = one.standsAt(document, line) && one.comparator() != comparator;
        if (own || Requirement.Side.of(one.comparator(), described.direction()) != side) {
          row.refuse(
              "statements",
              "other-comparator",
              "“%s”的比较符与目标的 %s 不是同一要求",
              "\"%s\" does not ask for the same as the target's comparator %s",
              one,
              Views.word(comparator));
        }
      }
    }
    return statements.isEmpty() ? null : statements;
  }

  @Override
  public Object naturalKey(NewTarget given) {
    return given.key();
  }

  @Override
  public Map<Object, String> codesByNaturalKey(List<NewTarget> given) {
    return targets.codesByNaturalKey(given);
  }

  @Override
  public Target create(NewTarget given, Row row) {
    if (inForce(given.plan())) {
      refuse(row);
    }
    return new Target(given);
  }

  @Override
  public void change(Target stored, NewTarget given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(Target stored, Row row) {
    if (stored.mergedInto() != null) {
      row.refuse(
          "code",
          "merged",
          "已并入 %s，表述载于后者",
          "merged into %s, which has its statements",
          stored.mergedInto());
      return false;
    }
    if (stored.adopted()) {
      refuse(row);
    }
    return !stored.adopted() && Plans.BELONGING.stays(stored, row);
  }

  private boolean inForce(String code) {
    var plan = plans.held(code);
    return plan != null && plan.adopted();
  }

  private static void refuse(Row row) {
    row.refuse(
        "plan",
        "adopted",
        "规划已批准，目标只能经批准的调整变更",
        "the plan is adopted: an approved adjustment alone changes its targets");
  }
}
