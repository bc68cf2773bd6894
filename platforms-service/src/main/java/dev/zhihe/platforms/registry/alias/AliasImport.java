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

/** Aliases from files. */
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
    var said =
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
    return row.isValid() ? said : null;
  }

  private static @Nullable Integer line(String text) {
    var line = Literals.whole(text);
    return line != null && line >= 1 && line <= 9_999_999 ? line : null;
  }

  /** A document has one name stand for another once in an area. */
  @Override
  public Object naturalKey(AliasView said) {
    return Arrays.asList(said.area(), said.canonicalName(), said.name(), said.document());
  }

  @Override
  public @Nullable String codeOf(AliasView said) {
    return aliases.codeOf(said.area(), said.canonicalName(), said.name(), said.document());
  }

  @Override
  public Alias create(AliasView said, Row row) {
    return new Alias(said);
  }

  @Override
  public void change(Alias stored, AliasView said) {
    stored.describe(said);
  }
}
