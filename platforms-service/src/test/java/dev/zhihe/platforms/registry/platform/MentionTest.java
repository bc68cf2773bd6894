package dev.zhihe.platforms.registry.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {

  @Test
  void readsBackWhateverItWrites() {
    var random = new Random(145);
    for (int i = 0; i < 10_000; i++) {
      var mention = new Mention("table-" + random.nextInt(1, 1000), random.nextInt(1, 10_000_000));
      assertThat(Mention.parse(mention.toString())).isEqualTo(mention);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "table-3",
        "@342",
        "table-3@",
        "table-3@0",
        "table-3@-1",
        "Table 3@342",
        "表3@342",
        "a@b@1"
      })
  void refusesWhatIsNoMention(String text) {
    assertThat(Mention.parse(text)).isNull();
  }
}
