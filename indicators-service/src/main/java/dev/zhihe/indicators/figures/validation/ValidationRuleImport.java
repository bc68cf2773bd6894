package dev.zhihe.indicators.figures.validation;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports validation rules. */
@ApplicationScoped
class ValidationRuleImport implements ImportFamily<ValidationRule, ValidationRuleView> {
  private static final BigDecimal MAX_PERCENT = BigDecimal.valueOf(100);

  private final Indicators indicators;
  private final RuleRelaxations relaxations;

  ValidationRuleImport(Indicators indicators, RuleRelaxations relaxations) {
    this.indicators = indicators;
    this.relaxations = relaxations;
  }

  @Override
  public Class<ValidationRule> entity() {
    return ValidationRule.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("nameZh", "名称"),
        optional("nameEn", "英文名称"),
        required("severity", "严重程度"),
        required("left", "左侧指标"),
        required("comparator", "比较关系"),
        optional("right", "右侧指标"),
        optional("constant", "常数"),
        optional("tolerancePercent", "容差"),
        optional("retiredOn", "停用日"),
        optional("note", "备注"));
  }

  @Override
  public @Nullable ValidationRuleView read(Row row) {
    var left = indicators(row, "left");
    var right = indicators(row, "right");
    var constant = row.decimal("constant");
    if (row.readable("right", "constant") && right.isEmpty() == (constant == null)) {
      row.refuse(
          "right",
          "right-or-constant",
          "右侧指标和常数须且只须填一项",
          "either indicators on the right or a constant, not both");
    }
    var tolerance = row.decimal("tolerancePercent");
    if (tolerance != null && (tolerance.signum() < 0 || tolerance.compareTo(MAX_PERCENT) > 0)) {
      row.refuse("tolerancePercent", "percent", "应为 0 至 100", "from 0 to 100");
    }
    var given =
        new ValidationRuleView(
            row.code("code"),
            row.text("nameZh"),
            row.text("nameEn"),
            row.word("severity", RuleSeverity.class),
            left,
            row.word("comparator", RuleComparator.class),
            right,
            constant,
            tolerance == null ? BigDecimal.ZERO : tolerance,
            row.date("retiredOn"),
            row.text("note"));
    return row.isValid() ? given : null;
  }

  private List<String> indicators(Row row, String column) {
    var codes = row.list(column);
    var unknown = codes.stream().filter(code -> !indicators.has(code)).toList();
    if (!unknown.isEmpty()) {
      row.refuse(
          column,
          "unknown-reference",
          "没有此指标：%s",
          "there is no such indicator: %s",
          String.join(", ", unknown));
    }
    return codes;
  }

  @Override
  public ValidationRule create(ValidationRuleView given, Row row) {
    return new ValidationRule(given);
  }

  /** A weaker rule that is requested already stays requested. */
  @Override
  public void change(ValidationRule stored, ValidationRuleView given) {
    var inForce = stored.view();
    var waits = given.weakerThan(inForce) && relaxations.waits(given);
    stored.describe(given);
    if (waits) {
      stored.defer(inForce);
    }
  }

  /** A weaker rule waits for a second person. */
  @Override
  public void submit(ValidationRule stored) {
    stored.defer(Views.read(stored.publication().body(), ValidationRuleView.class));
  }

  @Override
  public boolean waits(ValidationRule entity) {
    return entity.requested() != null;
  }

  @Override
  public void written(List<ValidationRule> created, List<ValidationRule> changed) {
    relaxations.request(changed);
  }
}
