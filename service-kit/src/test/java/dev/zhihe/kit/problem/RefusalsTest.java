package dev.zhihe.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.sql.Filters;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final String ZH = "status 应为其中之一：draft 草案、submitted 已提交、returned 已退回、approved 已批准";
  private static final String EN = "status is one of: draft, submitted, returned, approved";

  @Test
  void tellsTheWordsThatThereAreWithWhatChineseReadersCallThem() {
    var refusals = new Refusals();
    assertThat(refusals.word("status", "open", ActStatus.class)).isNull();
    assertThat(catchThrowableOfType(Problem.class, refusals::throwIfAny).detail())
        .isEqualTo(new Text(ZH, EN));
  }

  @Test
  void aFilterOfAListTellsThemAlike() {
    var refused =
        catchThrowableOfType(
            Problem.class, () -> Filters.none().word("status", "open", ActStatus.class));
    assertThat(refused.detail().zh()).startsWith(ZH);
    assertThat(refused.detail().en()).startsWith(EN);
  }
}
