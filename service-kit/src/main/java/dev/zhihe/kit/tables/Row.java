package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file being imported. Each getter reads a cell as what it should be; a cell that is
 * not so is noted as a violation and read as null, so that one pass finds everything that is wrong.
 *
 * <p>So a getter answers null for an empty optional cell, and for any cell that was refused: what
 * was read may be used only while the row is {@link #sound()}, and then every required value is
 * there. That is more than nullness annotations can say, hence {@code NullUnmarked}.
 */
@NullUnmarked
public final class Row {
  private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,10})?");
  private static final Pattern WHOLE = Pattern.compile("(-?\\d{1,9})(?:\\.0{1,10})?");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d{1,2})-(\\d{1,2})|/(\\d{1,2})/(\\d{1,2})|\\.(\\d{1,2})\\.(\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日|(\\d{2})(\\d{2}))");
  private static final Pattern AREA = Pattern.compile("\\d{6}");
  private static final BigDecimal MOST_YUAN = new BigDecimal("1e13");

  private final long number;
  private final Map<String, Column> columns;
  private final Map<String, String> cells;
  private final Header header;
  private final List<Violation> violations;
  private final Set<String> refused = new HashSet<>();
  private final Set<String> refusedColumns = new HashSet<>();
  private final Set<String> unread = new HashSet<>();
  private boolean lost;
  private boolean left;

  Row(
      long number,
      Map<String, Column> columns,
      Map<String, String> cells,
      Header header,
      List<Violation> violations) {
    this.number = number;
    this.columns = columns;
    this.cells = cells;
    this.header = header;
    this.violations = violations;
  }

  /** Whether nothing is wrong with the row so far. */
  public boolean sound() {
    return refused.isEmpty();
  }

  /**
   * Whether none of these cells was refused: only then they are held against each other, so that
   * one fault is one error.
   */
  public boolean readable(String... columns) {
    return !lost && Stream.of(columns).noneMatch(refusedColumns::contains);
  }

  /** The code that a row gives no other way. */
  public void fill(String column, String code) {
    cells.put(column, code);
  }

  /** Whether the cell is empty or absent. */
  public boolean lacks(String column) {
    return Characters.isBlank(cells.get(column));
  }

  /** Notes the cells with characters that cannot be kept; nothing more is asked of them. */
  void refuseUnfit() {
    cells.forEach(
        (column, cell) -> {
          var unfit = Characters.unfit(cell);
          if (unfit >= 0) {
            note(
                new Format.Broken(
                    header.printed(column), cell, "character", Characters.refusal(unfit)));
          }
        });
  }

  /** Columns that the file does not have keep what is stored. */
  public void keep(Map<String, String> stored) {
    stored.forEach(cells::putIfAbsent);
  }

  /**
   * Numbers equal to what is stored keep its digits: a spreadsheet gives 4 for a stored 4.0, which
   * is no change.
   */
  public void keepDigits(Map<String, String> stored) {
    stored.forEach(
        (column, kept) -> {
          var given = cells.get(column);
          if (given != null && sameNumber(given, kept)) {
            cells.put(column, kept);
          }
        });
  }

  private static boolean sameNumber(String one, String other) {
    return PLAIN_DECIMAL.matcher(one).matches()
        && PLAIN_DECIMAL.matcher(other).matches()
        && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
  }

  /**
   * Notes that the row says what is there, wherever that is kept: nothing is to be done with it.
   */
  public void leave() {
    left = true;
  }

  public boolean isLeft() {
    return left;
  }

  /** The row's number in the file; the header is row 1. */
  public long number() {
    return number;
  }

  /**
   * A text of at most 500 characters. It does not begin with an equals sign: a spreadsheet would
   * take it for a formula.
   */
  public String text(String column) {
    var value = cell(column);
    if (value != null && value.startsWith("=")) {
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

  /** A business code: lower-case letters, digits and hyphens, at most 100. */
  public String code(String column) {
    return matching(
        column,
        Characters.CODE,
        "代码只含小写字母、数字和连字符",
        "a code has lower-case letters, digits and hyphens only");
  }

  /** The code of something that must exist. */
  public String reference(String column, Predicate<String> exists) {
    var value = code(column);
    return value == null || exists.test(value)
        ? value
        : refuse(column, "unknown-reference", "没有此代码", "there is nothing with this code");
  }

  /**
   * The code of something that must exist, and belong to the same whole (a plan, say) as the row.
   *
   * @param wholeOf the whole that something belongs to, null if there is no such thing
   */
  public String referenceWithin(
      String whole, String column, Function<String, @Nullable String> wholeOf) {
    var value = reference(column, code -> wholeOf.apply(code) != null);
    var actual = value == null ? null : wholeOf.apply(value);
    return actual == null || whole == null || actual.equals(whole)
        ? value
        : refuse(column, "elsewhere", "属于 %s，而非 %s", "it belongs to %s, not to %s", actual, whole);
  }

  /** A text of a certain shape. */
  public String matching(String column, Pattern shape, String zh, String en) {
    var value = plain(column);
    return value == null || shape.matcher(value).matches()
        ? value
        : refuse(column, "shape", zh, en);
  }

  /** A whole number within bounds, both included. */
  public Integer whole(String column, int least, int most) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    var whole = whole(value);
    if (whole != null && whole >= least && whole <= most) {
      return whole;
    }
    return refuse(
        column,
        "whole-number",
        "应为 %d 至 %d 的整数，不带单位",
        "a whole number from %d to %d, without a unit",
        least,
        most);
  }

  /** The whole number that a text says, as 48 or 48.0; null if it says none. */
  public static @Nullable Integer whole(String text) {
    var form = WHOLE.matcher(text);
    return form.matches() ? Integer.valueOf(form.group(1)) : null;
  }

  /** A calendar year from 1900 to 2200. */
  public Integer year(String column) {
    return whole(column, 1900, 2200);
  }

  /** Code of an administrative area. Source: GB/T 2260. */
  public String area(String column) {
    return matching(column, AREA, "六位行政区划代码（GB/T 2260）", "a six-digit area code (GB/T 2260)");
  }

  /** Number of a line of a document. */
  public Integer line(String column) {
    return whole(column, 1, 10_000_000);
  }

  /** A day, as 2025-06-30, 2025/6/30, 2025.6.30, 2025年6月30日 or 20250630. */
  public LocalDate date(String column) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    var form = DATE.matcher(value);
    if (!form.matches()) {
      return refuse(column, "date", "应为日期，如 2025-06-30", "a date such as 2025-06-30");
    }
    var parts =
        IntStream.rangeClosed(1, form.groupCount())
            .mapToObj(form::group)
            .filter(Objects::nonNull)
            .mapToInt(Integer::parseInt)
            .toArray();
    try {
      if (parts[0] > 0) { // there is no year 0: before the year 1 comes 1 BC
        return LocalDate.of(parts[0], parts[1], parts[2]);
      }
    } catch (DateTimeException e) {
      // refused below
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

  /** A plain decimal, kept with its scale as written, in the unit that the column is in. */
  public BigDecimal decimal(String column) {
    var value = plain(column);
    if (value == null || PLAIN_DECIMAL.matcher(value).matches()) {
      return value == null ? null : header.inUnitOf(column, new BigDecimal(value));
    }
    return refuse(
        column,
        "number",
        "应为数字，不带单位、千分位或科学计数",
        "a plain number, without unit, thousands separators or exponent");
  }

  /**
   * A plain decimal in the unit that the rest of the row tells; the header may name it, and then
   * names the same.
   *
   * @param unit that the row's numbers are in; empty if none is known, null if that was refused
   * @param of whose unit it is
   */
  public BigDecimal decimal(String column, @Nullable String unit, @Nullable String of) {
    var value = decimal(column);
    var named = header.unit(column);
    return value == null || named == null || unit == null || named.equals(normalized(unit))
        ? value
        : refuse(
            column,
            "unit-mismatch",
            "表头的单位是“%s”，而 %s 的单位是“%s”；请换算后改正表头，或去掉表头中的单位",
            "the header's unit is \"%s\", that of %s is \"%s\": convert the number, and name that unit or none",
            named,
            of,
            unit);
  }

  private static String normalized(String text) {
    return Characters.strip(Normalizer.normalize(text, Normalizer.Form.NFKC));
  }

  /** Yuan with at most two decimals, not negative, below 10¹³. */
  public BigDecimal yuan(String column) {
    var amount = decimal(column);
    return amount == null ? null : yuan(column, amount);
  }

  /** The amount with two decimals, if it is one that money can be. */
  public BigDecimal yuan(String column, BigDecimal amount) {
    if (amount.stripTrailingZeros().scale() > 2
        || amount.signum() < 0
        || amount.compareTo(MOST_YUAN) >= 0) {
      return refuse(
          column,
          "yuan",
          "应为 0 以上、10 万亿以下的金额（元），至多两位小数",
          "an amount in yuan from 0 to below 10,000,000,000,000 with at most two decimals");
    }
    return amount.setScale(2);
  }

  /** Square metres with at most two decimals, not negative, without trailing zeros. */
  public BigDecimal squareMetres(String column) {
    var given = decimal(column);
    if (given == null) {
      return null;
    }
    var area = given.stripTrailingZeros();
    if (area.signum() < 0 || area.scale() > 2) {
      return refuse(
          column,
          "square-metres",
          "应为面积（平方米），不为负，至多两位小数",
          "square metres, not negative, at most two decimals");
    }
    return area.scale() < 0 ? area.setScale(0) : area;
  }

  /** One of an enum's words, as JSON has them. */
  public <T extends Enum<T>> T word(String column, Class<T> words) {
    var value = plain(column);
    if (value == null) {
      return null;
    }
    return Views.constant(words, value)
        .orElseGet(
            () -> refuse(column, "unknown-word", "应为其中之一：%s", "one of: %s", Views.words(words)));
  }

  /**
   * A list joined by {@code ;} or its full-width form, each item trimmed; empty if the cell is. An
   * item that is there twice is refused.
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
    var items = Stream.of(value.split("[;；]", -1)).map(Characters::strip).toList();
    if (items.stream().anyMatch(Characters::isBlank)
        || new LinkedHashSet<>(items).size() < items.size()) {
      refuse(column, "list", "应以分号分隔，各项不空、不重复", "items joined by ; , none empty, none twice");
      return List.of();
    }
    return items;
  }

  /** A list of names that things are found by: each of at most 500 characters, as a text has. */
  public List<String> names(String column) {
    var names = list(column);
    if (names.stream().anyMatch(name -> Characters.length(name) > 500)) {
      refuse(column, "too-long", "每项至多 500 个字符", "at most 500 characters each");
      return List.of();
    }
    return names;
  }

  /** A list whose items each have a form of their own. */
  public <T> List<T> list(String column, Item<T> item, String zh, String en) {
    var read = new ArrayList<T>();
    for (var text : list(column)) {
      var value = item.read(text);
      if (value == null) {
        refuse(column, "shape", zh, en);
        return List.of();
      }
      read.add(value);
    }
    return read;
  }

  /** The form of a list's items. */
  @FunctionalInterface
  public interface Item<T> {
    /** What the item says; null if it does not have the form. */
    @Nullable T read(String item);
  }

  /** Refuses read-only cells that say something else than the entity's view. */
  public void agreeWith(Map<String, String> view) {
    for (var column : columns.values()) {
      var value = column.readOnly() ? cell(column.name()) : null;
      var shown = view.getOrDefault(column.name(), "");
      if (value != null && !value.equals(shown) && !sameNumber(value, shown)) {
        refuse(column.name(), "read-only", "此列只读，应为 %s 或空", "read-only: %s or empty", shown);
      }
    }
  }

  /** Notes what could not even be read: nothing more is asked of that cell, or of that row. */
  void note(Format.Broken broken) {
    if (lost) {
      return;
    }
    if (broken.column() == null) {
      lost = true;
    } else {
      unread.add(broken.column());
    }
    if (!refused.add(broken.column() + " " + broken.code())) {
      return; // said already: each item of a list may have the same fault
    }
    violations.add(
        Violation.ofCell(
            number, broken.column(), shortened(broken.value()), broken.code(), broken.detail()));
  }

  /** Notes that a cell is not as it should be. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // null, as whatever the getter reads
  public <T> T refuse(String column, String code, String zh, String en, Object... arguments) {
    refusedColumns.add(column);
    if (lost || unread.contains(header.printed(column)) || !refused.add(column + " " + code)) {
      return null; // said already: a cell may be read more than once
    }
    violations.add(
        Violation.ofCell(
            number,
            header.printed(column),
            shortened(cells.get(column)),
            code,
            Text.of(zh, en, arguments)));
    return null;
  }

  private static String shortened(String value) {
    return value == null ? null : Characters.shortened(value);
  }

  private @Nullable String cell(String column) {
    var declared = columns.get(column);
    if (declared == null) {
      throw new IllegalArgumentException(column + " is not among the family's columns");
    }
    if (lost || unread.contains(header.printed(column))) {
      refusedColumns.add(column);
      return null;
    }
    var value = cells.get(column);
    if (Characters.isBlank(value)) {
      return declared.required() ? refuse(column, "required", "必填", "required") : null;
    }
    var stripped = Characters.strip(value);
    // What a download for Excel put before a text, so that it is none of its formulas.
    return stripped.length() > 1
            && stripped.charAt(0) == '\''
            && Csv.looksLikeFormula(stripped.substring(1))
        ? stripped.substring(1)
        : stripped;
  }

  /** The cell as figures and codes are written: full-width forms made plain. */
  private @Nullable String plain(String column) {
    var value = cell(column);
    return value == null || value.chars().allMatch(character -> character < 128)
        ? value
        : Characters.halfWidth(value);
  }
}
