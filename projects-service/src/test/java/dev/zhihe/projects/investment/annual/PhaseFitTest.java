package dev.zhihe.projects.investment.annual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.review.Adoption;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.investment.plan.Phase;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhaseFitTest {
  private static final InvestmentPlanView PHASES = plan("-2020:1;2021-2022:6;2024-2025:4;2026-:1");

  @Test
  void theYearsOfAPhaseComeToAtMostItsAmount() {
    assertThat(misfit(PHASES, Map.of(2021, "4", 2022, "2"), 2022)).isNull();
    assertThat(misfit(PHASES, Map.of(2021, "4", 2022, "2.01"), 2022))
        .contains("6.01", "2021-2022:6.00");
    assertThat(misfit(PHASES, Map.of(2021, "4", 2022, "2.01"), 2021)).contains("6.01");
    assertThat(misfit(PHASES, Map.of(2021, "9", 2024, "4"), 2024)).as("another phase's").isNull();
    assertThat(misfit(PHASES, Map.of(2019, "0.5", 2020, "0.5"), 2020)).isNull();
    assertThat(misfit(PHASES, Map.of(2019, "0.5", 2020, "0.6"), 2020)).contains("-2020:1.00");
    assertThat(misfit(PHASES, Map.of(2030, "1.01"), 2030)).contains("2026-:1.00");
  }

  @Test
  void aYearIsInAPhase() {
    assertThat(misfit(PHASES, Map.of(2023, "0"), 2023)).contains("2023", "i1");
  }

  @Test
  void withoutPhasesTheTotalCounts() {
    assertThat(misfit(plan(""), Map.of(2021, "6", 2030, "6"), 2021)).isNull();
    assertThat(misfit(plan(""), Map.of(2021, "6", 2030, "6.01"), 2021)).contains("12.01");
    assertThat(misfit(null, Map.of(2021, "0"), 2021)).contains("no investment plan");
  }

  private static String misfit(InvestmentPlanView plan, Map<Integer, String> amounts, int year) {
    var yuan = new HashMap<Integer, BigDecimal>();
    amounts.forEach((of, amount) -> yuan.put(of, new BigDecimal(amount).setScale(2)));
    var text = PhaseFit.misfit(plan, yuan, year);
    return text == null ? null : text.en();
  }

  private static InvestmentPlanView plan(String phases) {
    return new InvestmentPlanView(
        "i1",
        "x",
        "p1",
        new BigDecimal("12.00"),
        new BigDecimal("10.00"),
        Stream.of(phases.split(";", -1))
            .filter(text -> !text.isEmpty())
            .map(Phase::parse)
            .map(Objects::requireNonNull)
            .toList(),
        null,
        null,
        Adoption.ADOPTED,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
