package dev.zhihe.projects.investment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
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

  @Test
  void isOpenBeforeAndAfterThePeriod() {
    for (var text : List.of("-2020:1.00", "2026-:1.00")) {
      assertThat(Phase.parse(text)).hasToString(text);
      assertThat(Objects.requireNonNull(Phase.parse(text)).inPeriod()).isFalse();
    }
    var before = new Phase(null, 2020, BigDecimal.ONE);
    var within = new Phase(2021, 2025, BigDecimal.ONE);
    var after = new Phase(2026, null, BigDecimal.ONE);
    assertThat(within.inPeriod()).isTrue();
    assertThat(before.includes(2020)).isTrue();
    assertThat(before.includes(2021)).isFalse();
    assertThat(after.includes(2026)).isTrue();
    assertThat(after.includes(2025)).isFalse();
    assertThat(within.includes(2021)).isTrue();
    assertThat(Phase.inOrder(List.of(before, within, after))).isTrue();
    assertThat(Phase.inOrder(List.of(within, before))).isFalse();
    assertThat(Phase.inOrder(List.of(after, within))).isFalse();
    assertThat(Phase.inOrder(List.of(new Phase(null, 2021, BigDecimal.ONE), within))).isFalse();
    assertThat(Phase.inOrder(List.of(within, new Phase(2025, null, BigDecimal.ONE)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2021:1",
        "2022-2021:1",
        "-:1",
        "before:1",
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
