package dev.zhihe.indicators.report.attachment;

import java.util.Map;

/**
 * A column of the table that a report shows of an attached answer.
 *
 * @param property of the answer's items and total
 * @param label heading in Chinese, without the unit
 * @param words Chinese of the property's words; empty unless it is {@link Kind#WORD}
 */
public record AttachedColumn(String property, String label, Kind kind, Map<String, String> words) {

  /** What its cells are. */
  public enum Kind {
    /** A code that another attached answer gives a name. */
    NAMED,
    /** A word of a closed list. */
    WORD,
    /** A text, or a number that is a name, such as a year. */
    TEXT,
    /** A number. */
    NUMBER,
    /** A sum in yuan; the page shows 亿元. */
    YUAN,
    /** A share in percent. */
    PERCENT
  }

  /** Whether its cells are numbers to compare, which stand at the right. */
  public boolean numeric() {
    return kind == Kind.NUMBER || kind == Kind.YUAN || kind == Kind.PERCENT;
  }

  static AttachedColumn named(String property, String label) {
    return new AttachedColumn(property, label, Kind.NAMED, Map.of());
  }

  static AttachedColumn word(String property, String label, Map<String, String> words) {
    return new AttachedColumn(property, label, Kind.WORD, words);
  }

  static AttachedColumn text(String property, String label) {
    return new AttachedColumn(property, label, Kind.TEXT, Map.of());
  }

  static AttachedColumn number(String property, String label) {
    return new AttachedColumn(property, label, Kind.NUMBER, Map.of());
  }

  static AttachedColumn yuan(String property, String label) {
    return new AttachedColumn(property, label, Kind.YUAN, Map.of());
  }

  static AttachedColumn percent(String property, String label) {
    return new AttachedColumn(property, label, Kind.PERCENT, Map.of());
  }
}
