package dev.zhihe.projects.investment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedInvestmentTest {

  @Test
  void takesSumsThatAgree() {
    assertThat(refused("10", "10", "2021-2022:6", "2023-2025:4")).isEmpty();
    assertThat(refused("10", "8")).isEmpty();
    assertThat(refused("10", "8", "2021-2025:8")).isEmpty();
    assertThat(refused("10", "8", "-2020:1", "2021-2025:8")).as("the rest is unknown").isEmpty();
    assertThat(refused("10", "8", "-2020:1", "2021-2025:8", "2026-:1")).isEmpty();
    assertThat(refused("10", "8", "2026-:2")).isEmpty();
  }

  @Test
  void refusesSumsThatContradict() {
    assertThat(refused("10", "10", "2021-2022:6.50", "2023-2025:4.50"))
        .containsExactly("phases unbalanced");
    assertThat(refused("10", "10", "2021-2022:6")).containsExactly("phases unbalanced");
    assertThat(refused("9", "10")).containsExactly("periodYuan unbalanced");
    assertThat(refused("10", "8", "-2020:3", "2021-2025:8")).containsExactly("phases unbalanced");
    assertThat(refused("10", "8", "-2020:0", "2021-2025:8", "2026-:1"))
        .as("both are known and less than the rest")
        .containsExactly("phases unbalanced");
    assertThat(refused("10", "8", "2023-2025:8", "2021-2022:0")).containsExactly("phases order");
  }

  @Test
  void keepsWhatIsStated() {
    var planned = planned(true, "10", "10", "2021-2022:6.50", "2023-2025:4.50");
    assertThat(refusals(planned)).isEmpty();
    assertThat(planned.differenceYuan()).isEqualTo("-1.00");
    assertThat(refusals(planned(false, "9", "10"))).containsExactly("periodYuan unbalanced");
    assertThat(refusals(planned(true, "9", "9", "2022-2022:1", "2021-2021:8")))
        .containsExactly("phases order");
    assertThat(planned(true, "9", "9", "-2020:1").differenceYuan()).isNull();
  }

  /** Whatever the amounts, the difference and the phases give the amount for the period. */
  @Test
  void theDifferenceCompletesThePhases() {
    var random = new Random(17);
    for (int i = 0; i < 1_000; i++) {
      var period = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
      var early = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
      var late = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
      var planned =
          new PlannedInvestment(
              period,
              period,
              List.of(
                  new Phase(null, 2020, early),
                  new Phase(2021, 2022, early),
                  new Phase(2023, 2025, late)),
              null);
      var difference = Objects.requireNonNull(planned.differenceYuan());
      assertThat(difference.add(early).add(late)).isEqualTo(period);
    }
  }

  @Test
  void addsPhasesOfTheSameYearsAndKeepsOthersApart() {
    var sum =
        PlannedInvestment.sum(
            Stream.of(
                planned(null, "12", "10", "-2020:1", "2021-2022:6", "2023-2025:4"),
                planned(null, "5", "4", "2023-2025:4", "2026-:1"),
                planned(false, "3", "3", "2023-2025:3")));
    assertThat(sum)
        .isEqualTo(planned(null, "20", "17", "-2020:1", "2021-2022:6", "2023-2025:11", "2026-:1"));
    assertThat(refusals(sum)).as("what is outside is more than is known").isNotEmpty();
  }

  @Test
  void aSumOfOverlappingPhasesIsOutOfOrder() {
    for (var other : List.of("2021-2025:4", "2022-2022:4", "2025-2026:4")) {
      var sum =
          PlannedInvestment.sum(
              Stream.of(
                  planned(null, "10", "10", "2021-2022:6", "2023-2025:4"),
                  planned(null, "4", "4", other)));
      assertThat(refusals(sum)).as(other).containsExactly("phases order");
    }
    var before =
        PlannedInvestment.sum(
            Stream.of(planned(null, "1", "0", "-2020:1"), planned(null, "1", "0", "-2019:1")));
    assertThat(refusals(before)).containsExactly("phases order");
  }

  /** What is added contradicts itself as far as its parts do, and says so. */
  @Test
  void aSumIsAsStatedIfAPartIs() {
    var sum =
        PlannedInvestment.sum(
            Stream.of(
                planned(true, "10", "10", "2021-2022:6", "2023-2025:5"),
                planned(null, "10", "10", "2021-2022:6", "2023-2025:4")));
    assertThat(sum.asStated()).isTrue();
    assertThat(sum.differenceYuan()).isEqualTo("-1.00");
    assertThat(refusals(sum)).isEmpty();
  }

  @Test
  void phasesAddUpIfAllHaveThem() {
    var contradictory = planned(true, "12", "10", "2021-2022:7", "2023-2025:4");
    var outside = planned(null, "12", "10", "-2020:1", "2021-2025:10", "2026-:1");
    assertThat(addUp(contradictory, planned(null, "10", "10", "2021-2022:10"))).isTrue();
    assertThat(addUp(contradictory, planned(null, "10", "0"))).isTrue();
    assertThat(addUp(contradictory, planned(null, "10", "10"))).isFalse();
    assertThat(addUp(planned(true, "9", "10"), planned(null, "9", "9"))).isTrue();
    assertThat(addUp(planned(true, "9", "10"), planned(null, "9", "9", "2021-2025:9"))).isFalse();
    assertThat(addUp(outside, planned(true, "12", "10", "2021-2025:11")))
        .as("some years outside are not stated")
        .isFalse();
    assertThat(addUp(outside, planned(true, "10", "10", "2021-2025:11"))).isTrue();
    assertThat(addUp(planned(null, "2", "0", "-2020:2"), planned(null, "3", "0", "2026-:3")))
        .isTrue();
  }

  private static boolean addUp(PlannedInvestment... parts) {
    return PlannedInvestment.phasesAddUp(List.of(parts));
  }

  private static List<String> refused(String total, String period, String... phases) {
    return refusals(planned(null, total, period, phases));
  }

  private static List<String> refusals(PlannedInvestment planned) {
    var found = new ArrayList<String>();
    Refusal refusal = (field, code, zh, en, arguments) -> found.add(field + " " + code);
    planned.checkOrder(refusal);
    if (found.isEmpty()) {
      planned.checkSums(refusal);
    }
    return found;
  }

  private static PlannedInvestment planned(
      Boolean asStated, String total, String period, String... phases) {
    return new PlannedInvestment(
        new BigDecimal(total).setScale(2),
        new BigDecimal(period).setScale(2),
        Stream.of(phases).map(Phase::parse).map(Objects::requireNonNull).toList(),
        asStated);
  }
}
