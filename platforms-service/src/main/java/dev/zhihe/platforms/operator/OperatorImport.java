package dev.zhihe.platforms.operator;

import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Imports operators. */
@ApplicationScoped
class OperatorImport implements ImportFamily<Operator, OperatorView> {
  private static final Pattern EIGHTEEN = Pattern.compile("[0-9A-Z]{18}");

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
            row.code("code"), row.area("area"), row.text("name"), creditCode(row, "creditCode"));
    return row.isValid() ? view : null;
  }

  private static String creditCode(Row row, String column) {
    var given =
        row.matching(
            column,
            EIGHTEEN,
            "统一社会信用代码为 18 位数字和大写字母",
            "a unified social credit code has 18 digits and capital letters");
    if (given == null || CreditCode.isSound(given)) {
      return given;
    }
    return CreditCode.hasShape(given)
        ? row.refuse(
            column,
            "check-character",
            "校验位不符，代码有误（GB 32100-2015）",
            "the check character is not that of the others: the code is mistyped (GB 32100-2015)")
        : row.refuse(
            column,
            "shape",
            "统一社会信用代码不含字母 I、O、S、V、Z",
            "a unified social credit code has none of the letters I, O, S, V and Z");
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
