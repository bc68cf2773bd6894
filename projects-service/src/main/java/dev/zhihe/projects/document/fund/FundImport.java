package dev.zhihe.projects.document.fund;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.projects.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports funds. */
@ApplicationScoped
class FundImport implements ImportFamily<Fund, FundView> {

  @Override
  public Class<Fund> entity() {
    return Fund.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("plan", "规划"),
        required("name", "基金名称"),
        required("source", "出处"),
        optional("countComparator", "支数比较符"),
        optional("count", "支数"),
        optional("amountComparator", "规模比较符"),
        optional("amountYuan", "规模"),
        optional("amountPrinted", "规模原文"),
        optional("bodies", "设立或引入机构"),
        optional("note", "备注"),
        optional("document", "来源文件"),
        optional("sourceLine", "来源行"));
  }

  @Override
  public @Nullable FundView read(Row row) {
    var countComparator = row.word("countComparator", FundComparator.class);
    var count = row.whole("count", 0, 1_000_000);
    var amountComparator = row.word("amountComparator", FundComparator.class);
    var amountYuan = row.yuan("amountYuan");
    // A refused number must not be reported as missing, too.
    if (row.isValid()) {
      together(row, "countComparator", countComparator, count);
      together(row, "amountComparator", amountComparator, amountYuan);
    }
    var given =
        new FundView(
            row.code("code"),
            row.code("plan"),
            row.text("name"),
            row.code("source"),
            countComparator,
            count,
            amountComparator,
            amountYuan,
            row.text("amountPrinted"),
            row.list("bodies"),
            row.text("note"),
            row.text("document"),
            row.line("sourceLine"));
    return row.isValid() ? given : null;
  }

  private static void together(
      Row row, String column, @Nullable FundComparator comparator, @Nullable Number number) {
    if ((comparator == null) != (number == null)) {
      row.refuse(
          column,
          "comparator-and-number",
          "比较符与数值须同时填写（eq 为等于）",
          "a comparator and its number come together (eq: the number itself)");
    }
  }

  @Override
  public Fund create(FundView given, Row row) {
    return new Fund(given);
  }

  @Override
  public void change(Fund stored, FundView given) {
    stored.describe(given);
  }

  @Override
  public boolean mayChange(Fund stored, Row row) {
    return Plan.BELONGING.stays(stored, row);
  }
}
