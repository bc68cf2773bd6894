package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A column that a family's files may have.
 *
 * @param name the JSON property's name
 * @param alias the Chinese header that is accepted instead, without a unit
 * @param required whether a row must have a value
 * @param readOnly whether the system alone sets it: a file may repeat it, as downloads do, but not
 *     change it
 * @param measured whether its numbers are in a unit that the rest of the row tells, such as that of
 *     an indicator: a unit in the header is then held against each row's
 */
public record Column(
    String name, String alias, boolean required, boolean readOnly, boolean measured) {
  private static final double FAR = 0.7;

  /** The unit is told by the name's ending and added where people read. */
  public Column {
    if (alias.contains("（")) {
      throw new IllegalArgumentException(alias + " names a unit");
    }
  }

  /** A column that every file must have and every row must fill. */
  public static Column required(String name, String alias) {
    return new Column(name, alias, true, false, false);
  }

  /** A column that may be absent or empty. */
  public static Column optional(String name, String alias) {
    return new Column(name, alias, false, false, false);
  }

  /** A column that a download has and an upload may repeat. */
  public static Column readOnly(String name, String alias) {
    return new Column(name, alias, false, true, false);
  }

  /** A column that may be absent or empty, and whose unit the rest of the row tells. */
  public static Column measured(String name, String alias) {
    return new Column(name, alias, false, false, true);
  }

  /** Names like one that is none, the likest first, at most five: its name may be mistyped. */
  static List<Column> like(String name, List<Column> columns) {
    return columns.stream()
        .filter(column -> column.distance(name) < FAR)
        .sorted(Comparator.comparingDouble(column -> column.distance(name)))
        .limit(5)
        .toList();
  }

  /** 0 for the same, 1 for nothing in common. */
  private double distance(String given) {
    return Math.min(distance(name, given), distance(alias, given));
  }

  private static double distance(String known, String given) {
    var one = known.toLowerCase(Locale.ROOT);
    var other = given.toLowerCase(Locale.ROOT);
    var before = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      var now = new int[before.length];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    var distance =
        (double) before[other.length()] / Math.max(1, Math.max(one.length(), other.length()));
    return one.contains(other) || other.contains(one) ? distance / 2 : distance;
  }

  /** What an unknown name is answered with. */
  static Text unknown(String name, List<Column> columns) {
    var shortened = name.length() > 100 ? name.substring(0, 100) : name;
    var like = like(shortened, columns);
    return like.isEmpty()
        ? new Text(
            "没有此列，也没有相近的；各列的名称见接口说明",
            "There is no such column, nor any like it; the API reference lists the columns")
        : Text.of(
            "没有此列；相近的有：%2$s（%1$s）；全部列名见接口说明",
            "There is no such column; like it: %1$s (%2$s); the API reference lists all columns",
            like.stream().map(Column::name).collect(Collectors.joining(", ")),
            like.stream().map(Column::label).collect(Collectors.joining("、")));
  }

  /** What stands above the column in a workbook for Chinese readers: its name and unit. */
  public String label() {
    return name.endsWith("Yuan")
        ? alias + "（元）"
        : name.endsWith("M2")
            ? alias + "（平方米）"
            : name.endsWith("Percent")
                ? alias + "（%）"
                : name.endsWith("Mu") ? alias + "（亩）" : alias;
  }
}
