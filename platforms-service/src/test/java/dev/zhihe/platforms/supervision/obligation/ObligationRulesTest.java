package dev.zhihe.platforms.supervision.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.form.FormStatus;
import dev.zhihe.platforms.form.FormView;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformStage;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a platform owes: months of 2025 and 2026, due on the 10th, reviewed by the 20th. */
class ObligationRulesTest {
  private static final List<ReportingPeriodView> MONTHS =
      IntStream.range(0, 24).mapToObj(i -> period(YearMonth.of(2025, 1).plusMonths(i))).toList();
  private static final RunningOperator OURS =
      new RunningOperator("183007-op-1", "甲公司", "91000000MA00000157");
  private static final RunningOperator FORMER =
      new RunningOperator("183007-op-2", "乙公司", "91000000MA0000020X");
  private static final AreaCalendar CALENDAR = new AreaCalendar(MONTHS, List.of());

  private static ReportingPeriodView period(YearMonth month) {
    var next = month.plusMonths(1);
    return new ReportingPeriodView(
        "183007-" + month,
        "183007",
        month.atDay(1),
        month.atEndOfMonth(),
        next.atDay(10),
        next.atDay(20),
        PeriodKind.MONTH);
  }

  private static OwingPlatform platform(
      PlatformType type, PlatformStage stage, @Nullable Integer commission, @Nullable Integer end) {
    return new OwingPlatform(
        "183007-pf-1",
        "甲园",
        "183007",
        type,
        stage,
        commission,
        end,
        null,
        null,
        OURS,
        PlatformPast.NONE);
  }

  /** A park that is in the registry from a day on, up to another. */
  private static OwingPlatform park(@Nullable LocalDate addedOn, @Nullable LocalDate leftOn) {
    return new OwingPlatform(
        "183007-pf-1",
        "甲园",
        "183007",
        PlatformType.PARK,
        PlatformStage.COMPLETED,
        null,
        null,
        addedOn,
        leftOn,
        OURS,
        PlatformPast.NONE);
  }

  private static OwingPlatform park() {
    return platform(PlatformType.PARK, PlatformStage.COMPLETED, null, null);
  }

