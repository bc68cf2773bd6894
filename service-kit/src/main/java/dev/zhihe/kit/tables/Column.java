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
 * @param name name of the JSON property
 * @param alias the Chinese header that is also accepted, without a unit
 * @param required whether each row must have a value
 * @param readOnly whether only the system sets it. A file may repeat the value, as downloads do,
 *     but not change it
 * @param measured whether the other cells of the row determine its unit. A unit in the header must
 *     equal each row's unit
 */
public record Column(
    String name, String alias, boolean required, boolean readOnly, boolean measured) {
  private static final double MAX_DISTANCE = 0.7;

  /** Refuses an alias with a unit, because the ending of the name determines the unit. */
  public Column {
    if (Header.endsWithUnit(alias)) {
      throw new IllegalArgumentException(alias + " names a unit");
    }
  }

  /** A column that every file must have, with a value in every row. */
  public static Column required(String name, String alias) {
    return new Column(name, alias, true, false, false);
  }

  /** An optional column; its cells may be empty. */
  public static Column optional(String name, String alias) {
    return new Column(name, alias, false, false, false);
  }

  /** A read-only column: downloads have it, and uploads may repeat it. */
  public static Column readOnly(String name, String alias) {
    return new Column(name, alias, false, true, false);
  }

  /** An optional column whose unit the other cells of the row determine. */
  public static Column measured(String name, String alias) {
    return new Column(name, alias, false, false, true);
  }

  /** A column that every file must have, whose unit the other cells of the row determine. */
  public static Column requiredMeasured(String name, String alias) {
    return new Column(name, alias, true, false, true);
  }

  /**
   * At most five known names that are similar to an unknown one, most similar first. It may be a
   * typing error.
   */
  static List<Column> like(String name, List<Column> columns) {
    return columns.stream()
        .filter(column -> column.distance(name) < MAX_DISTANCE)
        .sorted(Comparator.comparingDouble(column -> column.distance(name)))
        .limit(5)
        .toList();
  }

  /** 0 if the names are equal, 1 if they have nothing in common. */
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

  /** The error text for an unknown name. */
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

  /** The column's header in a workbook for Chinese readers: its name and unit. */
  public String label() {
    return label(name, alias);
  }

  /** A Chinese header with the unit that the name's ending determines. */
  static String label(String name, String alias) {
    return name.endsWith("Yuan")
        ? alias + "（元）"
        : name.endsWith("M2")
            ? alias + "（平方米）"
            : name.endsWith("Percent")
                ? alias + "（%）"
                : name.endsWith("Mu") ? alias + "（亩）" : alias;
  }
}
