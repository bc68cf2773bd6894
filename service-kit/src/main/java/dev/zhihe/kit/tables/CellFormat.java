package dev.zhihe.kit.tables;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number format: what the number of a cell is displayed as. Source: ECMA-376, 18.8.30, 18.8.31.
 */
record CellFormat(List<Section> sections) {

  /** What a number is displayed as. */
  enum Display {
    NUMBER,
    PERCENT,
    DAY,
    MONTH,
    YEAR,
    TIME
  }

  /** Part of a format, for the numbers that its condition or its place names. */
  private record Section(Display display, @Nullable Condition condition) {}

  private record Condition(String operator, BigDecimal bound) {
    boolean holds(BigDecimal number) {
      int order = number.compareTo(bound);
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "=" -> order == 0;
        default -> order != 0;
      };
    }
  }

  private static final Pattern CONDITION = Pattern.compile("(<=|>=|<>|<|>|=)(-?\\d+(?:\\.\\d+)?)");
  private static final Pattern NO_LETTERS = Pattern.compile("general|g/通用格式|通用格式|am/pm|a/p|上午/下午");
  private static final Pattern MINUTES = Pattern.compile("(?<=h)[^a-z]*m+|m+(?=[^a-z]*s)");

  static final CellFormat GENERAL = of("General");

  /** The formats that files refer to by number only, as Chinese Excel displays them. */
  private static final Map<Integer, CellFormat> BUILT_IN =
      Map.ofEntries(
          Map.entry(9, of("0%")),
          Map.entry(10, of("0.00%")),
          Map.entry(14, of("yyyy/m/d")),
          Map.entry(15, of("d-mmm-yy")),
          Map.entry(16, of("d-mmm")),
          Map.entry(17, of("mmm-yy")),
          Map.entry(18, of("h:mm AM/PM")),
          Map.entry(19, of("h:mm:ss AM/PM")),
          Map.entry(20, of("h:mm")),
          Map.entry(21, of("h:mm:ss")),
          Map.entry(22, of("yyyy/m/d h:mm")),
          Map.entry(27, of("yyyy年m月")),
          Map.entry(28, of("m月d日")),
          Map.entry(29, of("m月d日")),
          Map.entry(30, of("m-d-yy")),
          Map.entry(31, of("yyyy年m月d日")),
          Map.entry(32, of("h时mm分")),
          Map.entry(33, of("h时mm分ss秒")),
          Map.entry(34, of("上午/下午h时mm分")),
          Map.entry(35, of("上午/下午h时mm分ss秒")),
          Map.entry(36, of("yyyy年m月")),
          Map.entry(45, of("mm:ss")),
          Map.entry(46, of("[h]:mm:ss")),
          Map.entry(47, of("mmss.0")),
          Map.entry(50, of("yyyy年m月")),
          Map.entry(51, of("m月d日")),
          Map.entry(52, of("yyyy年m月")),
          Map.entry(53, of("m月d日")),
          Map.entry(54, of("m月d日")),
          Map.entry(55, of("上午/下午h时mm分")),
          Map.entry(56, of("上午/下午h时mm分ss秒")),
          Map.entry(57, of("yyyy年m月")),
          Map.entry(58, of("m月d日")));

  /** The format with this number that every workbook has. */
  static CellFormat builtIn(int number) {
    return BUILT_IN.getOrDefault(number, GENERAL);
  }

  /** Parses a format code. */
  static CellFormat of(String code) {
    var sections = new ArrayList<Section>();
    var bare = new StringBuilder();
    Condition condition = null;
    for (int i = 0; i < code.length(); i++) {
      var character = code.charAt(i);
      switch (character) {
        case '"' -> i = end(code, '"', i);
        case '\\', '_', '*' -> i++;
        case '[' -> {
          var close = end(code, ']', i);
          var content = code.substring(i + 1, close).toLowerCase(Locale.ROOT);
          var bound = CONDITION.matcher(content);
          if (bound.matches()) {
            condition = new Condition(bound.group(1), new BigDecimal(bound.group(2)));
          } else if (content.matches("h+|m+|s+")) {
            bare.append("s"); // elapsed time
          }
          i = close;
        }
        case ';' -> {
          sections.add(new Section(display(bare.toString()), condition));
          bare.setLength(0);
          condition = null;
        }
        default -> bare.append(character);
      }
    }
    if (sections.isEmpty() || bare.indexOf("@") < 0) { // the section of texts
      sections.add(new Section(display(bare.toString()), condition));
    }
    return new CellFormat(List.copyOf(sections));
  }

  private static int end(String code, char close, int from) {
    var end = code.indexOf(close, from + 1);
    return end < 0 ? code.length() : end;
  }

  private static Display display(String section) {
    var bare = NO_LETTERS.matcher(section.toLowerCase(Locale.ROOT)).replaceAll("");
    if (bare.contains("%")) {
      return Display.PERCENT;
    }
    bare = bare.replaceAll("s\\.0+", "s");
    if (bare.matches(".*[0#?].*")) {
      return Display.NUMBER;
    }
    var parts = MINUTES.matcher(bare).replaceAll("");
    var year = parts.matches(".*[ye].*");
    var month = parts.contains("m");
    var day = parts.contains("d") || parts.contains("aaa");
    var time = bare.matches(".*[hs].*");
    if (year && !day && !time) {
      return month ? Display.MONTH : Display.YEAR;
    }
    return year || month || day ? Display.DAY : time ? Display.TIME : Display.NUMBER;
  }

  /** What this number is displayed as. */
  Display display(BigDecimal number) {
    if (sections.stream().anyMatch(section -> section.condition() != null)) {
      return sections.stream()
          .filter(section -> section.condition() == null || section.condition().holds(number))
          .findFirst()
          .orElse(sections.getFirst())
          .display();
    }
    var place = number.signum() > 0 ? 0 : number.signum() < 0 ? 1 : 2;
    return sections.get(place < Math.min(sections.size(), 3) ? place : 0).display();
  }
}
