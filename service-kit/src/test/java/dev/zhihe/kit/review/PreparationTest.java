package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final Preparation LETTER =
      new Preparation(new Text("起草", "wrote a letter"), new Text("答复", "answer"));

  @Test
  void namesWhatTheCallerPrepared() {
    assertThat(LETTER.refusal(List.of("l1")))
        .isEqualTo(
            new Text(
                "起草和答复须由不同的人完成：l1 由您起草，未作任何处理",
                "Whoever wrote a letter cannot answer it, another reviewer must: you prepared l1; nothing was done"));
  }

  @Test
  void countsWhatItDoesNotName() {
    var refusal = LETTER.refusal(List.of("a", "b", "c", "d", "e", "f", "g"));

    assertThat(refusal.zh()).contains("：a, b, c, d, e 等 7 项由您起草，");
    assertThat(refusal.en()).contains(": you prepared a, b, c, d, e and 2 more; ");
  }
}
