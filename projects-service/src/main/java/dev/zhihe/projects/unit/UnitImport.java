package dev.zhihe.projects.unit;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.CreditCode;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports units. */
@ApplicationScoped
class UnitImport implements ImportFamily<Unit, UnitView> {
  private final Units units;

  UnitImport(Units units) {
    this.units = units;
  }

  @Override
  public Class<Unit> entity() {
    return Unit.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("name", "单位名称"),
        optional("aliases", "别名"),
        optional("creditCode", "统一社会信用代码"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable UnitView read(Row row) {
    var view =
        new UnitView(
            row.code("code"),
            row.area("area"),
            row.text("name"),
            row.names("aliases"),
            CreditCode.read(row, "creditCode"),
            row.text("note"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? view : null;
  }

  @Override
  public Object naturalKey(UnitView view) {
    return List.of(view.area(), view.name());
  }

  @Override
  public @Nullable String codeOf(UnitView view) {
    return units.codeOf(view.area(), view.name());
  }

  /** No name and no credit code belongs to two units of an area. */
  @Override
  public void review(Map<Row, UnitView> chunk) {
    new UnitNames(units, chunk.values()).refuseShared(chunk);
  }

  @Override
  public Unit create(UnitView view, Row row) {
    return new Unit(view);
  }

  @Override
  public void change(Unit stored, UnitView view) {
    stored.describe(view);
  }
}
