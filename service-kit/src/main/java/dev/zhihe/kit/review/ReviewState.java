package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import java.util.Set;

/**
 * A state of a review: what it is called, which steps lead on from it, and who may do what, in
 * words. The status of each reviewed family has one for each of its constants.
 *
 * @param family path of the family, such as {@code /v1/reports}
 * @param name such as 已退回 and "returned": it follows the entity's code in a sentence
 * @param next who may do what now; {@code %1$s} is the entity's path
 * @param steps the steps that are allowed
 */
public record ReviewState(String family, Text name, Text next, Set<Step> steps) {

  /** Whether a step is allowed. */
  public boolean allows(Step step) {
    return steps.contains(step);
  }

  /** Where the entity of that code stands, and who may do what with it now. */
  public Text describe(String code) {
    var path = family + "/" + code;
    return new Text(
        "%s %s；%s".formatted(code, name.zh(), next.zh().formatted(path)),
        "%s is %s: %s".formatted(code, name.en(), next.en().formatted(path)));
  }

  /** Throws 409 with the allowed steps unless the step is one of them. */
  public void require(Step step, String code) {
    if (!allows(step)) {
      throw conflict(step.refusal(), code);
    }
  }

  /** A 409 for another reason, with the allowed steps. */
  public Problem conflict(Text why, String code) {
    var steps = describe(code);
    return new Problem(
        ProblemType.CONFLICT, new Text(why.zh() + "：" + steps.zh(), why.en() + ": " + steps.en()));
  }
}
