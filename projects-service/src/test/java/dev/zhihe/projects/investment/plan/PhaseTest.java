package dev.zhihe.projects.investment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseTest {

  @Test
  void readsBackWhateverItWrites() {
    var random = new Random(145);
    for (int i = 0; i < 10_000; i++) {
      var from = random.nextInt(1000, 3000);
      var phase =
          new Phase(
              from,
              random.nextInt(from, 3000),
              BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), 2));
      assertThat(Phase.parse(phase.toString())).isEqualTo(phase);
    }
  }

  @Test
  void writesEveryAmountWithTwoDecimals() {
    assertThat(Phase.parse("2021-2022:900000000")).hasToString("2021-2022:900000000.00");
    assertThat(Phase.parse("2021-2021:0.5")).hasToString("2021-2021:0.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2021:1",
        "2022-2021:1",
        "2021-2022:",
        "2021-2022:-1",
        "2021-2022:1.005",
        "2021-2022:1e9",
        "2021-2022:10000000000000",
        "21-22:1",
        " 2021-2022:1",
        "2021–2022:1",
        "２０２１-2022:1"
      })
  void refusesWhatIsNoPhase(String text) {
    assertThat(Phase.parse(text)).isNull();
  }

  @Test
  void knowsPhasesThatOverlap() {
    var early = new Phase(2021, 2022, BigDecimal.ONE);
    var late = new Phase(2023, 2025, BigDecimal.ONE);
    assertThat(Phase.inOrder(List.of())).isTrue();
    assertThat(Phase.inOrder(List.of(early, late))).isTrue();
    assertThat(Phase.inOrder(List.of(late, early))).isFalse();
    assertThat(Phase.inOrder(List.of(early, new Phase(2022, 2025, BigDecimal.ONE)))).isFalse();
  }
}