  private static AreaCalendar.Span span(String month) {
    return CALENDAR.spans().stream()
        .filter(one -> one.period().code().equals("183007-" + month))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "PARK, COMPLETED, , , true",
    "PARK, COMPLETED, 2026, , false",
    "PARK, COMPLETED, 2027, , false",
    "PARK, COMPLETED, , 2026, false",
    "PARK, COMPLETED, , 2025, true",
    "PARK, COMPLETED, 2025, 2027, true",
    "PARK, CONSTRUCTION, 2020, , false",
    "PARK, SUSPENDED, 2020, , false",
    "PARK, NOT_STATED, 2020, , true",
    "PARK, NOT_STATED, , , false",
    "PARK, NOT_STATED, , 2020, false",
    "THINK_TANK, COMPLETED, , , false"
  })
  void owesAReportIfTheFormAsksItsTypeAndItIsInUse(
      PlatformType type,
      PlatformStage stage,
      @Nullable Integer commission,
      @Nullable Integer end,
      boolean owes) {
    var span = span("2026-10");
    assertThat(platform(type, stage, commission, end).owes(span.period(), span.form()))
        .isEqualTo(owes);
  }

  @Test
  void owesNothingOfAPeriodAtWhoseEndItHasLeftTheRegistry() {
    var span = span("2026-10");
    for (var day : List.of("2026-10-31", "2026-11-01")) {
      var left = park(null, LocalDate.parse(day));
      assertThat(left.owes(span.period(), span.form())).isEqualTo(day.equals("2026-11-01"));
    }
  }

  @Test
  void owesNothingOfAPeriodThatEndedBeforeItCameIntoTheRegistry() {
    var span = span("2026-10");
    for (var day : List.of("2026-10-31", "2026-11-01")) {
      var added = park(LocalDate.parse(day), null);
      assertThat(added.owes(span.period(), span.form())).isEqualTo(day.equals("2026-10-31"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-30, , false, 0",
    "2026-10-01, NOT_DUE, false, 0",
    "2026-10-31, NOT_DUE, false, 0",
    "2026-11-01, DUE, false, 0",
    "2026-11-10, DUE, false, 0",
    "2026-11-11, OVERDUE, true, 1",
    "2026-12-01, OVERDUE, true, 21"
  })
  void isDueWhenThePeriodIsOverAndOverdueAfterTheDueDay(
      LocalDate day, @Nullable ObligationState state, boolean late, int daysLate) {
    var line = lineOrNull(park(), "2026-10", day, Map.of(), Map.of());
    if (state == null || line == null) {
      assertThat(line).isNull();
      assertThat(state).isNull();
    } else {
      assertThat(line.state()).isEqualTo(state);
      assertThat(line.late()).isEqualTo(late);
      assertThat(line.daysLate()).isEqualTo(daysLate);
      assertThat(line.dueOn()).isEqualTo("2026-11-10");
    }
  }

  @Test
  void movesWithTheLatestExtensionThatHolds() {
    var extensions =
        Map.of(
            "183007-2026-10",
            List.of(
                new KnownExtension("x1", LocalDate.of(2026, 11, 15), LocalDate.of(2026, 11, 1)),
                new KnownExtension("x2", LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 14))));
    var before = line(park(), "2026-10", LocalDate.of(2026, 11, 13), Map.of(), extensions);
    assertThat(before.state()).isEqualTo(ObligationState.DUE);
    assertThat(before.extendedBy()).isEqualTo("x1");
    assertThat(before.reviewDueOn()).isEqualTo("2026-11-25");
    var after = line(park(), "2026-10", LocalDate.of(2026, 11, 26), Map.of(), extensions);
    assertThat(after.state()).isEqualTo(ObligationState.OVERDUE);
    assertThat(after.daysLate()).isEqualTo(1);
    assertThat(after.extendedBy()).isEqualTo("x2");
  }

  @Test
  void hasTheMarkThatTheReportGotWhenItWasSubmitted() {
    var report =
        new KnownReport(
            "r",
            null,
            null,
            ObligationState.SUBMITTED,
            LocalDate.of(2026, 11, 12),
            LocalDate.of(2026, 11, 10),
            true,
            null);
    var reports = Map.of("183007-2026-10", report);
    var line = line(park(), "2026-10", LocalDate.of(2026, 11, 21), reports, Map.of());
    assertThat(line.state()).isEqualTo(ObligationState.SUBMITTED);
    assertThat(line.late()).isTrue();
    assertThat(line.daysLate()).isEqualTo(2);
    assertThat(line.consecutiveMissed()).isZero();
    assertThat(line.reviewOverdue()).isTrue();
    assertThat(line.waitingDays()).isEqualTo(9);
    // A day before its submission it was not there.
    assertThat(line(park(), "2026-10", LocalDate.of(2026, 11, 11), reports, Map.of()).state())
        .isEqualTo(ObligationState.OVERDUE);
    // It is listed even if the platform owes none.
    var stranger = platform(PlatformType.THINK_TANK, PlatformStage.COMPLETED, null, null);
    assertThat(line(stranger, "2026-10", LocalDate.of(2026, 11, 21), reports, Map.of()))
        .isNotNull();
  }

  private static KnownReport report(RunningOperator by, ObligationState state, String amends) {
    return new KnownReport(
        "r",
        amends.isEmpty() ? null : amends,
        by.code(),
        state,
        LocalDate.of(2026, 11, 12),
        LocalDate.of(2026, 11, 10),
        amends.isEmpty(),
        state == ObligationState.RETURNED ? LocalDate.of(2026, 11, 25) : null);
  }

  @Test
  void isLateAgainWhenAReturnedReportIsNotResubmittedByItsDay() {
    var reports = Map.of("183007-2026-10", report(OURS, ObligationState.RETURNED, ""));
    var intime = line(park(), "2026-10", LocalDate.of(2026, 11, 25), reports, Map.of());
    assertThat(intime.resubmitBy()).isEqualTo("2026-11-25");
    assertThat(intime.daysLate()).isEqualTo(2); // those of its first submission
    assertThat(intime.consecutiveMissed()).isZero();
    var late = line(park(), "2026-10", LocalDate.of(2026, 11, 28), reports, Map.of());
    assertThat(late.state()).isEqualTo(ObligationState.RETURNED);
    assertThat(late.late()).isTrue();
    assertThat(late.daysLate()).isEqualTo(3);
    assertThat(late.consecutiveMissed()).isEqualTo(12);
    var extension = new KnownExtension("x", LocalDate.of(2026, 12, 5), LocalDate.of(2026, 11, 20));
    var extended =
        line(
            park(),
            "2026-10",
            LocalDate.of(2026, 11, 28),
            reports,
            Map.of("183007-2026-10", List.of(extension)));
    assertThat(extended.resubmitBy()).isEqualTo("2026-12-05");
    assertThat(extended.extendedBy()).isEqualTo("x");
    assertThat(extended.missedTwice()).isFalse();
  }

  @Test
  void listsAnAmendmentUnderReviewBesideItsReport() {
    var reports = Map.of("183007-2026-10", report(OURS, ObligationState.ACCEPTED, ""));
    for (var state : List.of(ObligationState.SUBMITTED, ObligationState.RETURNED)) {
      var lines =
          lines(
              park(),
              "2026-10",
              LocalDate.of(2026, 11, 28),
              reports,
              Map.of("183007-2026-10", report(OURS, state, "r0")),
              Map.of());
      assertThat(lines)
          .extracting(one -> one.line().state())
          .containsExactly(ObligationState.ACCEPTED, state);
      var amendment = lines.getLast().line();
      assertThat(amendment.amends()).isEqualTo("r0");
      assertThat(amendment.key()).isGreaterThan(lines.getFirst().line().key());
      assertThat(amendment.reviewDueOn()).isEqualTo("2026-11-22"); // 10 days after its submission
      assertThat(amendment.reviewOverdue()).isEqualTo(state == ObligationState.SUBMITTED);
      assertThat(amendment.late()).isEqualTo(state == ObligationState.RETURNED);
    }
  }

  private static OwingPlatform with(PlatformPast past) {
    return park().with(past);
  }

  private static OwingPlatform takenOver(String day) {
    return with(
        new PlatformPast(
            List.of(new PlatformPast.Takeover(LocalDate.parse(day), FORMER)), List.of()));
  }

  @Test
  void isOwedByTheOperatorOfThePeriodsLastDay() {
    var day = LocalDate.of(2026, 12, 20);
    for (var takeover : List.of("2026-10-31", "2026-11-01")) {
      var owed =
          lines(takenOver(takeover), "2026-10", day, Map.of(), Map.of(), Map.of()).getFirst();
      var isOurs = takeover.equals("2026-10-31");
      assertThat(owed.organisation()).isEqualTo((isOurs ? OURS : FORMER).organisation());
      assertThat(owed.mayAct()).isEqualTo(isOurs);
      // The former operator missed twelve, and the present one none of them.
      assertThat(owed.line().consecutiveMissed()).isEqualTo(isOurs ? 1 : 12);
    }
    var next =
        lines(takenOver("2026-10-31"), "2026-11", day, Map.of(), Map.of(), Map.of()).getFirst();
    assertThat(next.line().consecutiveMissed()).isEqualTo(2);
    var nobody =
        with(
            new PlatformPast(
                List.of(new PlatformPast.Takeover(LocalDate.of(2026, 11, 1), null)), List.of()));
    assertThat(lines(nobody, "2026-10", day, Map.of(), Map.of(), Map.of())).isEmpty();
    assertThat(lines(nobody, "2026-11", day, Map.of(), Map.of(), Map.of())).hasSize(1);
  }

  @Test
  void isTheLineOfWhoSubmittedTheReportAndASuccessorIsNotLateForItsPredecessor() {
    var day = LocalDate.of(2026, 11, 20);
    var platform = takenOver("2026-11-05");
    for (var by : List.of(OURS, FORMER)) {
      var owed =
          lines(
                  platform,
                  "2026-10",
                  day,
                  Map.of("183007-2026-10", report(by, ObligationState.SUBMITTED, "")),
                  Map.of(),
                  Map.of())
              .getFirst();
      assertThat(owed.organisation()).isEqualTo(by.organisation());
      assertThat(owed.line().late()).isEqualTo(by.equals(FORMER));
    }
    // What was returned to the former operator is none, if the present one owes the period.
    var returned = Map.of("183007-2026-10", report(FORMER, ObligationState.RETURNED, ""));
    assertThat(line(platform, "2026-10", day, returned, Map.of()).state())
        .isEqualTo(ObligationState.RETURNED);
    assertThat(line(takenOver("2026-10-20"), "2026-10", day, returned, Map.of()).state())
        .isEqualTo(ObligationState.OVERDUE);
  }

  /** Of a period that ended after the takeover, whose report the former operator submitted. */
  @Test
  void showsAnOrganisationNothingOfWhatAnotherHasUnderReview() {
    var day = LocalDate.of(2026, 11, 20);
    for (var state :
        List.of(ObligationState.SUBMITTED, ObligationState.RETURNED, ObligationState.ACCEPTED)) {
      var known =
          new PlatformRecord(
              takenOver("2026-10-20"),
              Map.of("183007-2026-10", report(FORMER, state, "")),
              Map.of(),
              Map.of());
      var absent = new PlatformRecord(takenOver("2026-10-20"), Map.of(), Map.of(), Map.of());
      var ours = new ObligationRules(CALENDAR, day, OURS.organisation());
      var theirs = new ObligationRules(CALENDAR, day, FORMER.organisation());
      assertThat(ours.lines(known, span("2026-10")))
          .isEqualTo(
              state == ObligationState.ACCEPTED ? List.of() : ours.lines(absent, span("2026-10")));
      assertThat(theirs.lines(known, span("2026-10")))
          .extracting(owed -> owed.line().state())
          .isEqualTo(state == ObligationState.ACCEPTED ? List.of() : List.of(state));
      assertThat(ours.lines(absent, span("2026-10"))).hasSize(1);
      assertThat(theirs.lines(absent, span("2026-09"))).isEmpty(); // it can submit no more
    }
  }

  @Test
  void followsTheTakeoverThatWasApprovedLast() {
    var first = new PlatformPast.Takeover(LocalDate.of(2026, 9, 1), FORMER);
    var third = new RunningOperator("183007-op-3", "丙公司", "91000000MA00000341");
    var second = new PlatformPast.Takeover(LocalDate.of(2026, 8, 1), third);
    var past = new PlatformPast(List.of(first, second), List.of());
    assertThat(past.operatorOn(LocalDate.of(2026, 7, 31), OURS)).isEqualTo(FORMER);
    assertThat(past.operatorOn(LocalDate.of(2026, 8, 1), OURS)).isEqualTo(OURS);
    assertThat(past.operatorOn(LocalDate.of(2026, 9, 1), OURS)).isEqualTo(OURS);
  }

  @Test
  void owesNothingOfPeriodsAtWhoseEndItRested() {
    var collected = new PlatformPast.Collected();
    collected.suspension(LocalDate.of(2026, 6, 30));
    collected.resumption(LocalDate.of(2026, 9, 30));
    collected.suspension(LocalDate.of(2026, 11, 30));
    var platform = with(collected.past());
    assertThat(
            CALENDAR.spans().stream()
                .filter(span -> span.period().startDate().getYear() == 2026)
                .filter(span -> !platform.owes(span.period(), span.form()))
                .map(span -> span.period().code()))
        .containsExactly(
            "183007-2026-06",
            "183007-2026-07",
            "183007-2026-08",
            "183007-2026-11",
            "183007-2026-12");
  }

  @Test
  void owesFromTheDayOnWhichItCameInItsCommissionYear() {
    var added =
        new OwingPlatform(
            "p",
            "甲园",
            "183007",
            PlatformType.PARK,
            PlatformStage.COMPLETED,
            2026,
            null,
            LocalDate.of(2026, 5, 10),
            null,
            OURS,
            PlatformPast.NONE);
    var owed =
        CALENDAR.spans().stream()
            .filter(span -> added.owes(span.period(), span.form()))
            .map(span -> span.period().code())
            .toList();
    assertThat(owed).hasSize(8).first().isEqualTo("183007-2026-05");
  }

  /** Random histories: every line is what a walk over the months finds. */
  @Test
  void holdsForRandomHistories() {
    var random = new Random(183_007);
    var states = new HashMap<ObligationState, Integer>();
    var longest = 0;
    for (int round = 0; round < 400; round++) {
      var platform =
          random.nextInt(8) == 0
              ? platform(PlatformType.PARK, PlatformStage.COMPLETED, 2024 + random.nextInt(4), null)
              : park();
      var reports = new HashMap<String, KnownReport>();
      var extensions = new HashMap<String, List<KnownExtension>>();
      var share = random.nextInt(11);
      for (var month : MONTHS) {
        if (random.nextInt(10) < share) {
          var on = month.endDate().plusDays(1L + random.nextInt(20));
          var state =
              List.of(
                      ObligationState.SUBMITTED,
                      ObligationState.RETURNED,
                      ObligationState.ACCEPTED,
                      ObligationState.NIL)
                  .get(random.nextInt(4));
          reports.put(
              month.code(),
              new KnownReport(
                  "r-" + month.code(),
                  null,
                  OURS.code(),
                  state,
                  on,
                  month.dueDate(),
                  on.isAfter(month.dueDate()),
                  state == ObligationState.RETURNED ? on.plusDays(random.nextInt(90)) : null));
        }
        if (random.nextInt(6) == 0) {
          extensions.put(
              month.code(),
              List.of(
                  new KnownExtension(
                      "x-" + month.code(),
                      month.dueDate().plusDays(1L + random.nextInt(50)),
                      month.endDate().plusDays(random.nextInt(20)))));
        }
      }
      var day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(800));
      var missedInARow = 0;
      var walked = new ArrayList<Integer>();
      for (var month : MONTHS) {
        var line = lineOrNull(platform, month.code().substring(7), day, reports, extensions);
        var report = reports.get(month.code());
        var isThere = report != null && report.isThereOn(day);
        var owed =
            platform.commissionYear() == null
                || platform.commissionYear() < month.endDate().getYear();
        if (month.startDate().isAfter(day) || (!isThere && !owed)) {
          assertThat(line).isNull();
          continue;
        }
        var due =
            extensions.getOrDefault(month.code(), List.of()).stream()
                .filter(one -> !one.grantedOn().isAfter(day))
                .map(KnownExtension::dueDate)
                .findFirst()
                .orElse(month.dueDate());
        var resubmitBy = isThere && report != null ? report.resubmitBy() : null;
        if (resubmitBy != null && due.isAfter(month.dueDate()) && due.isAfter(resubmitBy)) {
          resubmitBy = due;
        }
        var isBack = resubmitBy != null && day.isAfter(resubmitBy);
        var missed = isBack || (!isThere && day.isAfter(due));
        if (owed) {
          missedInARow = missed ? missedInARow + 1 : 0;
          walked.add(missedInARow);
        }
        Objects.requireNonNull(line);
        assertThat(line.state() == ObligationState.OVERDUE).isEqualTo(missed && !isBack);
        assertThat(line.resubmitBy()).isEqualTo(resubmitBy);
        var inARow = owed ? missedInARow : missedInARow + 1;
        assertThat(line.consecutiveMissed()).isEqualTo(missed ? Math.min(12, inARow) : 0);
        assertThat(line.missedTwice()).isEqualTo(missed && inARow >= 2);
        assertThat(line.late()).isEqualTo(missed || (isThere && report != null && report.late()));
        assertThat(line.daysLate())
            .isEqualTo(
                resubmitBy != null && isBack
                    ? (int) ChronoUnit.DAYS.between(resubmitBy, day)
                    : isThere && report != null
                        ? Math.max(
                            0,
                            (int)
                                ChronoUnit.DAYS.between(
                                    month.dueDate(), Objects.requireNonNull(report.submittedOn())))
                        : missed ? (int) ChronoUnit.DAYS.between(due, day) : 0);
        states.merge(line.state(), 1, Integer::sum);
        longest = Math.max(longest, line.consecutiveMissed());
      }
    }
    assertThat(states.keySet()).containsExactlyInAnyOrder(ObligationState.values());
    assertThat(longest).isEqualTo(12);
  }

  @Test
  void usesTheFormOfThePeriodsLastDay() {
    var form =
        new FormView(
            "183007-f1",
            "183007",
            PeriodKind.MONTH,
            1,
            LocalDate.of(2026, 10, 15),
            "表",
            "Form",
            List.of("think_tank"),
            List.of(),
            "理由",
            null,
            FormStatus.ADOPTED);
    var spans = new AreaCalendar(MONTHS, List.of(form)).spans();
    assertThat(spans.stream().filter(one -> "183007-f1".equals(one.form().code())))
        .extracting(one -> one.period().code())
        .containsExactly("183007-2026-10", "183007-2026-11", "183007-2026-12");
    assertThat(spans.getFirst().form()).isEqualTo(FormInForce.builtIn(PeriodKind.MONTH));
  }

  private static @Nullable ObligationLine lineOrNull(
      OwingPlatform platform,
      String month,
      LocalDate day,
      Map<String, KnownReport> reports,
      Map<String, List<KnownExtension>> extensions) {
    var lines = lines(platform, month, day, reports, Map.of(), extensions);
    return lines.isEmpty() ? null : lines.getFirst().line();
  }

  private static List<Owed> lines(
      OwingPlatform platform,
      String month,
      LocalDate day,
      Map<String, KnownReport> reports,
      Map<String, KnownReport> amendments,
      Map<String, List<KnownExtension>> extensions) {
    return new ObligationRules(CALENDAR, day, null)
        .lines(new PlatformRecord(platform, reports, amendments, extensions), span(month));
  }

  private static ObligationLine line(
      OwingPlatform platform,
      String month,
      LocalDate day,
      Map<String, KnownReport> reports,
      Map<String, List<KnownExtension>> extensions) {
    return Objects.requireNonNull(lineOrNull(platform, month, day, reports, extensions));
  }
}
