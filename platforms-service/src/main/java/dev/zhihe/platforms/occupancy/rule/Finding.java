package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.problem.Text;

/**
 * A rule that a report breaks.
 *
 * @param field the property that is told, and the column of files
 */
public record Finding(FigureRule rule, String field, Text text) {

  /** Tells it. */
  public void tell(Refusal refusal) {
    refusal.refuse(field, rule.errorCode(), "%1$s", "%2$s", text.zh(), text.en());
  }
}
