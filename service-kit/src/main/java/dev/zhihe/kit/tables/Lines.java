package dev.zhihe.kit.tables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives the rows of a file. */
public interface Lines {
  /**
   * A row above the header, such as a title. Called before {@link #header}, in order.
   *
   * @param number line or sheet row, counted from 1
   */
  default void above(long number, List<? extends @Nullable String> cells) {}

  /**
   * The names of the columns in the file. Called once, before the rows.
   *
   * @param number line or sheet row of the header, counted from 1
   */
  void header(long number, List<String> names);

  /**
   * One row.
   *
   * @param number line or sheet row, counted from 1
   * @param cells in the header's order; null if the row does not have the column
   * @param broken parts that could not be read
   */
  void row(long number, List<@Nullable String> cells, List<BrokenCell> broken);
}
