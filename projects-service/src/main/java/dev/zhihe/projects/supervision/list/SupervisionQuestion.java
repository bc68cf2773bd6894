package dev.zhihe.projects.supervision.list;

import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import org.jspecify.annotations.Nullable;

/**
 * What a list is asked for.
 *
 * @param plan code of the plan
 * @param finding null for all
 * @param leadUnit name of a primary lead unit; null for all
 */
record SupervisionQuestion(
    String plan, @Nullable SupervisionFinding finding, @Nullable String leadUnit) {

  /** Reads the parameters. 400 with every error. */
  static SupervisionQuestion of(
      @Nullable String plan, @Nullable String finding, @Nullable String leadUnit) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var word = refusals.word("finding", finding, SupervisionFinding.class);
    refusals.throwIfAny();
    return new SupervisionQuestion(code, word, leadUnit);
  }

  boolean asksFor(SupervisionLine line) {
    return (finding == null || finding == line.finding())
        && (leadUnit == null || leadUnit.equals(line.leadUnit()));
  }
}
