package dev.zhihe.kit.imports;

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
