package dev.zhihe.kit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {
  @Test
  void namesWhatTheCallerPrepared() {
    assertThat(Preparation.REPORT.refusal(List.of("r1")))
        .isEqualTo(
            new Text(
                "编制和审核须由不同的人完成：r1 由您编制，未作任何处理",
                "Whoever made a report cannot review it, another reviewer must: you prepared r1; nothing was done"));
  }

  @Test
  void countsWhatItDoesNotName() {
    var refusal = Preparation.FIGURE.refusal(List.of("a", "b", "c", "d", "e", "f", "g"));

    assertThat(refusal.zh()).contains("：a, b, c, d, e 等 7 项由您填报，");
    assertThat(refusal.en()).contains(": you prepared a, b, c, d, e and 2 more; ");
  }
}
