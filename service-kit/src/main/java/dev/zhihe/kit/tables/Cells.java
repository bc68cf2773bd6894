package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in the cells of a row: as the file has it, and completed by what is stored. */
public final class Cells {
  private final Map<String, String> cells;
  private Map<String, String> stored = Map.of();
  private Set<String> given = Set.of();

  Cells(Map<String, String> cells) {
    this.cells = cells;
  }

  /** The cells that are there, by their columns. */
  Map<String, String> texts() {
    return cells;
  }

  /** The cell as it is; null if it is absent. */
  @Nullable String get(String column) {
    return cells.get(column);
  }

  /** Whether there is a cell, also an empty one. */
  public boolean has(String column) {
    return cells.containsKey(column);
  }

  /** The cell without the white space around its text; null if it is blank. */
  public @Nullable String text(String column) {
    var cell = cells.get(column);
    return cell == null || Characters.isBlank(cell) ? null : Characters.strip(cell);
  }

  /** Sets the code of a row that has none of its own, or empties a cell. */
  public void fill(String column, String code) {
    cells.put(column, code);
  }

  /** Whether the cell is empty or absent. */
  public boolean lacks(String column) {
    return Characters.isBlank(cells.get(column));
  }

  /** Whether the stored data has this text. */
  boolean isStored(String column, String text) {
    return text.equals(stored.get(column));
  }

  /** What is stored under a column; null if nothing is. */
  public @Nullable String stored(String column) {
    var text = stored.get(column);
    return Characters.isBlank(text) ? null : text;
  }

  /** What a column that the file does not have keeps; null if that is nothing, or it has it. */
  public @Nullable String kept(String column) {
    return given.contains(column) ? null : stored(column);
  }

  /** Fills the columns that the file does not have with the stored values. */
  public void keep(Map<String, String> stored) {
    this.stored = stored;
    given = Set.copyOf(cells.keySet());
    stored.forEach(cells::putIfAbsent);
  }

  /**
   * Keeps the stored notation of equal numbers. A spreadsheet gives 4 for a stored 4.0, which is no
   * change.
   */
  public void keepDigits(Map<String, String> stored) {
    stored.forEach(
        (column, kept) -> {
          var given = cells.get(column);
          var percent = given != null && given.endsWith("%") ? "%" : "";
          if (given != null
              && Literals.isSameNumber(
                  given.substring(0, given.length() - percent.length()), kept)) {
            cells.put(column, kept + percent);
          }
        });
  }
}
