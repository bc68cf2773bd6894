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
  BigDecimal read(String column, @Nullable String text) {
    if (isPercentage(text) && !column.endsWith("Percent")) {
      return row.refuse(
          column,
          "number",
          "是百分数，而此列的单位不是 %%；请改为常规格式并核对数值",
          "a percentage, and the column's unit is not %%: format the cell as a number and check it");
    }
    return quantity(column, text);
  }

  /**
   * The number in a cell whose unit the other cells of the row determine.
   *
   * @param unit empty if it is unknown, null if the cell that determines it was refused
   * @param of the entity whose unit it is, for errors
   */
  BigDecimal read(
      String column, @Nullable String text, @Nullable String unit, @Nullable String of) {
    var value = quantity(column, text);
    return value == null || unit == null || requireUnit(column, text, unit, of) ? value : null;
  }

  /** The number in a cell, without its percent sign. */
  BigDecimal quantity(String column, @Nullable String text) {
    return number(column, isPercentage(text) ? text.substring(0, text.length() - 1) : text);
  }

  boolean statesUnit(String column, @Nullable String text) {
    return text != null && (isPercentage(text) || header.unit(column) != null);
  }

  /** Whether the number is in this unit. If not, adds the error to the row. */
  boolean requireUnit(String column, @Nullable String text, String unit, @Nullable String of) {
    if (isPercentage(text) && !Header.isSameUnit("%", unit)) {
      row.refuse(
          column,
          "unit-mismatch",
          "是百分数，而 %s 的单位是“%s”；请改为常规格式并核对数值",
          "a percentage, and the unit of %s is \"%s\": format the cell as a number and check it",
          of,
          unit);
      return false;
    }
    var named = header.unit(column);
    if (text != null && named != null && !Header.isSameUnit(named, unit)) {
      row.refuse(
          column,
          "unit-mismatch",
          "表头的单位是“%s”，而 %s 的单位是“%s”；请换算后改正表头，或去掉表头中的单位",
          "the header's unit is \"%s\", that of %s is \"%s\": convert the number, and name that unit or none",
          named,
          of,
          unit);
      return false;
    }
    return true;
  }

  private static boolean isPercentage(@Nullable String text) {
    return text != null && text.endsWith("%");
  }

  private BigDecimal number(String column, @Nullable String value) {
    if (value == null || Literals.isPlainDecimal(value)) {
      return value == null ? null : header.inUnitOf(column, new BigDecimal(value));
    }
    if (Literals.hasTooManyDecimals(value)) {
      return row.refuse(column, "number", "至多十位小数", "at most ten decimals");
    }
    var foreign = Literals.foreign(value);
    return foreign == null
        ? row.refuse(
            column,
            "number",
            "应为数字，不带单位、千分位或科学计数",
            "a plain number, without unit, thousands separators or exponent")
        : row.refuse(
            column,
            "number",
            "“%s”不是数字；应为数字，不带单位、千分位或科学计数",
            "\"%s\" is not part of a number: a plain number, without unit, thousands separators or exponent",
            foreign);
  }
}
