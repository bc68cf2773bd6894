package dev.zhihe.platforms.registry.alias;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Literals;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports aliases. */
@ApplicationScoped
class AliasImport implements ImportFamily<Alias, AliasView> {
  private final Aliases aliases;

  AliasImport(Aliases aliases) {
    this.aliases = aliases;
  }

  @Override
  public Class<Alias> entity() {
    return Alias.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("name", "异名"),
        required("canonicalName", "标准名称"),
        required("entityType", "对象类别"),
        required("relation", "关系"),
        optional("occurrences", "出现次数"),
        optional("sourceLines", "来源行"),
        optional("document", "来源文件"));
  }

  @Override
  public @Nullable AliasView read(Row row) {
    var view =
        new AliasView(
            row.code("code"),
            row.area("area"),
            row.text("name"),
            row.text("canonicalName"),
            row.text("entityType"),
            row.word("relation", Relation.class),
            row.whole("occurrences", 0, 999_999_999),
            row.list("sourceLines", AliasImport::line, "行号为正整数，以分号分隔", "line numbers joined by ;"),
            row.text("document"));
    return row.isValid() ? view : null;
  }

  private static @Nullable Integer line(String text) {
    var line = Literals.whole(text);
    return line != null && line >= 1 && line <= 9_999_999 ? line : null;
  }

  /** Within an area, a document has each pair of name and variant only once. */
  @Override
  public Object naturalKey(AliasView view) {
    return Arrays.asList(view.area(), view.canonicalName(), view.name(), view.document());
  }

  @Override
  public @Nullable String codeOf(AliasView view) {
    return aliases.codeOf(view.area(), view.canonicalName(), view.name(), view.document());
  }

  @Override
  public Alias create(AliasView view, Row row) {
    return new Alias(view);
  }

  @Override
  public void change(Alias stored, AliasView view) {
    stored.describe(view);
  }
}
