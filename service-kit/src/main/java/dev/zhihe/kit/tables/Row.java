package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file being imported. Each getter parses a cell. If the cell is invalid, the getter
 * adds an error to the row and returns null, so that one pass finds every error.
 *
 * <p>A getter also returns null for an empty optional cell. Use the values only while the row is
 * {@link #isValid()}: then every required value is present. Nullness annotations cannot express
 * this, hence {@code NullUnmarked}.
 */
@NullUnmarked
public final class Row {
  private static final Pattern AREA = Pattern.compile("\\d{6}");

  private final long number;
  private final Map<String, Column> columns;
  private final Cells cells;
  private final RowErrors errors;
  private final Decimals decimals;
  private boolean unchanged;

  Row(
      long number,
      Map<String, Column> columns,
      Map<String, String> cells,
      Header header,
      List<Violation> violations) {
    this.number = number;
    this.columns = columns;
    this.cells = new Cells(cells);
    errors = new RowErrors(number, header, violations);
    decimals = new Decimals(this, header);
  }

  /**
   * The codes in a column of some rows, whatever else is wrong with these. Other texts are none.
   */
  public static Set<String> codes(List<Row> rows, String column) {
    return rows.stream()
        .flatMap(row -> row.codes(column))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The codes in a cell, which semicolons divide, whatever else is wrong with the row. */
  public Stream<String> codes(String column) {
    var text = cells.text(column);
    return text == null
        ? Stream.empty()
        : Stream.of(Characters.halfWidth(text).split(";", -1))
            .map(Characters::strip)
            .filter(code -> Characters.CODE.matcher(code).matches());
  }

  /**
   * A row that stands in no file, so that other input keeps the rules of a family's files.
   *
   * @param cells by column; all columns without one are empty
   * @param violations receives its errors, each with its column
   */
  public static Row of(
      List<Column> columns, Map<String, String> cells, List<Violation> violations) {
    var byName = new LinkedHashMap<String, Column>();
    columns.forEach(column -> byName.put(column.name(), column));
    var header = new Header(1, List.copyOf(byName.keySet()), columns);
    return new Row(1, byName, new HashMap<>(cells), header, violations);
  }

  /** Whether the row has no errors so far. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  /**
   * Whether none of these cells was refused. Compare cells with one another only then, so that one
   * mistake gives one error.
   */
  public boolean readable(String... columns) {
    return errors.spare(columns);
  }

  /** What stands in the cells. */
  public Cells cells() {
    return cells;
  }

  /** Refuses cells with forbidden characters. They are not checked further. */
  void refuseUnfit() {
    errors.addUnfit(cells.texts());
  }

  /** Marks the row as equal to the stored data. It changes nothing. */
  public void markUnchanged() {
    unchanged = true;
  }

  public boolean isMarkedUnchanged() {
    return unchanged;
  }

  /** The row's number in the file; the header is row 1. */
  public long number() {
    return number;
  }

  /**
   * A text of at most 500 characters. It may not begin with an equals sign, because a spreadsheet
   * would read it as a formula, unless the stored text does.
   */
  public String text(String column) {
    var value = cell(column);
    if (value != null && value.startsWith("=") && !cells.isStored(column, value)) {
      return refuse(
          column,
          "formula",
          "文字不可以 = 开头（电子表格会当作公式）",
          "a text does not begin with =, which spreadsheets take for a formula");
    }
    if (value != null && Characters.length(value) > 500) {
      return refuse(column, "too-long", "至多 500 个字符", "at most 500 characters");
    }
    return value;
  }

  /** A business code of at most 100 lower-case letters, digits and hyphens. */
  public String code(String column) {
    return matching(
        column,
        Characters.CODE,
        "代码只含小写字母、数字和连字符",
        "a code has lower-case letters, digits and hyphens only");
  }

  /** The code of an entity that must exist. */
  public String reference(String column, Predicate<String> exists) {
    var value = code(column);
    return value == null || exists.test(value)
        ? value
        : refuse(column, "unknown-reference", "没有此代码", "there is nothing with this code");
  }

  /**
   * The code of an entity that must exist and belong to the same whole as the row.
   *
   * @param wholeOf returns the whole that an entity belongs to; null if the entity does not exist
   */
  public String referenceWithin(
      String whole, String column, Function<String, @Nullable String> wholeOf) {
    var value = reference(column, code -> wholeOf.apply(code) != null);
    var actual = value == null ? null : wholeOf.apply(value);
    return actual == null || whole == null || actual.equals(whole)
        ? value
        : refuse(column, "elsewhere", "属于 %s，而非 %s", "it belongs to %s, not to %s", actual, whole);
  }

  /** A text that matches a pattern. */
  public String matching(String column, Pattern shape, String zh, String en) {
    var value = plain(column);
    return value == null || shape.matcher(value).matches()
        ? value
        : refuse(column, "shape", zh, en);
  }

  /** A whole number within bounds, both inclusive. */
  public Integer whole(String column, int least, int most) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    var whole = Literals.whole(value);
    if (whole != null && whole >= least && whole <= most) {
      return whole;
    }
    var foreign = Literals.foreign(value);
    return foreign == null
        ? refuse(
            column,
            "whole-number",
            "应为 %d 至 %d 的整数，不带单位",
            "a whole number from %d to %d, without a unit",
            least,
            most)
        : refuse(
            column,
            "whole-number",
            "“%s”不是数字；应为 %d 至 %d 的整数，不带单位",
            "\"%s\" is not part of a number: a whole number from %d to %d, without a unit",
            foreign,
            least,
            most);
  }

  /** A calendar year from 1900 to 2200. */
  public Integer year(String column) {
    return whole(column, 1900, 2200);
  }

  /** Code of an administrative area. Source: GB/T 2260. */
  public String area(String column) {
    return matching(column, AREA, "六位行政区划代码（GB/T 2260）", "a six-digit area code (GB/T 2260)");
  }

  /** A line number in a document. */
  public Integer line(String column) {
    return whole(column, 1, 10_000_000);
  }

  /** A day: 2025-06-30, 2025/6/30, 2025.6.30, 2025年6月30日 or 20250630. */
  public LocalDate date(String column) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    var parts = Literals.date(value);
    if (parts == null) {
      return refuse(column, "date", "应为日期，如 2025-06-30", "a date such as 2025-06-30");
    }
    var day = Literals.day(parts);
    if (day != null) {
      return day;
    }
    return refuse(
        column,
        "no-such-date",
        "%d 年 %d 月没有 %d 日",
        "there is no such day: year %d, month %d, day %d",
        parts[0],
        parts[1],
        parts[2]);
  }

  /** A plain decimal, in the column's unit. Its scale is kept. */
  public BigDecimal decimal(String column) {
    return decimals.read(column, plain(column));
  }

  /**
   * A plain decimal in the unit that the other cells of the row determine. If the header names a
   * unit, it must be the same.
   *
   * @param unit the row's unit; empty if it is unknown, null if the cell that determines it was
   *     refused
   * @param of the entity whose unit it is, for errors
   */
  public BigDecimal decimal(String column, @Nullable String unit, @Nullable String of) {
    return decimals.read(column, plain(column), unit, of);
  }

  /**
   * A plain decimal in a unit that is known only after all rows are read. {@link #requireUnit} must
   * follow.
   */
  public BigDecimal quantity(String column) {
    return decimals.quantity(column, plain(column));
  }

  /** Whether one of these cells has a percent sign, or a header that names a unit. */
  public boolean statesUnit(String... columns) {
    return Stream.of(columns).anyMatch(column -> decimals.statesUnit(column, plain(column)));
  }

  /**
   * Refuses a number whose percent sign or header states another unit.
   *
   * @param unit the row's unit; empty if it has none
   * @param of the entity whose unit it is, for errors
   */
  public void requireUnit(String column, String unit, String of) {
    decimals.requireUnit(column, plain(column), unit, of);
  }

  /** An amount in yuan: at most two decimals, not negative, below 10¹³. */
  public BigDecimal yuan(String column) {
    var amount = decimal(column);
    return amount == null ? null : yuan(column, amount);
  }

  /** The amount with two decimals, if it is a valid amount of money. */
  public BigDecimal yuan(String column, BigDecimal amount) {
    if (!Literals.isYuan(amount)) {
      return refuse(
          column,
          "yuan",
          "应为 0 以上、10 万亿以下的金额（元），至多两位小数",
          "an amount in yuan from 0 to below 10,000,000,000,000 with at most two decimals");
    }
    return amount.setScale(2);
  }

  /** An area in square metres: at most two decimals, not negative. Trailing zeros are removed. */
  public BigDecimal squareMetres(String column) {
    var given = decimal(column);
    if (given == null) {
      return null;
    }
    var area = Literals.squareMetres(given);
    return area != null
        ? area
        : refuse(
            column,
            "square-metres",
            "应为面积（平方米），不为负，至多两位小数",
            "square metres, not negative, at most two decimals");
  }

  /** A word of an enum, in its JSON form. */
  public <T extends Enum<T>> T word(String column, Class<T> words) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    return Views.constant(words, value)
        .orElseGet(
            () ->
                refuse(
                    column,
                    "unknown-word",
                    "应为其中之一：%1$s",
                    "one of: %2$s",
                    Text.words(words).zh(),
                    Text.words(words).en()));
  }

  /**
   * A list separated by {@code ;} or its full-width form. Items are trimmed; an empty cell is an
   * empty list. Duplicate items are refused.
   */
  public List<String> list(String column) {
    var value = cell(column);
    if (value == null) {
      return List.of();
    }
    if (Characters.length(value) > 10_000) {
      refuse(column, "too-long", "至多 10000 个字符", "at most 10,000 characters");
      return List.of();
    }
    var items = Literals.items(value);
    if (items == null) {
      refuse(column, "list", "应以分号分隔，各项不空、不重复", "items joined by ; , none empty, none twice");
      return List.of();
    }
    return items;
  }

  /** A list of searchable names, each of at most 500 characters. */
  public List<String> names(String column) {
    var names = list(column);
    if (names.stream().anyMatch(name -> Characters.length(name) > 500)) {
      refuse(column, "too-long", "每项至多 500 个字符", "at most 500 characters each");
      return List.of();
    }
    return names;
  }

  /**
   * A list whose items have their own format.
   *
   * @param item parses an item; null if it is invalid
   */
  public <T> List<T> list(String column, Function<String, @Nullable T> item, String zh, String en) {
    var read = new ArrayList<T>();
    for (var text : list(column)) {
      var value = item.apply(text);
      if (value == null) {
        refuse(column, "shape", zh, en);
        return List.of();
      }
      read.add(value);
    }
    return read;
  }

  /** Refuses read-only cells that differ from the entity's view. */
  public void agreeWith(Map<String, String> view) {
    for (var column : columns.values()) {
      var value = column.readOnly() ? cell(column.name()) : null;
      var shown = view.getOrDefault(column.name(), "");
      if (value != null && !value.equals(shown) && !Literals.isSameNumber(value, shown)) {
        if (shown.isEmpty()) {
          refuse(column.name(), "read-only", "此列只读，应为空", "read-only: empty");
        } else {
          refuse(column.name(), "read-only", "此列只读，应为 %s 或空", "read-only: %s or empty", shown);
        }
      }
    }
  }

  /** Adds an error of reading the file. That cell or row is not checked further. */
  void note(BrokenCell broken) {
    errors.add(broken);
  }

  /** Adds an error of a cell. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // null, as whatever the getter reads
  public <T> T refuse(String column, String code, String zh, String en, Object... arguments) {
    errors.add(column, cells.get(column), code, Text.of(zh, en, arguments));
    return null;
  }

  private @Nullable String cell(String column) {
    var declared = columns.get(column);
    if (declared == null) {
      throw new IllegalArgumentException(column + " is not among the family's columns");
    }
    if (errors.isUnreadable(column)) {
      return null;
    }
    var text = cells.text(column);
    return text == null && declared.required()
        ? refuse(column, "required", "必填", "required")
        : text;
  }

  /** The cell with full-width characters converted, for numbers and codes. */
  private @Nullable String plain(String column) {
    var value = cell(column);
    return value == null || value.chars().allMatch(character -> character < 128)
        ? value
        : Characters.halfWidth(value);
  }
}
