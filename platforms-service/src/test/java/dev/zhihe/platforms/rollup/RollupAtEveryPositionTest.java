package dev.zhihe.platforms.rollup;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.Parks;
import dev.zhihe.platforms.rollup.Reported.Place;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.config.JsonPathConfig;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random reports of two areas: submitted, accepted, returned, withdrawn, amended, nil. At every
 * position each roll-up is the sum of what was accepted then.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollupAtEveryPositionTest {
  private static final List<String> AREAS = List.of("188001", "188002");
  private static final List<String> TYPES = List.of("park", "innovation_park", "ecosystem");
  private static final YearMonth FIRST = YearMonth.of(2025, 7);
  private static final int MONTHS = 16;
  private static final int PLATFORMS = 6;

  /** The ecosystems and clusters of platforms, by number. */
  private static final Map<Integer, Map<String, List<Integer>>> WHOLES =
      Map.of(
          1, Map.of("ecosystem", List.of(2), "cluster", List.of(6)),
          3, Map.of("ecosystem", List.of(2, 5)),
          4, Map.of("cluster", List.of(6)));

  private static final int ROUNDS = 9;
  private static final List<String> PROPERTIES =
      List.of("area", "type", "level", "operator", "platform", "ecosystem", "cluster", "period");
  private static final List<String> OPTIONAL =
      List.of(
          "incubationAreaM2",
          "publicServiceAreaM2",
          "techFirms",
          "highTechFirms",
          "universityLinkedFirms",
          "employees",
          "graduatesHired",
          "revenueYuan",
          "outputYuan",
          "rdSpendingYuan",
          "taxesYuan",
          "investmentReceivedYuan",
          "patentApplications",
          "patentsGranted");

  private final Random random = new Random(20_261_201);

  /** What was accepted by a position. */
  private record Known(long position, Map<String, Reported> accepted) {}

  @Test
  void everyRollUpIsTheSumOfWhatWasAcceptedAtEveryPosition() {
    var places = AREAS.stream().flatMap(area -> loaded(area).stream()).toList();
    var accepted = new LinkedHashMap<String, Reported>();
    var known = new ArrayList<Known>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 5; i++) {
        next(places, accepted);
      }
      known.add(new Known(Family.sealedPosition("platforms"), Map.copyOf(accepted)));
    }
    assertThat(accepted.values().stream().filter(Reported::nil)).isNotEmpty();
    for (var one : known) {
      for (var by : PROPERTIES) {
        requireSums(one, places, by, one.position());
        requireSums(one, places, by + "," + other(by), one.position());
      }
    }
    requireSums(known.getLast(), places, "type", null);
    requireSums(known.getLast(), places, "operator,period", null);
  }

  private String other(String by) {
    var others = new ArrayList<>(PROPERTIES);
    others.remove(by);
    return others.get(random.nextInt(others.size()));
  }

  /** Asks for a roll-up of random bounds, and works it out again. */
  private void requireSums(Known known, List<Place> places, String by, @Nullable Long position) {
    // Without an area there are the platforms of all other tests, too.
    var area =
        by.contains("area") && !by.contains("platform") ? null : AREAS.get(random.nextInt(2));
    var kind = random.nextInt(4) == 0 ? "quarter" : "month";
    var on = random.nextBoolean() ? null : day();
    var from = random.nextBoolean() ? null : day();
    var to = random.nextInt(3) > 0 ? null : FIRST.plusMonths(MONTHS).atDay(1);
    var path =
        "/v1/occupancy-rollups?by="
            + by
            + "&kind="
            + kind
            + (area == null ? "" : "&area=" + area)
            + (position == null ? "" : "&asOf=" + position)
            + (on == null ? "" : "&on=" + on)
            + (from == null ? "" : "&from=" + from)
            + (to == null ? "" : "&to=" + to);
    var ofAll =
        known.accepted().values().stream()
            .filter(report -> AREAS.contains(report.place().area()))
            .filter(report -> kind.equals(report.period().contains("-q") ? "quarter" : "month"))
            .filter(report -> on == null || !report.end().isAfter(on))
            .filter(report -> from == null || !report.start().isBefore(from))
            .filter(report -> to == null || !report.end().isAfter(to))
            .toList();
    var counted =
        RollupOracle.withoutWholes(ofAll).stream()
            .filter(report -> area == null || report.place().area().equals(area))
            .toList();
    var summed = RollupOracle.summed(ofAll);
    var answer =
        given()
            .get(path)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath(new JsonPathConfig(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    var properties = List.of(by.split(",", -1));
    var lines = new TreeMap<String, Map<String, String>>();
    answer
        .<Map<String, Object>>getList("items")
        .forEach(
            line -> {
              var key =
                  properties.stream()
                      .map(name -> " " + line.get(name.equals("period") ? "periodStart" : name))
                      .collect(Collectors.joining());
              // By area alone, other tests' areas are in the answer, too.
              if (!properties.contains("area") || AREAS.contains(line.get("area"))) {
                assertThat(lines.put(key, RollupOracle.answered(line))).isNull();
              }
            });
    var expected = new TreeMap<String, Map<String, String>>();
    var groups = new TreeMap<String, List<Reported>>();
    counted.forEach(
        report ->
            RollupOracle.keys(properties, report)
                .forEach(
                    key -> groups.computeIfAbsent(key, none -> new ArrayList<>()).add(report)));
    var ofPeriods = properties.contains("period");
    groups.forEach(
        (key, reports) ->
            expected.put(key, RollupOracle.line(reports, ofPeriods ? Set.of() : summed)));
    if (!ofPeriods) {
      // Platforms that can report have a line before they do.
      places.stream()
          .filter(place -> area == null || place.area().equals(area))
          .filter(place -> !isWhole(place, places))
          .map(place -> Reported.of(place, FIRST.atDay(1), FIRST.atEndOfMonth(), "", Map.of()))
          .flatMap(report -> RollupOracle.keys(properties, report).stream())
          .forEach(key -> expected.putIfAbsent(key, RollupOracle.line(List.of(), Set.of())));
    }
    assertThat(lines).as(path).isEqualTo(expected);
    if (area != null) {
      assertThat(RollupOracle.answered(answer.getMap("total")))
          .as(path)
          .isEqualTo(RollupOracle.line(counted, summed));
    }
  }

  /** Whether others are within it: it cannot report beside them. */
  private static boolean isWhole(Place whole, List<Place> places) {
    return places.stream()
        .anyMatch(
            place ->
                place.wholes().values().stream().anyMatch(codes -> codes.contains(whole.code())));
  }

  private LocalDate day() {
    return FIRST.atDay(1).plusDays(random.nextInt(MONTHS * 30));
  }

  /** Something that may become of a random report. */
  private void next(List<Place> places, Map<String, Reported> accepted) {
    var report = report(places.get(random.nextInt(places.size())));
    if (accepted.containsKey(report.code())) {
      amend(report, accepted);
      return;
    }
    var path = "/v1/occupancy-reports/" + report.code();
    var status = given().auth().oauth2(token()).get(path).then().extract();
    if (status.statusCode() == 200) {
      // It was left under review or returned: it is withdrawn, and sent again.
      operator(report.place())
          .header("If-Match", status.header("ETag"))
          .delete(path)
          .then()
          .statusCode(204);
    }
    var version =
        operator(report.place())
            .body(body(report))
            .post("/v1/occupancy-reports")
            .then()
            .statusCode(201)
            .extract()
            .header("ETag");
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 ->
          rita(version).body(Map.of("reason", "请核对")).post(path + "/return").then().statusCode(200);
      default -> {
        rita(version).post(path + "/acceptance").then().statusCode(200);
        accepted.put(report.code(), report);
      }
    }
  }

  /** Two of three amendments are accepted. One that is not stays under review. */
  private void amend(Reported report, Map<String, Reported> accepted) {
    var body = body(report);
    body.put("amends", report.code());
    var answer = operator(report.place()).body(body).post("/v1/occupancy-reports").then().extract();
    if (answer.statusCode() == 201 && random.nextInt(3) > 0) {
      rita(answer.header("ETag"))
          .post(answer.header("Location") + "/acceptance")
          .then()
          .statusCode(200);
      accepted.put(report.code(), report);
    } else {
      assertThat(answer.statusCode()).isIn(201, 409, 422);
    }
  }

  private static Map<String, Object> body(Reported report) {
    var body = new HashMap<String, Object>(report.figures());
    body.put("platform", report.place().code());
    body.put("period", report.period());
    body.put("comment", "已核对");
    if (report.nil()) {
      body.put("kind", "nil");
    }
    return body;
  }

  /** A report with random figures that keep the rules; one of eight is a nil report. */
  private Reported report(Place place) {
    var quarter = random.nextInt(4) == 0;
    var month =
        FIRST.plusMonths(quarter ? random.nextInt(MONTHS / 3) * 3L : random.nextInt(MONTHS));
    var end = quarter ? month.plusMonths(2) : month;
    var period = period(place.area(), month, quarter);
    if (random.nextInt(8) == 0) {
      return Reported.of(place, month.atDay(1), end.atEndOfMonth(), period, Map.of());
    }
    var figures = new HashMap<String, BigDecimal>();
    figures.put("usableAreaM2", number(1_000_000, 1_400_000, 2));
    figures.put("occupiedAreaM2", number(500_000, 900_000, 2));
    figures.put("incubationAreaM2", number(500_000, 900_000, 2));
    figures.put("publicServiceAreaM2", number(50_000, 90_000, 2));
    figures.put("tenantsAtStart", number(40, 60, 0));
    for (var some : List.of("newTenants", "leftTenants", "graduatedTenants")) {
      figures.put(some, number(0, 6, 0));
    }
    figures.put(
        "tenants",
        figures
            .get("tenantsAtStart")
            .add(figures.get("newTenants"))
            .subtract(figures.get("leftTenants"))
            .subtract(figures.get("graduatedTenants")));
    figures.put("techFirms", number(15, 20, 0));
    figures.put("highTechFirms", number(10, 15, 0));
    figures.put("universityLinkedFirms", number(10, 20, 0));
    figures.put("employees", number(500, 900, 0));
    for (var some : List.of("graduatesHired", "patentApplications", "patentsGranted")) {
      figures.put(some, number(3, 9, 0));
    }
    for (var money :
        List.of(
            "revenueYuan", "outputYuan", "rdSpendingYuan", "taxesYuan", "investmentReceivedYuan")) {
      figures.put(money, number(100_000_000, 300_000_000, 2));
    }
    OPTIONAL.stream().filter(figure -> random.nextInt(5) == 0).forEach(figures::remove);
    return Reported.of(place, month.atDay(1), end.atEndOfMonth(), period, figures);
  }

  private BigDecimal number(int least, int most, int scale) {
    return BigDecimal.valueOf(random.nextInt(least, most), scale);
  }

  private static String period(String area, YearMonth month, boolean quarter) {
    return quarter
        ? "%s-%d-q%d".formatted(area, month.getYear(), (month.getMonthValue() + 2) / 3)
        : "%s-%d-m%02d".formatted(area, month.getYear(), month.getMonthValue());
  }

  /** Operators, platforms and periods of an area. */
  private static List<Place> loaded(String area) {
    var places = new ArrayList<Place>();
    var operators = new StringBuilder("code,area,name,creditCode\n");
    var platforms = new StringBuilder("code,area,name,type,stage,operator,partOf,locatedIn\n");
    for (int i = 1; i <= 2; i++) {
      operators.append(
          "%1$s-op-%2$d,%1$s,公司%2$d,%3$s\n".formatted(area, i, Parks.creditCode(area, i)));
    }
    for (int i = 1; i <= PLATFORMS; i++) {
      var place =
          new Place(
              area + "-pf-" + i,
              area,
              i == PLATFORMS ? "incubator_cluster" : TYPES.get(i % 3),
              area + "-op-" + (1 + i % 2),
              WHOLES.getOrDefault(i, Map.of()).entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          whole ->
                              whole.getValue().stream().map(n -> area + "-pf-" + n).toList())));
      places.add(place);
      var wholes = place.wholes().values().stream().flatMap(List::stream).toList();
      platforms.append(
          "%s,%s,园区%d,%s,completed,%s,%s,%s\n"
              .formatted(
                  place.code(),
                  area,
                  i,
                  place.type(),
                  place.operator(),
                  // Of several, one is where it is.
                  String.join(";", wholes.subList(0, Math.max(0, wholes.size() - 1))),
                  wholes.isEmpty() ? "" : wholes.getLast()));
    }
    var periods = new StringBuilder("code,area,startDate,endDate,dueDate,reviewDueDate\n");
    Stream.iterate(FIRST, month -> month.plusMonths(1))
        .limit(MONTHS)
        .forEach(
            month -> {
              periods.append(row(area, month, month, false));
              if (month.getMonthValue() % 3 == 1) {
                periods.append(row(area, month, month.plusMonths(2), true));
              }
            });
    new Family("operators").imported(operators.toString()).statusCode(200);
    new Family("platforms").imported(platforms.toString()).statusCode(200);
    new Family("reporting-periods").imported(periods.toString()).statusCode(200);
    return places;
  }

  private static String row(String area, YearMonth first, YearMonth last, boolean quarter) {
    return "%s,%s,%s,%s,%s,%s\n"
        .formatted(
            period(area, first, quarter),
            area,
            first.atDay(1),
            last.atEndOfMonth(),
            last.plusMonths(1).atDay(10),
            last.plusMonths(1).atDay(20));
  }

  private static Request operator(Place place) {
    var number = place.operator().charAt(place.operator().length() - 1) - '0';
    return asOperator("olga", Parks.creditCode(place.area(), number))
        .contentType("application/json");
  }

  private static Request rita(String version) {
    return as("rita", "reviewer").contentType("application/json").header("If-Match", version);
  }

  private static String token() {
    return Tokens.of("rita", "reviewer");
  }
}
