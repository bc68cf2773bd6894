package dev.zhihe.indicators.indicator;

import static dev.zhihe.kit.imports.Column.optional;
import static dev.zhihe.kit.imports.Column.required;

import dev.zhihe.kit.imports.Column;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.imports.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Indicators from files. */
@ApplicationScoped
class IndicatorImport implements ImportFamily<Indicator, NewIndicator> {

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
        optional("unit", "单位"),
        required("direction", "方向"),
        required("nature", "性质"),
        optional("attribute", "属性"),
        optional("category", "类别"),
        optional("plans", "规划"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable NewIndicator read(Row row) {
    var code = row.code("code");
    var nameZh = row.text("nameZh");
    var nameEn = row.text("nameEn");
    var aliases = row.list("aliases");
    var unit = row.text("unit");
    var direction = row.word("direction", Direction.class);
    var nature = row.word("nature", Nature.class);
    var attribute = row.word("attribute", Attribute.class);
    var category = row.text("category");
    var plans =
        row.list(
            "plans",
            plan -> Row.CODE.matcher(plan).matches() ? plan : null,
            "规划代码以分号分隔",
            "plan codes joined by ;");
    var document = row.text("document");
    var line = row.whole("sourceLine", 1, 10_000_000);
    return code == null || nameZh == null || direction == null || nature == null
        ? null
        : new NewIndicator(
            code, nameZh, nameEn, aliases, unit, direction, nature, attribute, category, plans,
            document, line);
  }

  @Override
  public Indicator create(NewIndicator given, Row row) {
    return new Indicator(given);
  }

  @Override
  public void change(Indicator stored, NewIndicator given) {
    stored.describe(given);
  }
}
