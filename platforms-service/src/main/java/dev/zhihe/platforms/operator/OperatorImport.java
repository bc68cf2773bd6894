package dev.zhihe.platforms.operator;

import static dev.zhihe.kit.tables.Column.optional;
import static dev.zhihe.kit.tables.Column.required;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.CreditCode;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Imports operators. */
@ApplicationScoped
class OperatorImport implements ImportFamily<Operator, OperatorView> {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}");

  private final Operators operators;
  private final Caller caller;

  OperatorImport(Operators operators, Caller caller) {
    this.operators = operators;
    this.caller = caller;
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
        required("creditCode", "统一社会信用代码"),
        optional("creditCodeNote", "代码说明"));
  }

  @Override
  public @Nullable OperatorView read(Row row) {
    var code = row.code("code");
    var note = row.text("creditCodeNote");
    var view =
        new OperatorView(
            code, row.area("area"), row.text("name"), creditCode(row, code, note), note);
    return row.isValid() ? view : null;
  }

  /**
   * A code whose check character is wrong is refused, as it is mistyped nearly always. Early codes
   * exist that fail it; an administrator who has seen the licence accepts one, and says why.
   */
  @NullUnmarked
  private String creditCode(Row row, @Nullable String code, @Nullable String note) {
    return note != null && (isAdministrator() || isKnown(code, row.cells().text("creditCode")))
        ? row.matching(
            "creditCode",
            SHAPE,
            "统一社会信用代码为 18 位数字和大写字母，不含 I、O、S、V、Z",
            "a unified social credit code has 18 digits and capital letters, none of I, O, S, V and Z")
        : CreditCode.read(row, "creditCode");
  }

  private boolean isAdministrator() {
    return caller.acting().roles().contains("admin");
  }

  private boolean isKnown(@Nullable String code, @Nullable String creditCode) {
    return code != null && creditCode != null && operators.is(code, creditCode);
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

  /**
   * Who has the credit code acts for the platforms. So that of an operator with platforms is not
   * changed by one person: another operator takes them over by a change of the registry. The stored
   * operator is locked: one that gets a platform at the same time has it already, or waits.
   */
  @Override
  public boolean mayChange(Operator stored, Row row) {
    var before = Views.tree(stored.publication().body()).path("creditCode").asText();
    var stays = before.equals(stored.creditCode()) || !operators.runsPlatforms(stored.code());
    if (!stays) {
      row.refuse(
          "creditCode",
          "by-registry-change",
          "该单位运营平台，信用代码（%1$s）不由导入更改：请用新代码登记运营单位，再以登记变更（operator）将平台转入（POST /v1/registry-changes）",
          "it runs platforms, so no import changes its credit code (%1$s): register an operator with the other one, and move the platforms to it by a change of the registry, kind operator (POST /v1/registry-changes)",
          before);
    }
    return stays;
  }

  @Override
  public void change(Operator stored, OperatorView view) {
    stored.describe(view);
  }
}
