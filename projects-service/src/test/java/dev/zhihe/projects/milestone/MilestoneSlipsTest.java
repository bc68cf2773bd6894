package dev.zhihe.projects.milestone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses and slips of milestones on a day. */
class MilestoneSlipsTest {
  /** The day is 2023-06-30. */
  @ParameterizedTest
  @CsvSource({
    // first due, due, met, status, slip
    "2023-06-30, 2023-06-30, 2023-06-30, MET, 0",
    "2023-06-30, 2023-06-30, 2023-06-01, MET, -29",
    "2023-06-30, 2023-05-31, 2023-06-15, MET, -15",
    "2023-06-01, 2023-06-01, 2023-06-02, MET_LATE, 1",
    "2023-06-01, 2023-07-31, 2023-06-02, MET_LATE, 1",
    "2023-06-29, 2023-06-29, , OVERDUE, 1",
    "2023-03-31, 2023-05-31, , OVERDUE, 91",
    "2023-03-31, 2023-03-31, 2023-07-01, OVERDUE, 91",
    "2023-03-31, 2023-06-30, , MOVED, 91",
    "2023-12-31, 2023-11-30, , MOVED, -31",
    "2023-06-30, 2023-06-30, , DUE, 0",
    "2023-06-30, 2023-06-30, 2023-07-01, DUE, 0",
    "2024-06-30, 2024-06-30, , DUE, 0"
  })
  void measuresFromTheFirstDueDay(
      LocalDate firstDueOn,
      LocalDate dueOn,
      @Nullable LocalDate metOn,
      MilestoneStatus status,
      int slip) {
    var line =
        slips(List.of(milestone("m", firstDueOn, dueOn, metOn)), null, "2023-06-30")
            .items()
            .getFirst();
    assertThat(line.status()).isEqualTo(status);
    assertThat(line.slipDays()).isEqualTo(slip);
    assertThat(line.metOn()).isEqualTo(status.isMet() ? metOn : null);
  }

  @Test
  void listsTheMostSlippedFirstAndCountsWhatIsListed() {
    var first = LocalDate.parse("2023-03-31");
    var milestones =
        List.of(
            milestone("a", first, first, first),
            milestone("b", first, first, first.plusDays(9)),
            milestone("c", first, first, null),
            milestone("d", first, first.plusYears(1), null),
            milestone("e", first.plusYears(1), first.plusYears(1), null),
            milestone("f", first, first, null));
    var all = slips(milestones, null, "2023-06-30");
    assertThat(all.items())
        .extracting(MilestoneSlips.Line::code)
        .containsExactly("d", "c", "f", "b", "a", "e");
    var total = all.total();
    assertThat(total.slipDays()).isEqualTo(366);
    assertThat(total.milestones()).isEqualTo(6);
    assertThat(List.of(total.met(), total.metLate(), total.overdue(), total.moved(), total.due()))
        .containsExactly(1, 1, 2, 1, 1);
    var overdue = slips(milestones, MilestoneStatus.OVERDUE, "2023-06-30");
    assertThat(overdue.items()).extracting(MilestoneSlips.Line::code).containsExactly("c", "f");
    assertThat(overdue.total().slipDays()).isEqualTo(91);
    assertThat(overdue.total().milestones()).isEqualTo(2);
    assertThat(overdue.total().moved()).isZero();
    assertThat(slips(List.of(), null, "2023-06-30").total().slipDays()).isNull();
  }

  /** The project ended on 2023-06-30. */
  @ParameterizedTest
  @CsvSource({
    // due, met, day, status
    "2023-06-30, , 2023-06-30, DROPPED",
    "2023-12-31, , 2024-06-30, DROPPED",
    "2023-12-31, 2023-12-30, 2023-07-01, DROPPED",
    "2023-12-31, 2023-12-30, 2023-12-30, MET",
    "2023-12-31, , 2023-06-29, DUE",
    "2023-06-29, , 2023-06-30, OVERDUE",
    "2023-06-29, , 2024-06-30, OVERDUE"
  })
  void nothingIsExpectedOfAProjectThatEnded(
      LocalDate dueOn, @Nullable LocalDate metOn, LocalDate day, MilestoneStatus status) {
    var milestones =
        List.of(
            milestone("m", dueOn, dueOn, metOn),
            milestone("n", LocalDate.parse("2020-01-01"), LocalDate.parse("2020-01-01"), null));
    var slips =
        MilestoneSlips.of("p", milestones, Map.of("p-1", LocalDate.parse("2023-06-30")), null, day);
    var line =
        slips.items().stream().filter(one -> "m".equals(one.code())).findFirst().orElseThrow();
    assertThat(line.status()).isEqualTo(status);
    assertThat(line.slipDays() == null).isEqualTo(status == MilestoneStatus.DROPPED);
    assertThat(slips.items().getLast()).as("dropped ones are last").isEqualTo(line);
    assertThat(slips.total().dropped()).isEqualTo(status == MilestoneStatus.DROPPED ? 1 : 0);
    assertThat(slips.total().slipDays())
        .isEqualTo((int) ChronoUnit.DAYS.between(LocalDate.parse("2020-01-01"), day));
    assertThat(
            MilestoneSlips.of("p", milestones, Map.of("other", LocalDate.MIN), null, day)
                .total()
                .dropped())
        .isZero();
  }

  /** However often a due day moves, what is met on a day slips by the same days. */
  @Test
  void aMovedDueDayHidesNoSlip() {
    var random = new Random(20_261_201);
    var first = LocalDate.parse("2023-01-01");
    for (int i = 0; i < 500; i++) {
      var metOn = random.nextBoolean() ? first.plusDays(random.nextInt(-50, 50)) : null;
      var day = first.plusDays(random.nextInt(-60, 60));
      var lines = new ArrayList<MilestoneSlips.Line>();
      for (int move = 0; move < 4; move++) {
        var dueOn = first.plusDays(random.nextInt(-50, 50));
        lines.addAll(
            slips(List.of(milestone("m", first, dueOn, metOn)), null, day.toString()).items());
      }
      var met = metOn != null && !metOn.isAfter(day);
      assertThat(lines)
          .allSatisfy(
              line -> {
                if (met) {
                  assertThat(line.slipDays())
                      .isEqualTo((int) ChronoUnit.DAYS.between(first, metOn));
                } else {
                  assertThat(line.slipDays())
                      .isEqualTo(
                          (int)
                              ChronoUnit.DAYS.between(
                                  first,
                                  List.of(line.dueOn(), day).stream()
                                      .max(Comparator.naturalOrder())
                                      .filter(later -> line.dueOn().isBefore(day))
                                      .orElse(line.dueOn())));
                }
              });
    }
  }

  private static MilestoneSlips slips(
      List<MilestoneView> milestones, @Nullable MilestoneStatus status, String day) {
    return MilestoneSlips.of("p", milestones, Map.of(), status, LocalDate.parse(day));
  }

  private static MilestoneView milestone(
      String code, LocalDate firstDueOn, LocalDate dueOn, @Nullable LocalDate metOn) {
    return new MilestoneView(
        code, "p", "p-1", "封顶", dueOn, firstDueOn, metOn, null, null, null, null);
  }
}
