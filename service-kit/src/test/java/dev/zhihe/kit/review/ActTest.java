package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActTest {
  private enum LetterAct implements Act {
    DRAFT_LETTER(Alone.REVIEWED),
    ANSWER_LETTERS(new Preparation(new Text("起草", "wrote a letter"), new Text("答复", "answer"))),
    RETURN_LETTER(
        new Preparation(
            new Text("起草", "wrote a letter"),
            new Text("退回", "return"),
            "status",
            List.of("draft", "submitted")));

    private final Rule rule;

    LetterAct(Rule rule) {
      this.rule = rule;
    }

    @Override
    public Rule rule() {
      return rule;
    }
  }

  @Test
  void anActIsNamedAsItsOperation() {
    assertThat(LetterAct.ANSWER_LETTERS.operationId()).isEqualTo("answerLetters");
  }

  @Test
  void theDocumentationTellsWhoMayNotTakeItOrWhyOneIsEnough() {
    assertThat(LetterAct.values())
        .extracting(Act::row)
        .containsExactly(
            "| `draftLetter` |  | it is only handed in: somebody else reviews it |",
            "| `answerLetters` | ● | whoever wrote a letter: the log has a change of theirs |",
            "| `returnLetter` | ● | whoever wrote a letter: the log has a change of theirs to a state that has `status` draft or submitted |");
  }
}
