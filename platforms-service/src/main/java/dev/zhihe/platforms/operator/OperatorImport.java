package dev.zhihe.platforms.operator;

import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.CreditCode;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports operators. */
@ApplicationScoped
class OperatorImport implements ImportFamily<Operator, OperatorView> {
  private final Operators operators;

  OperatorImport(Operators operators) {
    this.operators = operators;
  }

  @Override
  public Class<Operator> entity() {
    return Operator.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("name", "名称"),
        required("creditCode", "统一社会信用代码"));
  }

  @Override
  public @Nullable OperatorView read(Row row) {
    var view =
        new OperatorView(
            row.code("code"),
            row.area("area"),
            row.text("name"),
            CreditCode.read(row, "creditCode"));
    return row.isValid() ? view : null;
  }

  /** An organisation has only one operator. */
  @Override
  public Object naturalKey(OperatorView view) {
    return view.creditCode();
  }

  @Override
  public @Nullable String codeOf(OperatorView view) {
    return operators.codeOf(view.creditCode());
  }

  @Override
  public Operator create(OperatorView view, Row row) {
    return new Operator(view);
  }

  @Override
  public void change(Operator stored, OperatorView view) {
    stored.describe(view);
  }
}
