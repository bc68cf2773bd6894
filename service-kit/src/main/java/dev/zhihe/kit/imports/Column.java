package dev.zhihe.kit.imports;

/**
 * A column that a family's files may have.
 *
 * @param name the JSON property's name
 * @param alias the Chinese header that is accepted instead
 * @param required whether a new row must have a value
 */
public record Column(String name, String alias, boolean required) {

  /** A column that every file must have and every row must fill. */
  public static Column required(String name, String alias) {
    return new Column(name, alias, true);
  }

  /** A column that may be absent or empty. */
  public static Column optional(String name, String alias) {
    return new Column(name, alias, false);
  }
}
