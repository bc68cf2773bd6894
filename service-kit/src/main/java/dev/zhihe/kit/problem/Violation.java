package dev.zhihe.kit.problem;

import org.jspecify.annotations.Nullable;

/**
 * One error in what was sent.
 *
 * @param code stable slug, such as {@code required} or {@code unknown-reference}
 * @param pointer JSON Pointer to the field in a JSON body, or to the parameter; null for a cell of
 *     a file
 * @param row row of the file, where the header is row 1; null outside files
 * @param column name of the column in the file; null outside files
 * @param value what was given
 * @param detail what was expected
 */
public record Violation(
    String code,
    @Nullable String pointer,
    @Nullable Long row,
    @Nullable String column,
    @Nullable String value,
    Text detail) {

  /**
   * Replaces characters that cannot be stored or sent, because the value repeats what was received.
   */
  public Violation {
    pointer = pointer == null ? null : Characters.repeatable(pointer);
    column = column == null ? null : Characters.repeatable(column);
    value = value == null ? null : Characters.repeatable(value);
  }

  /** An error of a query parameter or header. */
  public static Violation ofParameter(
      String name, @Nullable String value, String code, Text detail) {
    return new Violation(code, "/" + name, null, null, value, detail);
  }

  /** An error of a cell of a file. */
  public static Violation ofCell(
      long row, @Nullable String column, @Nullable String value, String code, Text detail) {
    return new Violation(code, null, row, column, value, detail);
  }
}
