package dev.zhihe.indicators.plan;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Row;

/**
 * To which plan a thing belongs: the one it was taken in for. What refers to its code refers to it
 * as a part of that plan, so the code never moves to another.
 */
public final class Belonging {
  private Belonging() {}

  /**
   * Whether the row leaves what is stored in its plan; if not, says so on the row.
   *
   * @param stored something whose view has a {@code plan}
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
