package dev.zhihe.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokenRulesTest {
  private static final Map<String, String> GIVEN = Map.of("year", "2019", "area", "", "code", "a1");

  private final BrokenRules rules = new BrokenRules(GIVEN);

  @Test
  void refusesEverythingAtOnceWithWhatWasGiven() {
    rules.add("year", "range", "不早于 %d", "%d at the earliest", 2021);
    rules.add("reason", "required", "必填", "required");

    var refused = catchThrowableOfType(Problem.class, rules::throwIfAny);

    assertThat(refused.type()).isEqualTo(ProblemType.RULE_BROKEN);
    assertThat(refused.detail()).isEqualTo(new Text("有 2 处不符合规则", "2 rules are broken"));
    assertThat(refused.violations())
        .containsExactly(
            new Violation(
                "range", "/year", null, null, "2019", new Text("不早于 2021", "2021 at the earliest")),
            new Violation("required", "/reason", null, null, null, new Text("必填", "required")));
  }

  @Test
  void aSingleErrorIsTheDetailOfTheAnswer() {
    rules.add("year", "range", "不早于 2021", "2021 at the earliest");

    assertThat(catchThrowableOfType(Problem.class, rules::throwIfAny).detail())
        .isEqualTo(new Text("不早于 2021", "2021 at the earliest"));
  }

  @Test
  void refusesAnotherValueOfAFieldThatNeverChanges() {
    rules.requireUnchanged("code", "a1");
    rules.requireUnchanged("area", "500106"); // left out, which changes nothing
    rules.throwIfAny();
    rules.requireUnchanged("year", "2021");

    assertThat(rules.problem().violations())
        .extracting(Violation::code, Violation::pointer, Violation::value)
        .containsExactly(tuple("fixed", "/year", "2019"));
  }
}
