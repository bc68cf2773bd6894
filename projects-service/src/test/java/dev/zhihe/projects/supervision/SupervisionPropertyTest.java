package dev.zhihe.projects.supervision;

import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
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
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random entries, reversals and reports; a project joins and another is merged into it. On random
 * days, now and at each position, the list is what a walk over the months finds.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SupervisionPropertyTest {
  private static final YearMonth FIRST = YearMonth.of(2021, 1);
  private static final LocalDate JOINED = LocalDate.of(2022, 8, 17);
  private static final LocalDate MERGED = LocalDate.of(2023, 11, 10);

  /** An investment plan from a day on, and until another; null: always. */
  private record Plan(
      int project,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      String total,
      String period,
      int firstYear) {
    boolean on(@Nullable LocalDate day) {
      return day == null
          ? until == null
          : (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }

    Plan endedOn(LocalDate day) {
      return new Plan(project, from, day, total, period, firstYear);
    }
  }

  private record Entered(int project, String kind, YearMonth month, BigDecimal amount) {}

  private record Reported(int project, YearMonth month) {}

  private record Rule(LocalDate from, int behind, int warning, int silent, int stalled, int over) {}

  private record Moment(
      List<Plan> plans, List<Entered> entries, List<Reported> reports, List<Rule> rules) {

    /** The project for which entries of another count: all projects are in the plan, but one. */
    int countsFor(int project, @Nullable LocalDate on) {
      var merged = plans.stream().anyMatch(one -> MERGED.equals(one.from));
      return project == 2 && merged && (on == null || !on.isBefore(MERGED)) ? 4 : project;
    }

    /** The first month in the plan. */
    YearMonth joined(int project) {
      var days = plans.stream().filter(one -> one.project == project).map(Plan::from).toList();
      return days.stream().anyMatch(Objects::isNull)
          ? YearMonth.of(1, 1)
          : YearMonth.from(days.stream().min(LocalDate::compareTo).orElseThrow());
    }
  }

  private final Random random = new Random(20_261_201);
  private final List<Plan> plans =
      new ArrayList<>(
          List.of(
              new Plan(1, null, null, "120000000", "100000000", 2021),
              new Plan(2, null, null, "60000000", "60000000", 2021),
              new Plan(3, null, null, "50000000", "40000000", 2023)));
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
      if (round == 3) {
        add(area);
      }
      if (round == 10) {
        merge(area);
      }
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
    return new Moment(
        List.copyOf(plans), List.copyOf(entries), List.copyOf(reports), List.copyOf(rules));
  }

  /** The fourth project joins. */
  private void add(LedgerArea area) {
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n%1$s-p4,%1$s-145,%1$s,%1$s-c1,中试基地,planning\n"
                .formatted(area.area()))
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            """
            code,plan,project,totalYuan,periodYuan,phases
            %1$s-i4,%1$s-145,%1$s-p4,40000000,30000000,2021-2022:10000000;2023-2025:20000000
            """
                .formatted(area.area()))
        .statusCode(200);
    approved(
        change(
            area.area(), "addition", List.of(area.project(4)), "effectiveOn", JOINED.toString()));
    plans.add(new Plan(4, JOINED, null, "40000000", "30000000", 2021));
  }

  /** The second project goes into the fourth. */
  private void merge(LedgerArea area) {
    approved(
        change(
            area.area(),
            "merger",
            List.of(area.project(2)),
            "into",
            area.project(4),
            "effectiveOn",
            MERGED.toString()));
    plans.replaceAll(one -> one.project % 2 == 0 ? one.endedOn(MERGED) : one);
    plans.add(new Plan(4, MERGED, null, "100000000", "90000000", 2021));
  }

  private int project() {
    return 1 + random.nextInt(plans.stream().anyMatch(one -> one.project == 4) ? 4 : 3);
  }

  /** A project that was merged takes no later months. */
  private YearMonth month(int project) {
    return FIRST.plusMonths(random.nextInt(project == 2 ? 35 : 48));
  }

  private void enter(LedgerArea area, int round) {
    for (int i = 0; i < random.nextInt(3); i++) {
      var number = round * 10 + i;
      var project = project();
      var entry =
          new Entered(
              project,
              List.of("arranged", "completed", "paid").get(random.nextInt(3)),
              month(project),
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
    var project = project();
    var report = new Reported(project, month(project));
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
    var on = onTheDay ? day : null;
    for (var plan : then.plans.stream().filter(one -> one.on(on)).toList()) {
      var project = plan.project;
      var code = area.project(project);
      var own = entries.stream().filter(one -> then.countsFor(one.project, on) == project).toList();
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
                && !month.isBefore(then.joined(project))
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
