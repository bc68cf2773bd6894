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
class IndicatorImport implements ImportFamily<Indicator, IndicatorView> {

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
        required("direction", "方向"),
        required("nature", "性质"),
        optional("attribute", "属性"),
        optional("category", "类别"),
        optional("plans", "规划"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable IndicatorView read(Row row) {
    var said =
        new IndicatorView(
            row.code("code"),
            row.text("nameZh"),
            row.text("nameEn"),
            row.list("aliases"),
            row.word("kind", Kind.class),
            row.text("unit"),
            row.word("direction", Direction.class),
            row.word("nature", Nature.class),
            row.word("attribute", Attribute.class),
            row.text("category"),
            row.list(
                "plans",
                plan -> Row.CODE.matcher(plan).matches() ? plan : null,
                "规划代码以分号分隔",
                "plan codes joined by ;"),
            row.text("document"),
            row.line("sourceLine"));
    return row.sound() ? said : null;
  }

  @Override
  public Indicator create(IndicatorView given, Row row) {
    return new Indicator(given);
  }

  @Override
  public void change(Indicator stored, IndicatorView given) {
    stored.describe(given);
  }
}
