package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Row;

/** An entity stays in the plan that it was imported for, because others refer to it within it. */
public final class Belonging {
  private Belonging() {}

  /**
   * Whether the row names the entity's own plan. Refuses the row otherwise.
   *
   * @param stored an entity whose view has a {@code plan}
   */
  public static boolean stays(Published stored, Row row) {
    var plan = Views.tree(stored.publication().body()).path("plan").asText();
    var stays = plan.equals(row.code("plan"));
    if (!stays) {
      row.refuse(
          "plan",
          "moved",
          "属于 %s；代码不可移至另一规划",
          "belongs to %s; a code never moves to another plan",
          plan);
    }
    return stays;
  }
}
