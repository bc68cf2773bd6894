package dev.zhihe.projects.supervision;

import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.Views;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.projects.rule.Rules;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random entries, reversals and reports. On random days, now and at each position, the list is what
 * a walk over the months finds.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SupervisionPropertyTest {
  private static final YearMonth FIRST = YearMonth.of(2021, 1);
  private static final Map<Integer, Plan> PLANS =
      Map.of(
          1, new Plan("120000000", "100000000", 2021),
          2, new Plan("60000000", "60000000", 2021),
          3, new Plan("50000000", "40000000", 2023));

  private record Plan(String total, String period, int firstYear) {}

  private record Entered(int project, String kind, YearMonth month, BigDecimal amount) {}

  private record Reported(int project, YearMonth month) {}

  private record Rule(LocalDate from, int behind, int warning, int silent, int stalled, int over) {}

  private record Moment(List<Entered> entries, List<Reported> reports, List<Rule> rules) {}

  private final Random random = new Random(20_261_201);
  private final List<Entered> entries = new ArrayList<>();
  private final List<Reported> reports = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  @Test
  void theListIsWhatAWalkOverTheMonthsFinds() {
    var area = new LedgerArea("583016").loaded();
    var moments = new LinkedHashMap<Long, Moment>();
    moments.put(Family.sealedPosition("projects"), moment());
    for (int round = 0; round < 14; round++) {
      enter(area, round);
      handIn(area);
      if (round == 4) {
        adopt(area, new Rule(LocalDate.of(2022, 7, 15), 80, 95, 1, 2, 50));
      }
      if (round == 9) {
        adopt(area, new Rule(LocalDate.of(2023, 9, 1), 20, 30, 5, 6, 70));
      }
      moments.put(Family.sealedPosition("projects"), moment());
    }
    moments.forEach(
        (position, then) -> {
          for (int i = 0; i < 4; i++) {
            var day = day();
            holds(area, then, day, "&on=" + day + "&asOf=" + position);
          }
          // Without a day everything counts, and time is that of the position.
          holds(area, then, null, "&asOf=" + position);
        });
    for (int i = 0; i < 20; i++) {
      var day = day();
      holds(area, moment(), day, "&on=" + day);
    }
    holds(area, moment(), null, "");
    assertThat(seen).containsExactly("late", "money-without-progress", "over-plan", "silent");
  }

  private LocalDate day() {
    var month = FIRST.plusMonths(random.nextInt(66));
    return switch (random.nextInt(3)) {
      case 0 -> month.atEndOfMonth();
      case 1 -> month.atEndOfMonth().minusDays(1);
      default -> month.atDay(1 + random.nextInt(28));
    };
  }

  private Moment moment() {
    return new Moment(List.copyOf(entries), List.copyOf(reports), List.copyOf(rules));
  }

  private void enter(LedgerArea area, int round) {
    for (int i = 0; i < random.nextInt(3); i++) {
      var number = round * 10 + i;
      var entry =
          new Entered(
              1 + random.nextInt(3),
              List.of("arranged", "completed", "paid").get(random.nextInt(3)),
              FIRST.plusMonths(random.nextInt(48)),
              BigDecimal.valueOf(100_000_000 + random.nextLong(3_900_000_000L), 2));
      area.entered(
          area.row(
              number,
              entry.project,
              entry.kind,
              entry.month.toString(),
              entry.amount.toPlainString(),
              "fiscal"));
      entries.add(entry);
      if (random.nextInt(4) == 0) {
        area.reversed(area.entry(number));
        entries.add(new Entered(entry.project, entry.kind, entry.month, entry.amount.negate()));
      }
    }
  }

  private void handIn(LedgerArea area) {
    var report = new Reported(1 + random.nextInt(3), FIRST.plusMonths(random.nextInt(48)));
    if (reports.contains(report)) {
      return;
    }
    var code = area.project(report.project) + "-m" + report.month;
    var status =
        submitted(asEditor(), report(area, report.project, report.month.toString()))
            .extract()
            .statusCode();
    if (status != 201) {
      return; // it was returned before
    }
    switch (random.nextInt(3)) {
      case 0 -> {
        as("rita", "reviewer")
            .header("If-Match", "*")
            .contentType("application/json")
            .body(Map.of("reason", "请核对"))
            .post("/v1/project-reports/" + code + "/return")
            .then()
            .statusCode(200);
        return;
      }
      case 1 -> act("rita", code, "acceptance").statusCode(200);
      default -> {}
    }
    reports.add(report);
  }

  private void adopt(LedgerArea area, Rule rule) {
    Rules.adopted(
        area.area() + "-r" + rule.from,
        area.plan(),
        rule.from.toString(),
        "%d,%d,%d,%d,%d"
            .formatted(rule.behind, rule.warning, rule.silent, rule.stalled, rule.over));
    rules.add(rule);
  }

  private void holds(LedgerArea area, Moment then, @Nullable LocalDate on, String when) {
    var today = Days.of(Instant.now());
    var list = list(area, when);
    var day = LocalDate.parse(list.get("on").asText());
    assertThat(day).isBetween(on == null ? today : on, on == null ? Days.of(Instant.now()) : on);
    var found = new TreeMap<String, String>();
    list.get("items")
        .forEach(
            line ->
                found.put(
                    line.get("project").asText() + " " + line.get("finding").asText(),
                    facts(line)));
    assertThat(found).as(when).isEqualTo(expected(area, then, day, on != null));
    assertThat(list.get("items")).hasSize(found.size());
    list.get("items").forEach(line -> seen.add(line.get("finding").asText()));
  }

  private static String facts(JsonNode line) {
    return Stream.of(
            "completionRatePercent",
            "timeProgressPercent",
            "lastReportedMonth",
            "unreportedMonths",
            "fromMonth",
            "toMonth",
            "totalYuan",
            "arrangedYuan",
            "completedYuan",
            "paidYuan")
        .filter(line::has)
        .map(
            fact ->
                line.get(fact).isNumber()
                    ? fact
                        + "="
                        + line.get(fact).decimalValue().stripTrailingZeros().toPlainString()
                    : fact + "=" + line.get(fact).asText())
        .toList()
        .toString();
  }

  private static JsonNode list(LedgerArea area, String when) {
    return Views.tree(
        as("carl", "consumer")
            .get("/v1/supervision-list?plan=" + area.plan() + when)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  /** Walks over the months, and judges as docs/methods/project-progress.md says. */
  private static Map<String, String> expected(
      LedgerArea area, Moment then, LocalDate day, boolean onTheDay) {
    var rule =
        then.rules.stream()
            .filter(one -> !one.from.isAfter(day))
            .reduce((first, second) -> second)
            .orElse(new Rule(LocalDate.MIN, 60, 90, 2, 3, 100));
    Predicate<YearMonth> ended = month -> !month.atEndOfMonth().isAfter(day);
    var entries = then.entries.stream().filter(one -> !onTheDay || ended.test(one.month)).toList();
    var ledgerMonths =
        Stream.concat(
                then.entries.stream().map(Entered::month),
                then.reports.stream().map(Reported::month))
            .filter(ended)
            .toList();
    var endedMonths =
        Stream.iterate(FIRST.minusMonths(12), month -> month.plusMonths(1))
            .takeWhile(ended)
            .toList();
    var recent =
        endedMonths.subList(Math.max(0, endedMonths.size() - rule.stalled), endedMonths.size());
    var expected = new TreeMap<String, String>();
    for (int number = 1; number <= 3; number++) {
      var project = number;
      var plan = PLANS.get(number);
      var code = area.project(number);
      var own = entries.stream().filter(one -> one.project == project).toList();
      var completed = sum(own, "completed", month -> true);
      var arranged = sum(own, "arranged", month -> true);
      // Late
      var begin = LocalDate.of(plan.firstYear, 1, 1);
      var all = ChronoUnit.DAYS.between(begin, LocalDate.of(2026, 1, 1));
      var passed = Math.max(0, Math.min(all, ChronoUnit.DAYS.between(begin, day) + 1));
      var time = percent(BigDecimal.valueOf(passed), BigDecimal.valueOf(all));
      var rate =
          percent(
              sum(own, "completed", month -> month.getYear() >= 2021 && month.getYear() <= 2025),
              new BigDecimal(plan.period));
      if (!then.entries.isEmpty()
          && rate.multiply(new BigDecimal(100))
                  .compareTo(time.multiply(BigDecimal.valueOf(rule.behind)))
              < 0) {
        expected.put(
            code + " late",
            "[completionRatePercent=%s, timeProgressPercent=%s]"
                .formatted(plain(rate), plain(time)));
      }
      // Silent
      var reported =
          then.reports.stream()
              .filter(one -> one.project == project && ended.test(one.month))
              .map(Reported::month)
              .toList();
      var unreported = new ArrayList<YearMonth>();
      for (var month : endedMonths) {
        var counts =
            month.getYear() >= plan.firstYear
                && ledgerMonths.stream().anyMatch(one -> !one.isAfter(month));
        if (counts && reported.stream().noneMatch(one -> !one.isBefore(month))) {
          unreported.add(month);
        }
      }
      if (unreported.size() >= rule.silent) {
        var last = reported.stream().max(YearMonth::compareTo).orElse(null);
        expected.put(
            code + " silent",
            "[%sunreportedMonths=%d, fromMonth=%s, toMonth=%s]"
                .formatted(
                    last == null ? "" : "lastReportedMonth=" + last + ", ",
                    unreported.size(),
                    unreported.getFirst(),
                    unreported.getLast()));
      }
      // Over plan
      var limit =
          new BigDecimal(plan.total)
              .multiply(BigDecimal.valueOf(rule.over))
              .divide(new BigDecimal(100));
      if (completed.compareTo(limit) > 0 || arranged.compareTo(limit) > 0) {
        expected.put(
            code + " over-plan",
            "[totalYuan=%s, arrangedYuan=%s, completedYuan=%s]"
                .formatted(plan.total, plain(arranged), plain(completed)));
      }
      // Money without progress
      var recentArranged = sum(own, "arranged", recent::contains);
      var recentPaid = sum(own, "paid", recent::contains);
      if (sum(own, "completed", recent::contains).signum() == 0
          && (recentArranged.signum() > 0 || recentPaid.signum() > 0)) {
        expected.put(
            code + " money-without-progress",
            "[fromMonth=%s, toMonth=%s, arrangedYuan=%s, completedYuan=0, paidYuan=%s]"
                .formatted(
                    recent.getFirst(), recent.getLast(), plain(recentArranged), plain(recentPaid)));
      }
    }
    return expected;
  }

  private static BigDecimal sum(List<Entered> entries, String kind, Predicate<YearMonth> month) {
    return entries.stream()
        .filter(entry -> entry.kind.equals(kind) && month.test(entry.month))
        .map(Entered::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return part.multiply(new BigDecimal(100)).divide(whole, 2, RoundingMode.HALF_UP);
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
