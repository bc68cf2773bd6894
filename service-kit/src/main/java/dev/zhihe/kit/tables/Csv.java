package dev.zhihe.kit.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Converts views to CSV cells: one cell per property, lists joined by {@code ;}. Imports accept
 * these cells.
 */
public final class Csv {
  /** The letters that Excel reads in numbers, days and times, in Chinese and English. */
  private static final Pattern WORDS_OF_NUMBERS =
      Pattern.compile(
          "january|february|march|april|may|june|july|august|september|october|november|december"
              + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|am|pm|a|p|e"
              + "|上午|下午|[年月日号时時分秒]",
          Pattern.CASE_INSENSITIVE);

  /** Below Excel's limit of 255 characters for a text in a formula. */
  private static final int MAX_LITERAL = 200;

  /** Below Excel's limit of 8,192 characters for a formula. It computes no longer one. */
  private static final int MAX_FORMULA = 8_000;

  private Csv() {}

  /** The cells of a view by property, in order. */
  public static Map<String, String> cells(Record view) {
    var properties = ViewCells.of(view.getClass());
    var texts = properties.of(view);
    var cells = new LinkedHashMap<String, String>();
    for (int i = 0; i < texts.length; i++) {
      cells.put(properties.names().get(i), texts[i]);
    }
    return cells;
  }

  /**
   * The text as a cell that Excel shows unchanged: {@code ="0123"} where it would read the text as
   * a number, day, truth value, error or formula. Imports read such a cell as the text.
   */
  public static String forExcel(String text) {
    if (!isConverted(text)) {
      return text;
    }
    var formula = new StringBuilder("=");
    for (int from = 0, to; from < text.length(); from = to) {
      to = Math.min(text.length(), from + MAX_LITERAL);
      to -= Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
      var literal = text.substring(from, to).replace("\"", "\"\"");
      formula.append(from == 0 ? "" : "&").append('"').append(literal).append('"');
    }
    return formula.length() > MAX_FORMULA ? text : formula.toString();
  }

  /** Whether Excel takes a cell for something else than its text. */
  private static boolean isConverted(String text) {
    if (text.isEmpty()) {
      return false;
    }
    if ("=+-@#\t\r＝＋－＠".indexOf(text.charAt(0)) >= 0) {
      return true;
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return true;
    }
    if (text.chars().noneMatch(Character::isDigit)) {
      return false;
    }
    var rest = WORDS_OF_NUMBERS.matcher(text).replaceAll("");
    return rest.chars().anyMatch(Character::isDigit)
        && rest.codePoints().noneMatch(Character::isLetter);
  }

  /** The text of a cell that {@link #forExcel} wrote; other cells as they are. */
  static String fromExcel(String cell) {
    if (!cell.startsWith("=\"")) {
      return cell;
    }
    var text = new StringBuilder();
    var place = 1;
    while (true) {
      var end = cell.indexOf('"', place + 1);
      if (end < 0) {
        return cell;
      }
      text.append(cell, place + 1, end);
      if (end == cell.length() - 1) {
        return text.toString();
      }
      if (cell.startsWith("\"\"", end)) {
        text.append('"');
        place = end + 1;
      } else if (cell.startsWith("\"&\"", end)) {
        place = end + 2;
      } else {
        return cell;
      }
    }
  }
}
