package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Row;

/**
 * The whole that entities belong to. An import never moves an entity to another whole, because
 * others refer to it within its own.
 *
 * @param column the column and the view's property with the code of the whole
 * @param whole what the whole is called
 */
public record Belonging(String column, Text whole) {

  /** Whether the row names the entity's own whole. Refuses the row otherwise. */
  public boolean stays(Published stored, Row row) {
    var own = Views.tree(stored.publication().body()).path(column).asText();
    var stays = own.equals(row.code(column));
    if (!stays) {
      row.refuse(
          column,
          "moved",
          "属于 %1$s；代码不可移至另一%2$s",
          "belongs to %1$s; a code never moves to another %3$s",
          own,
          whole.zh(),
          whole.en());
    }
    return stays;
  }
}
