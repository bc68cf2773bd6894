package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps the columns of a file, and their units: {@code 产值（万元）} is the column 产值, in units of ten
 * thousand yuan. The ending of a column's name determines its own unit: {@code outputYuan} is in
 * yuan, {@code areaM2} in square metres.
 */
public final class Header {
  /**
   * The column of errors in the marked copy of a refused file. It is ignored when the file is sent
   * again.
   */
  public static final String ERRORS = "错误 errors";

  private static final Pattern WITH_UNIT = Pattern.compile("(.+)\\(([^()]+)\\)");

  private static final Map<String, Map<String, BigDecimal>> UNITS =
      Map.of(
          "Yuan",
          units("元 1 yuan 1 CNY 1 千元 1000 万元 10000 百万元 1000000 亿元 100000000"),
          "M2",
          units("平方米 1 m2 1 平米 1 ㎡ 1 万平方米 10000 万m2 10000 公顷 10000 平方公里 1000000 km2 1000000"),
          "Percent",
          units("% 1 percent 1"),
          "Mu",
          units("亩 1 mu 1"),
          "",
          units("个 1 家 1 人 1 名 1 户 1 项 1 次 1 件 1"));

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z\\u4E00-\\u9FFF]*");

  private static final Pattern SPACES =
      Pattern.compile("[\\s\\p{Z}\\p{Cf}]+", Pattern.UNICODE_CHARACTER_CLASS);

  /** What people put beside a name to say whether the column must be filled in. */
  private static final Pattern MARKS =
      Pattern.compile(
          "[*※★]+|\\((?:必填项?|必选|选填|可选|可空|非必填|required|optional)\\)", Pattern.CASE_INSENSITIVE);

  private static final int MAX_NAME_LENGTH = 200;

  /** What a cell of the header names. The unit is empty if it names none. */
  private record Heading(Column column, String unit) {}

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Map<String, String> printed = new HashMap<>();
  private final Map<String, String> named = new HashMap<>();
  private final Map<String, BigDecimal> factors = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final long row;
  private final int width;
  private boolean usable = true;

  /**
   * Maps a header.
   *
   * @param row the row in which it stands
   */
  public Header(long row, List<String> names, List<Column> columns) {
    this.row = row;
    width = names.size();
    for (int i = 0; i < names.size(); i++) {
      place(i, Characters.strip(names.get(i)), columns);
    }
    for (var column : columns) {
      if (column.required() && !places.containsKey(column.name())) {
        usable = false;
        refuse(
            column.name(),
            null,
            "missing-column",
            Text.of("缺少必需的列“%s”", "The column %2$s is missing", column.alias(), column.name()));
      }
    }
  }

  /** The errors of the header. */
  public List<Violation> violations() {
    return violations;
  }

  /**
   * Whether the rows can be read although the header has errors. Unknown columns alone do not
   * prevent it, so that the errors of the rows are reported too.
   */
  public boolean usable() {
    return usable;
  }

  /** The number of cells of a row. */
  int width() {
    return width;
  }

  /** The index of each known column. */
  public Map<String, Integer> places() {
    return places;
  }

  /** The column's name in the file. */
  String printed(String column) {
    return printed.getOrDefault(column, column);
  }

  /** The unit that the header names for a measured column. */
  @Nullable String unit(String column) {
    return named.get(column);
  }

  /** The number, converted to the column's own unit. */
  BigDecimal inUnitOf(String column, BigDecimal number) {
    var factor = factors.get(column);
    return factor == null || factor.compareTo(BigDecimal.ONE) == 0
        ? number
        : number.multiply(factor);
  }

  private void place(int index, String name, List<Column> columns) {
    if (name.equals(ERRORS)) {
      return;
    }
    var heading = heading(name, columns);
    if (heading == null) {
      refuse(name, name, "unknown-column", Column.unknown(name, columns));
      return;
    }
    var column = heading.column();
    var unit = heading.unit();
    var found = column.name();
    if (places.putIfAbsent(found, index) != null) {
      usable = false;
      refuse(name, name, "duplicate-column", new Text("此列出现两次", "This column stands twice"));
      return;
    }
    printed.put(found, name);
    if (column.measured()) {
      if (!unit.isEmpty()) {
        named.put(found, unit);
      }
    } else if (!unit.isEmpty()) {
      var units = Objects.requireNonNull(UNITS.get(dimension(found)));
      var factor = units.get(unit);
      if (factor == null) {
        usable = false;
        refuse(
            name,
            name,
            "unknown-unit",
            Text.of(
                "此列没有单位“%s”；可用：%s",
                "The column takes no unit %s; there are: %s",
                unit,
                String.join("、", units.keySet())));
      } else {
        factors.put(found, factor);
      }
    }
  }

  /** Whether a cell names one of the columns. */
  static boolean names(String cell, List<Column> columns) {
    return !Characters.isBlank(cell) && heading(cell, columns) != null;
  }

  /**
   * The column and the unit that a cell of the header names. White space, marks such as an asterisk
   * or {@code （必填）}, and the case of letters do not matter.
   */
  private static @Nullable Heading heading(String name, List<Column> columns) {
    if (name.length() > MAX_NAME_LENGTH) {
      return null;
    }
    var bare = bare(name);
    var whole = known(bare, columns);
    if (whole != null) {
      return new Heading(whole, "");
    }
    var parts = WITH_UNIT.matcher(bare);
    var column = parts.matches() ? known(parts.group(1), columns) : null;
    return column == null ? null : new Heading(column, parts.group(2));
  }

  private static @Nullable Column known(String name, List<Column> columns) {
    for (var column : columns) {
      if (column.name().equalsIgnoreCase(name) || bare(column.alias()).equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  /** A name as it is compared: without white space, marks, and other widths of characters. */
  public static String bare(String name) {
    if (PLAIN.matcher(name).matches()) {
      return name; // most are, and columns are many
    }
    return MARKS
        .matcher(SPACES.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll(""))
        .replaceAll("");
  }

  /** Whether a name ends with a unit in brackets, which would be taken for the header's. */
  public static boolean endsWithUnit(String name) {
    var parts = WITH_UNIT.matcher(bare(name));
    return parts.matches()
        && UNITS.values().stream().anyMatch(units -> units.containsKey(parts.group(2)));
  }

  private static String dimension(String column) {
    return UNITS.keySet().stream()
        .filter(ending -> !ending.isEmpty() && column.endsWith(ending))
        .findFirst()
        .orElse("");
  }

  private void refuse(String column, @Nullable String value, String code, Text detail) {
    violations.add(Violation.ofCell(row, column, value, code, detail));
  }

  private static Map<String, BigDecimal> units(String words) {
    var units = new LinkedHashMap<String, BigDecimal>();
    var parts = words.split(" ", -1);
    for (int i = 0; i < parts.length; i += 2) {
      units.put(parts[i], new BigDecimal(parts[i + 1]));
    }
    return units;
  }

  /** Whether two units are equal. Full-width characters equal their ASCII forms. */
  static boolean isSameUnit(String named, String unit) {
    return named.equals(Characters.strip(Normalizer.normalize(unit, Normalizer.Form.NFKC)));
  }
}
