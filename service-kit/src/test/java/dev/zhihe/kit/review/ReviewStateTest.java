package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewStateTest {
  private static final ReviewState SUBMITTED =
      new ReviewState(
          "/v1/letters",
          new Text("待审", "submitted"),
          new Text("可由审核人退回（POST %1$s/return）", "a reviewer may return it (POST %1$s/return)"),
          Set.of(Step.RETURN));

  @Test
  void tellsWhoMayDoWhatNow() {
    assertThat(SUBMITTED.describe("l1"))
        .isEqualTo(
            new Text(
                "l1 待审；可由审核人退回（POST /v1/letters/l1/return）",
                "l1 is submitted: a reviewer may return it (POST /v1/letters/l1/return)"));
  }

  @Test
  void refusesAStepThatItDoesNotAllowAndNamesTheOthers() {
    assertThatCode(() -> SUBMITTED.require(Step.RETURN, "l1")).doesNotThrowAnyException();

    var refused = catchThrowableOfType(Problem.class, () -> SUBMITTED.require(Step.WITHDRAW, "l1"));

    assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
    assertThat(refused.detail())
        .isEqualTo(
            new Text(
                "不能撤回：l1 待审；可由审核人退回（POST /v1/letters/l1/return）",
                "It cannot be withdrawn: l1 is submitted: a reviewer may return it (POST /v1/letters/l1/return)"));
  }
}
