package dev.zhihe.kit.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects the rules that a JSON body breaks, and refuses them together. {@link Refusals} does so
 * for parameters, and a row of a file for its cells.
 */
public final class BrokenRules {
  private final Map<String, String> given;
  private final List<Violation> broken = new ArrayList<>();

  /**
   * For one body.
   *
   * @param given texts of the body's fields by name; an error repeats the text of its field
   */
  public BrokenRules(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /** Adds a broken rule. */
  public void add(String field, String code, String zh, String en, Object... arguments) {
    broken.add(
        new Violation(code, "/" + field, null, null, given.get(field), Text.of(zh, en, arguments)));
  }

  /** Adds an error if the body would change a field that never changes. */
  public void requireUnchanged(String field, String stored) {
    var sent = given.getOrDefault(field, "");
    if (!sent.isEmpty() && !sent.equals(stored)) {
      add(field, "fixed", "不可更改，应为 %s", "it stays as it is: %s", stored);
    }
  }

  /** Throws 422 with all broken rules, if there are any. */
  public void throwIfAny() {
    if (!broken.isEmpty()) {
      throw problem();
    }
  }

  /** As {@link #throwIfAny()}, with another detail. */
  public void throwIfAny(Text detail) {
    if (!broken.isEmpty()) {
      throw new Problem(ProblemType.RULE_BROKEN, detail, broken);
    }
  }

  /** The 422 with all broken rules. There must be at least one; a single one is also the detail. */
  public Problem problem() {
    return new Problem(
        ProblemType.RULE_BROKEN,
        broken.size() == 1
            ? broken.getFirst().detail()
            : Text.of("有 %d 处不符合规则", "%d rules are broken", broken.size()),
        broken);
  }
}
