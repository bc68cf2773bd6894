package dev.zhihe.projects.fund;

import dev.zhihe.kit.problem.Refusals;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-up is asked for.
 *
 * @param plan code of the plan
 * @param source of the fund lines that count; null for all
 */
record FundRollupQuestion(String plan, FundRollupBy by, @Nullable String source) {

  /** Reads the parameters. 400 with every error. */
  static FundRollupQuestion of(
      @Nullable String plan, @Nullable String by, @Nullable String source) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var groups = refusals.requiredWord("by", by, FundRollupBy.class);
    refusals.throwIfAny();
    return new FundRollupQuestion(code, Objects.requireNonNull(groups), source);
  }
}
