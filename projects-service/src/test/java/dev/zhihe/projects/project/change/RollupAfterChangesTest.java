package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever joins, leaves and is merged, and whenever: the sums by each property are those of the
 * investment plans in force, on each day and as of each position. A merger changes no total, and no
 * act changes what was before its day. Each entry counts once, by project in the line of the
 * project that goes on.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollupAfterChangesTest {
  private static final int FIRST_PROJECTS = 6;
  private static final int PROGRAMMES = 3;
  private static final int ACTS = 14;
  private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);
  private static final List<String> OTHERS =
      List.of("leadUnit", "location", "stage", "stage,programme", "project");

  private static final List<String> PROPERTIES =
      List.of("project", "programme", "leadUnit", "location", "stage", "year", "month", "source");

  /** Total, early and late phase of some projects. */
  private record Sum(int projects, BigDecimal total, BigDecimal early, BigDecimal late) {
    static final Sum NOTHING =
        new Sum(0, new BigDecimal("0.00"), new BigDecimal("0.00"), new BigDecimal("0.00"));

    Sum plus(Sum other) {
      return new Sum(
          projects + other.projects,
          total.add(other.total),
          early.add(other.early),
          late.add(other.late));
    }
  }

  /** An investment plan from a day on, and until another; null: always. */
  private record Held(
      int project, @Nullable LocalDate from, @Nullable LocalDate until, Sum amounts) {
    boolean on(@Nullable LocalDate day) {
      return day == null
          ? until == null
          : (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }

    Held endedOn(LocalDate day) {
      return new Held(project, from, day, amounts);
    }
  }

  private record Entered(int project, String kind, YearMonth month, BigDecimal amount) {
    boolean endedBy(@Nullable LocalDate day) {
      return day == null || !month.atEndOfMonth().isAfter(day);
    }
  }

  private record Merged(int into, LocalDate day) {}

  /** What the ledger has of some projects. */
  private record Ledger(BigDecimal arranged, BigDecimal completed) {
    static final Ledger NOTHING = new Ledger(new BigDecimal("0.00"), new BigDecimal("0.00"));

    Ledger plus(Ledger other) {
      return new Ledger(arranged.add(other.arranged), completed.add(other.completed));
    }
  }

  private record Known(
      String asOf, List<Held> plans, List<Entered> entries, Map<Integer, Merged> mergers) {

    /** The project in whose line entries of a project count. */
    int line(int project, @Nullable LocalDate day) {
      var merged = mergers.get(project);
      return merged == null || (day != null && day.isBefore(merged.day))
          ? project
          : line(merged.into, day);
    }

    Ledger ledger(@Nullable LocalDate day, IntPredicate projects) {
      return entries.stream()
          .filter(one -> one.endedBy(day) && projects.test(one.project))
          .map(
              one ->
                  one.kind.equals("arranged")
                      ? new Ledger(one.amount, Ledger.NOTHING.completed)
                      : new Ledger(Ledger.NOTHING.arranged, one.amount))
          .reduce(Ledger.NOTHING, Ledger::plus);
    }

    Sum total(@Nullable LocalDate day) {
      return plans.stream()
          .filter(one -> one.on(day))
          .map(Held::amounts)
          .reduce(Sum.NOTHING, Sum::plus);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void sumsAreThoseOfThePlansInForce(long seed) {
    var random = new Random(seed);
    var area = "58201" + seed;
    var known = new ArrayList<Known>();
    var loaded = loaded(area, random);
    var entries = new ArrayList<Entered>();
    var mergers = new TreeMap<Integer, Merged>();
    entered(area, random, loaded, entries);
    known.add(new Known(asOf(), loaded, List.copyOf(entries), Map.of()));
    var next = FIRST_PROJECTS + 1;
    for (int i = 0; i < ACTS; i++) {
      var before = known.getLast();
      var open = new ArrayList<>(before.plans().stream().filter(one -> one.on(null)).toList());
      Collections.shuffle(open, random);
      var kind = open.size() < 3 ? 0 : random.nextInt(3);
      List<Held> after;
      LocalDate day;
      if (kind == 0) {
        day = FIRST.plusDays(random.nextInt(0, 800));
        after = added(area, random, next++, day, before.plans());
      } else if (kind == 1) {
        day = dayAfter(open.subList(0, 1), random);
        after = withdrawn(area, open.getFirst(), day, before.plans());
      } else {
        var involved = open.subList(0, random.nextInt(2, 4));
        day = dayAfter(involved, random);
        after = merged(area, involved, day, before.plans());
        var merged = new Merged(involved.getFirst().project(), day);
        involved.stream().skip(1).forEach(one -> mergers.put(one.project(), merged));
      }
      entered(area, random, after, entries);
      var now = new Known(asOf(), after, List.copyOf(entries), Map.copyOf(mergers));
      known.add(now);
      // Nothing of before the day changes; a merger changes nothing on and after it either.
      var eve = day.minusDays(1);
      assertThat(total(area, now, eve)).isEqualTo(total(area, before, eve));
      if (kind == 2) {
        for (var when : new LocalDate[] {null, day, day.plusDays(random.nextInt(1, 900))}) {
          var one = total(area, now, when);
          var other = total(area, before, when);
          assertThat(one.total()).isEqualTo(other.total());
          assertThat(one.early()).isEqualTo(other.early());
          assertThat(one.late()).isEqualTo(other.late());
        }
      }
    }
    for (var one : known) {
      for (var on : new LocalDate[] {null, FIRST.plusDays(random.nextInt(-100, 2_500))}) {
        requireSums(area, "programme", one, on);
        requireSums(area, OTHERS.get(random.nextInt(OTHERS.size())), one, on);
        requireProgrammes(area, one, on);
        requireLines(area, random.nextBoolean() ? "project" : "project,programme", one, on);
        var by = twoProperties(random);
        requireEntries(rollup(area, by, one, on), by, one, on);
      }
    }
  }

  private static void requireSums(String area, String by, Known known, @Nullable LocalDate on) {
    var answer = rollup(area, by, known, on);
    var lines = new TreeMap<String, Sum>();
    for (int i = 0; i < answer.getList("items").size(); i++) {
      var key = by.equals("programme") ? answer.getString("items[" + i + "].programme") : "" + i;
      lines.put(key, sum(answer, "items[" + i + "]"));
    }
    // What left the plan may have a line for its entries alone.
    lines.values().removeIf(Sum.NOTHING::equals);
    assertThat(lines.values().stream().reduce(Sum.NOTHING, Sum::plus))
        .as("by %s as of %s on %s", by, known.asOf(), on)
        .isEqualTo(known.total(on))
        .isEqualTo(sum(answer, "total"));
    if (by.equals("programme")) {
      var expected = new TreeMap<String, Sum>();
      known.plans().stream()
          .filter(one -> one.on(on))
          .forEach(one -> expected.merge(programme(area, one.project()), one.amounts(), Sum::plus));
      assertThat(lines).isEqualTo(expected);
    }
  }

  /** Each project in one line, with all that was merged into it and the rate of all. */
  private static void requireLines(String area, String by, Known known, @Nullable LocalDate on) {
    var answer = rollup(area, by, known, on);
    var expected = new TreeMap<String, String>();
    IntStream.rangeClosed(1, FIRST_PROJECTS + ACTS)
        .forEach(
            number -> {
              var planned =
                  known.plans().stream()
                      .filter(one -> one.project() == number && one.on(on))
                      .map(Held::amounts)
                      .reduce(Sum.NOTHING, Sum::plus);
              var entered =
                  known.entries().stream()
                      .anyMatch(one -> one.endedBy(on) && known.line(one.project(), on) == number);
              if (entered || planned.projects() > 0) {
                var ledger = known.ledger(on, project -> known.line(project, on) == number);
                expected.put(
                    project(area, number) + (by.equals("project") ? "" : programme(area, number)),
                    planned.projects() + " " + ledger + rate(ledger, planned));
              }
            });
    var lines = new TreeMap<String, String>();
    answer
        .<Map<String, Object>>getList("items")
        .forEach(
            line ->
                lines.put(
                    "" + line.get("project") + line.getOrDefault("programme", ""),
                    line.get("projects")
                        + " "
                        + ledger(line)
                        + line.getOrDefault("completionRatePercent", "")));
    assertThat(lines).as("by %s as of %s on %s", by, known.asOf(), on).isEqualTo(expected);
    assertThat(answer.getList("items")).hasSize(expected.size());
    requireEntries(answer, by, known, on);
  }

  /** Each programme has the entries and the rate of the projects whose plans it has. */
  private static void requireProgrammes(String area, Known known, @Nullable LocalDate on) {
    rollup(area, "programme", known, on)
        .<Map<String, Object>>getList("items")
        .forEach(
            line -> {
              var programme = String.valueOf(line.get("programme"));
              var planned =
                  known.plans().stream()
                      .filter(one -> one.on(on) && programme.equals(programme(area, one.project())))
                      .map(Held::amounts)
                      .reduce(Sum.NOTHING, Sum::plus);
              var ledger =
                  known.ledger(
                      on, project -> programme.equals(programme(area, known.line(project, on))));
              var inForce =
                  known.ledger(
                      on,
                      project ->
                          programme.equals(programme(area, known.line(project, on)))
                              && known.plans().stream()
                                  .anyMatch(
                                      one ->
                                          one.on(on) && one.project() == known.line(project, on)));
              assertThat(ledger(line) + " " + line.getOrDefault("completionRatePercent", ""))
                  .as("%s as of %s on %s", programme, known.asOf(), on)
                  .isEqualTo(ledger + " " + rate(inForce, planned));
            });
  }

  private static String rate(Ledger ledger, Sum planned) {
    return planned.projects() == 0
        ? ""
        : ledger
            .completed()
            .multiply(new BigDecimal(100))
            .divide(planned.early().add(planned.late()), 2, RoundingMode.HALF_UP)
            .toPlainString();
  }

  /** Whatever the properties, the lines and the total have each entry once. */
  private static void requireEntries(
      JsonPath answer, String by, Known known, @Nullable LocalDate on) {
    assertThat(
            answer.<Map<String, Object>>getList("items").stream()
                .map(RollupAfterChangesTest::ledger)
                .reduce(Ledger.NOTHING, Ledger::plus))
        .as("by %s as of %s on %s", by, known.asOf(), on)
        .isEqualTo(ledger(answer.getMap("total")))
        .isEqualTo(known.ledger(on, project -> true));
  }

  private static Ledger ledger(Map<String, Object> line) {
    return new Ledger(
        (BigDecimal) Objects.requireNonNull(line.get("arrangedYuan")),
        (BigDecimal) Objects.requireNonNull(line.get("completedYuan")));
  }

  /** Two properties that add up, the project more often than others. */
  private static String twoProperties(Random random) {
    var properties = new ArrayList<>(PROPERTIES);
    Collections.shuffle(properties, random);
    if (random.nextBoolean()) {
      properties.remove("project");
      properties.add(random.nextInt(2), "project");
    }
    return properties.get(0) + "," + properties.get(1);
  }

  private static Sum total(String area, Known known, @Nullable LocalDate on) {
    var total = sum(rollup(area, "programme", known, on), "total");
    assertThat(total).isEqualTo(known.total(on));
    return total;
  }

  private static JsonPath rollup(String area, String by, Known known, @Nullable LocalDate on) {
    return given()
        .get(
            "/v1/investment-rollups?by=%s&plan=%s-145&asOf=%s%s"
                .formatted(by, area, known.asOf(), on == null ? "" : "&on=" + on))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath(new JsonPathConfig(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
  }

  private static Sum sum(JsonPath answer, String line) {
    var phased = !answer.getList(line + ".phases").isEmpty();
    var sum =
        new Sum(
            answer.getInt(line + ".projects"),
            new BigDecimal(answer.getString(line + ".totalYuan")),
            phased
                ? new BigDecimal(answer.getString(line + ".phases[0].amountYuan"))
                : Sum.NOTHING.early(),
            phased
                ? new BigDecimal(answer.getString(line + ".phases[1].amountYuan"))
                : Sum.NOTHING.late());
    assertThat(new BigDecimal(answer.getString(line + ".periodYuan")))
        .isEqualTo(sum.early().add(sum.late()));
    return sum;
  }

  /** Enters what some projects of the plan arranged or completed. */
  private static void entered(String area, Random random, List<Held> plans, List<Entered> entries) {
    var open = plans.stream().filter(one -> one.on(null)).toList();
    var rows = new StringBuilder(LedgerArea.HEADER);
    for (int i = 0; i < 3; i++) {
      var entry =
          new Entered(
              open.get(random.nextInt(open.size())).project(),
              random.nextBoolean() ? "arranged" : "completed",
              YearMonth.from(FIRST).plusMonths(random.nextInt(60)),
              BigDecimal.valueOf(random.nextLong(1_000_000_000L, 40_000_000_000L), 2));
      entries.add(entry);
      rows.append(
          "%1$s-e%2$d,%1$s-145,%3$s,%4$s,%5$s,%6$s,fiscal,,集中支付\n"
              .formatted(
                  area,
                  entries.size(),
                  project(area, entry.project()),
                  entry.kind(),
                  entry.month(),
                  entry.amount().toPlainString()));
    }
    LedgerArea.ENTRIES.imported(rows.toString()).statusCode(200);
  }

  /** Small steps: a project leaves on a day that is over. */
  private static LocalDate dayAfter(List<Held> plans, Random random) {
    return plans.stream()
        .map(Held::from)
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .orElse(FIRST)
        .plusDays(random.nextInt(1, 60));
  }

  private static List<Held> added(
      String area, Random random, int number, LocalDate day, List<Held> plans) {
    var added = new Held(number, day, null, amounts(random));
    imported(area, List.of(added));
    approved(
        change(
            area, "addition", List.of(project(area, number)), "effectiveOn", String.valueOf(day)));
    return Stream.concat(plans.stream(), Stream.of(added)).toList();
  }

  private static List<Held> withdrawn(String area, Held plan, LocalDate day, List<Held> plans) {
    approved(
        change(
            area,
            "withdrawal",
            List.of(project(area, plan.project())),
            "effectiveOn",
            String.valueOf(day)));
    return ended(List.of(plan), day, plans).toList();
  }

  /** The first goes on. */
  private static List<Held> merged(
      String area, List<Held> involved, LocalDate day, List<Held> plans) {
    var into = involved.getFirst();
    approved(
        change(
            area,
            "merger",
            involved.stream().skip(1).map(one -> project(area, one.project())).toList(),
            "into",
            project(area, into.project()),
            "effectiveOn",
            String.valueOf(day)));
    var sum = involved.stream().map(Held::amounts).reduce(Sum.NOTHING, Sum::plus);
    var next =
        new Held(into.project(), day, null, new Sum(1, sum.total(), sum.early(), sum.late()));
    return Stream.concat(ended(involved, day, plans), Stream.of(next)).toList();
  }

  private static Stream<Held> ended(List<Held> ended, LocalDate day, List<Held> plans) {
    return plans.stream().map(one -> ended.contains(one) ? one.endedOn(day) : one);
  }

  private static Sum amounts(Random random) {
    var early = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
    var late = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
    var outside = BigDecimal.valueOf(random.nextLong(1_000_000_000L), 2);
    return new Sum(1, early.add(late).add(outside), early, late);
  }

  private static String project(String area, int number) {
    return area + "-145-p" + number;
  }

  private static String programme(String area, int project) {
    return area + "-145-c" + project % PROGRAMMES;
  }

  private static List<Held> loaded(String area, Random random) {
    var programmes = new StringBuilder("code,plan,nameZh\n");
    for (int i = 0; i < PROGRAMMES; i++) {
      programmes.append("%1$s-145-c%2$d,%1$s-145,类%2$d\n".formatted(area, i));
    }
    new Family("programmes").imported(programmes.toString()).statusCode(200);
    var plans =
        IntStream.rangeClosed(1, FIRST_PROJECTS)
            .mapToObj(number -> new Held(number, null, null, amounts(random)))
            .toList();
    imported(area, plans);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    return plans;
  }

  /** Imports projects, some without location and lead unit, with drafts of investment plans. */
  private static void imported(String area, List<Held> plans) {
    var projects = new StringBuilder("code,plan,area,programme,name,location,leadUnits,stage\n");
    var investments = new StringBuilder("code,plan,project,totalYuan,periodYuan,phases\n");
    for (var plan : plans) {
      var number = plan.project();
      var sum = plan.amounts();
      projects.append(
          "%1$s,%2$s-145,%2$s,%3$s,项目%4$d,%5$s,%6$s,%7$s\n"
              .formatted(
                  project(area, number),
                  area,
                  programme(area, number),
                  number,
                  number % 4 == 0 ? "" : "地点" + number % 2,
                  number % 3 == 0 ? "" : "单位" + number % 4,
                  number % 2 == 0 ? "construction" : "planning"));
      investments.append(
          "%1$s-ip1,%2$s-145,%1$s,%3$s,%4$s,2021-2022:%5$s;2023-2025:%6$s\n"
              .formatted(
                  project(area, number),
                  area,
                  sum.total(),
                  sum.early().add(sum.late()),
                  sum.early(),
                  sum.late()));
    }
    new Family("projects").imported(projects.toString()).statusCode(200);
    new Family("investment-plans").imported(investments.toString()).statusCode(200);
  }

  /** The position that includes all that was done so far. */
  private static String asOf() {
    return String.valueOf(Family.sealedPosition("projects"));
  }
}
