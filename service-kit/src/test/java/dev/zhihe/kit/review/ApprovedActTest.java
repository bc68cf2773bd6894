package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Audience;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovedActTest {
  private static final ActFamily LETTERS =
      new ActFamily("/v1/letters", new Text("另发一封", "write another"));

  @Test
  void stripsItsTextsAndTakesBlankOnesForNone() {
    assertThat(decided(" 理由 ", " ", " 1号 ")).isEqualTo(decided("理由", null, "1号"));
  }

  @Test
  void isSubmittedOnceItsDocumentIsNamed() {
    var act = new ApprovedAct(decided("理由", null, null));
    var refused = catchThrowableOfType(Problem.class, () -> act.submit(LETTERS, "l1"));
    assertThat(refused.type()).isEqualTo(ProblemType.RULE_BROKEN);
    assertThat(refused.violations())
        .extracting(Violation::pointer)
        .containsExactly("/documentTitle", "/documentNumber");
    act.change(decided("理由", "批复", "1号"), false);
    act.submit(LETTERS, "l1");
    assertThat(act.status()).isEqualTo(ActStatus.SUBMITTED);
    assertThat(act.audience()).isEqualTo(Audience.BUREAU);
  }

  @Test
  void refusesWhatItsStatusDoesNotAllow() {
    var act = submitted();
    for (var step : new Step[] {Step.CHANGE, Step.DELETE, Step.SUBMIT}) {
      var refused = catchThrowableOfType(Problem.class, () -> act.require(step, LETTERS, "l1"));
      assertThat(refused.detail().en())
          .contains("l1 is submitted: a reviewer may approve it (POST /v1/letters/l1/approval)");
    }
    act.approve();
    var refused = catchThrowableOfType(Problem.class, () -> act.sendBack("否", LETTERS, "l1"));
    assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
    assertThat(refused.detail().en())
        .isEqualTo("It cannot be returned: l1 is approved: write another");
    assertThat(act.changeable()).isFalse();
    assertThat(act.audience()).isEqualTo(Audience.PUBLIC);
  }

  @Test
  void aReturnedActIsADraftOnceAnythingOfItChanges() {
    var same = returned();
    same.change(same.decision(), true);
    assertThat(same.status()).isEqualTo(ActStatus.RETURNED);
    assertThat(same.returnReason()).isEqualTo("有误");
    var changed = returned();
    changed.change(decided("另一理由", "批复", "1号"), false);
    assertThat(changed.status()).isEqualTo(ActStatus.DRAFT);
    assertThat(changed.returnReason()).isNull();
    assertThat(changed.decision().reason()).isEqualTo("另一理由");
    var again = returned();
    again.submit(LETTERS, "l1");
    assertThat(again.returnReason()).isNull();
  }

  private static ApprovedAct submitted() {
    var act = new ApprovedAct(decided("理由", "批复", "1号"));
    act.submit(LETTERS, "l1");
    return act;
  }

  private static ApprovedAct returned() {
    var act = submitted();
    act.sendBack("有误", LETTERS, "l1");
    return act;
  }

  private static ActDecision decided(
      String reason, @Nullable String title, @Nullable String number) {
    return new ActDecision(reason, title, number, LocalDate.of(2023, 7, 1));
  }
}
