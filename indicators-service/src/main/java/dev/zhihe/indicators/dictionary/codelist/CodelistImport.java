package dev.zhihe.indicators.dictionary.codelist;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports codelists. */
@ApplicationScoped
class CodelistImport implements ImportFamily<CodelistEntry, CodelistEntryView> {
  private final CodelistEntries entries;

  CodelistImport(CodelistEntries entries) {
    this.entries = entries;
  }

  @Override
  public Class<CodelistEntry> entity() {
    return CodelistEntry.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("list", "代码表"),
        required("value", "取值"),
        required("nameZh", "名称"),
        optional("nameEn", "英文名称"),
        optional("area", "行政区划代码"),
        optional("parent", "上级"),
        optional("validFrom", "启用日"),
        optional("validUntil", "停用日"),
        optional("note", "备注"));
  }

  @Override
  public @Nullable CodelistEntryView read(Row row) {
    var list = row.word("list", Codelist.class);
    var value = list == Codelist.AREAS ? row.area("value") : row.text("value");
    var from = row.date("validFrom");
    var until = row.date("validUntil");
    if (from != null && until != null && !until.isAfter(from)) {
      row.refuse("validUntil", "order", "应晚于启用日 %s", "after %s, its first day in use", from);
    }
    var given =
        new CodelistEntryView(
            row.code("code"),
            list,
            value,
            row.text("nameZh"),
            row.text("nameEn"),
            row.area("area"),
            row.code("parent"),
            from,
            until,
            row.text("note"));
    return row.isValid() ? given : null;
  }

  @Override
  public Object naturalKey(CodelistEntryView given) {
    return given.key();
  }

  @Override
  public @Nullable String codeOf(CodelistEntryView given) {
    return entries.codeOf(given);
  }

  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public CodelistEntry create(CodelistEntryView given, Row row) {
    return new CodelistEntry(given);
  }

  @Override
  public void change(CodelistEntry stored, CodelistEntryView given) {
    stored.describe(given);
  }
}
