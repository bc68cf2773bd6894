package dev.zhihe.kit.tables;

import java.math.BigDecimal;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of a row in the unit of their column. A percentage is read where the unit is %,
 * and refused elsewhere.
 */
@NullUnmarked
final class Decimals {
  private final Row row;
  private final Header header;

  Decimals(Row row, Header header) {
    this.row = row;
    this.header = header;
  }

  /** The number in a cell of a column that has its own unit. */
  BigDecimal read(String column, @Nullable String value) {
    return value != null && value.endsWith("%")
        ? percent(column, value, column.endsWith("Percent") ? "%" : null, null)
        : number(column, value);
  }

  /**
   * The number in a cell whose unit the other cells of the row determine.
   *
   * @param unit empty if it is unknown, null if the cell that determines it was refused
   * @param of the entity whose unit it is, for errors
   */
  BigDecimal read(
      String column, @Nullable String text, @Nullable String unit, @Nullable String of) {
    var value =
        text != null && text.endsWith("%") && unit != null
            ? percent(column, text, unit, of)
            : text != null && text.endsWith("%") ? null : number(column, text);
    var named = header.unit(column);
    return value == null || named == null || unit == null || Header.isSameUnit(named, unit)
        ? value
        : row.refuse(
            column,
            "unit-mismatch",
            "表头的单位是“%s”，而 %s 的单位是“%s”；请换算后改正表头，或去掉表头中的单位",
            "the header's unit is \"%s\", that of %s is \"%s\": convert the number, and name that unit or none",
            named,
            of,
            unit);
  }

  /** A number with a percent sign, as cells in percent format have it, where % is the unit. */
  private BigDecimal percent(
      String column, String value, @Nullable String unit, @Nullable String of) {
    if (unit != null && Header.isSameUnit("%", unit)) {
      return number(column, value.substring(0, value.length() - 1));
    }
    return of == null
        ? row.refuse(
            column,
            "number",
            "是百分数，而此列的单位不是 %%；请改为常规格式并核对数值",
            "a percentage, and the column's unit is not %%: format the cell as a number and check it")
        : row.refuse(
            column,
            "unit-mismatch",
            "是百分数，而 %s 的单位是“%s”；请改为常规格式并核对数值",
            "a percentage, and the unit of %s is \"%s\": format the cell as a number and check it",
            of,
            unit);
  }

  private BigDecimal number(String column, @Nullable String value) {
    if (value == null || Literals.isPlainDecimal(value)) {
      return value == null ? null : header.inUnitOf(column, new BigDecimal(value));
    }
    return Literals.hasTooManyDecimals(value)
        ? row.refuse(column, "number", "至多十位小数", "at most ten decimals")
        : row.refuse(
            column,
            "number",
            "应为数字，不带单位、千分位或科学计数",
            "a plain number, without unit, thousands separators or exponent");
  }
}
