package dev.zhihe.projects.fund;

import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.Views;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What funds come to, beside what is stated. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FundRollupTest {
  private static final List<String> GROUPINGS = List.of("fund", "body", "fund,body");
  private static final List<String> AMOUNTS =
      List.of("committedYuan", "raisedYuan", "investedYuan");

  @Test
  void addsTheLatestMonthsAndComparesThemWithWhatIsStated() {
    var area = new FundArea("590101").loaded();
    area.entered(
        area.rows(
            "1,甲,2023-05,40,30,20,",
            "1,甲,2023-06,60,30.01,20,",
            "1,乙,2023-04,40,8,0,",
            "2,乙,2023-06,50,50,50,",
            "4,丙,2023-06,7,6,5,"));
    area.imported(area.rows("1,乙,2023-07,100,9,0,"), "")
        .statusCode(200); // a draft counts for nobody
    var path = "/v1/fund-rollups?plan=590101-145&by=";
    given()
        .get(path + "fund")
        .then()
        .statusCode(200)
        .body("by", equalTo("fund"))
        .body("on", nullValue())
        .body("additive", equalTo(true))
        .body("items.fund", contains("590101-f1", "590101-f2", "590101-f3", "590101-f4"))
        .body("items.source", contains("table-13", "table-13", "prose", "prose"))
        .body("items.positions", contains(2, 1, 0, 1))
        .body("items.statedAmountComparator", contains("eq", "gt", "approx", null))
        .body("items.reached", contains(true, false, false, null))
        .body("items.differenceYuan", contains(0.0f, 0.0f, -80.0f, null))
        .body(
            containsString(
                "{\"fund\":\"590101-f1\",\"name\":\"种子基金\",\"source\":\"table-13\",\"positions\":2,"
                    + "\"statedCountComparator\":\"eq\",\"statedCount\":2,\"statedAmountComparator\":\"eq\",\"statedAmountYuan\":100.00,"
                    + "\"committedYuan\":100.00,\"raisedYuan\":38.01,\"investedYuan\":20.00,\"differenceYuan\":0.00,\"reached\":true}"))
        .body(
            containsString(
                "\"total\":{\"positions\":4,\"committedYuan\":157.00,\"raisedYuan\":94.01,\"investedYuan\":75.00}"));
    // Within one source the stated amounts are added; their comparators differ.
    given()
        .get(path + "fund&source=table-13")
        .then()
        .body("source", equalTo("table-13"))
        .body("items.fund", contains("590101-f1", "590101-f2"))
        .body(
            containsString(
                "\"total\":{\"positions\":3,\"statedCountComparator\":\"eq\",\"statedCount\":5,\"statedAmountYuan\":150.00,"
                    + "\"committedYuan\":150.00,\"raisedYuan\":88.01,\"investedYuan\":70.00,\"differenceYuan\":0.00}"));
    // A fund of the prose has a position and states no amount, so there is no difference.
    given()
        .get(path + "fund&source=prose")
        .then()
        .body("total.statedAmountYuan", equalTo(80.0f))
        .body("total.committedYuan", equalTo(7.0f))
        .body("total.differenceYuan", nullValue())
        .body("total.reached", nullValue());
    given()
        .get(path + "body&on=2023-05-31&asOf=now")
        .then()
        .body("on", equalTo("2023-05-31"))
        .body("items.body", contains("乙", "甲"))
        .body("items.committedYuan", contains(40.0f, 40.0f))
        .body("items.fund", contains(null, null))
        .body("total.positions", equalTo(2));
    given()
        .get(path + "fund,body")
        .then()
        .body("items.fund", contains("590101-f1", "590101-f1", "590101-f2", "590101-f4"))
        .body("items.body", contains("乙", "甲", "乙", "丙"))
        .body("items.month", contains("2023-04", "2023-06", "2023-06", "2023-06"));
    given()
        .get(path + "fund&format=csv")
        .then()
        .body(
            startsWith(
                "fund,name,source,positions,statedCountComparator,statedCount,statedAmountComparator,statedAmountYuan,"
                    + "committedYuan,raisedYuan,investedYuan,differenceYuan,reached,total\r\n"))
        .body(
            containsString(
                "\r\n590101-f3,种子基金和产业基金,prose,0,,,approx,80.00,0.00,0.00,0.00,-80.00,false,false\r\n"))
        .body(endsWith("\r\n合计 total,,,4,,,,,157.00,94.01,75.00,,,true\r\n"));
    given()
        .get(path + "body&format=csv")
        .then()
        .body(startsWith("body,positions,committedYuan,raisedYuan,investedYuan,total\r\n"))
        .body(endsWith("\r\n合计 total,4,157.00,94.01,75.00,true\r\n"));
    given().get(path + "fund,body&format=xlsx").then().statusCode(200);
    for (var wrong : List.of("body,fund", "colour", "", "fund,fund")) {
      given().get(path + wrong).then().statusCode(400).body("errors[0].pointer", equalTo("/by"));
    }
    given()
        .get("/v1/fund-rollups")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/plan", "/by"));
    for (var far : List.of("+999999999-12-31", "-0001-01-01", "0001-01-01", "9999-12-31")) {
      given().get(path + "fund&on=" + far).then().statusCode(200);
    }
  }

  /** Table 13 of the plan: 12 funds, 1.4 billion yuan. The prose has other lines about the same. */
  @Test
  void knowsWhatTheFirstPlanStates() {
    new Family("funds").imported(planFile("11-funds.csv", "590102")).statusCode(200);
    var path = "/v1/fund-rollups?plan=590102-145&by=fund";
    given()
        .get(path + "&source=table-13")
        .then()
        .body("items", hasSize(4))
        .body("total.statedCount", equalTo(12))
        .body("total.statedCountComparator", equalTo("eq"))
        .body(
            containsString(
                "\"statedAmountComparator\":\"eq\",\"statedAmountYuan\":1400000000.00,"
                    + "\"committedYuan\":0.00,\"raisedYuan\":0.00,\"investedYuan\":0.00,\"differenceYuan\":-1400000000.00,\"reached\":false}"));
    given()
        .get(path)
        .then()
        .body("items", hasSize(6)) // four of the table, two of the prose with an amount
        .body("total.statedAmountYuan", nullValue())
        .body("total.statedCount", nullValue());
    var row = "590102-p%1$d,590102-145,590102-145-f%1$02d,甲,2023-06,%2$d,0,0,\n";
    var rows = new StringBuilder(FundArea.HEADER);
    for (int fund = 1; fund <= 4; fund++) {
      rows.append(row.formatted(fund, (fund == 4 ? 5 : fund + 1) * 100_000_000L));
    }
    new FundArea("590102").entered(rows.toString());
    given()
        .get(path + "&source=table-13")
        .then()
        .body("items.reached", contains(true, true, true, true))
        .body("total.reached", equalTo(true))
        .body(containsString("\"differenceYuan\":0.00,\"reached\":true}}"));
    given().get(path).then().body("items", hasSize(6));
  }

  /** A position of the model: what is adopted of a fund, body and month. */
  private record Reported(int fund, String body, YearMonth month, List<BigDecimal> amounts) {}

  /**
   * Random positions and corrections. At each position and on random days every roll-up is the sum
   * of the latest months, and all groupings have the same total.
   */
  @Test
  void everyRollUpIsTheSumOfTheLatestMonthsOnEveryDayAndAtEveryPosition() {
    var area = new FundArea("590103").loaded();
    var random = new Random(20_261_201);
    var known = new HashMap<String, Reported>();
    var moments = new LinkedHashMap<Long, List<Reported>>();
    for (int round = 0; round < 10; round++) {
      var rows = new StringBuilder(FundArea.HEADER);
      var given = new HashMap<String, Reported>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        var one = reported(random);
        given.put(key(one), one);
      }
      for (var one : given.values()) {
        rows.append(row(area, round, one));
      }
      area.entered(rows.toString());
      known.putAll(given);
      moments.put(Family.sealedPosition("fund-positions"), List.copyOf(known.values()));
    }
    moments.forEach(
        (position, then) -> {
          holds(area, then, null, "&asOf=" + position);
          var month = YearMonth.of(2021 + random.nextInt(3), 1 + random.nextInt(12));
          var day = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
          var ended = day.equals(month.atEndOfMonth()) ? month : month.minusMonths(1);
          holds(area, then, ended, "&asOf=" + position + "&on=" + day);
        });
    holds(area, List.copyOf(known.values()), null, "");
    for (var month : List.of("2021-01", "2022-02", "2022-07", "2023-12")) {
      var ended = YearMonth.parse(month);
      holds(area, List.copyOf(known.values()), ended, "&on=" + ended.atEndOfMonth());
      holds(
          area,
          List.copyOf(known.values()),
          ended.minusMonths(1),
          "&on=" + ended.atEndOfMonth().minusDays(1));
    }
  }

  private static Reported reported(Random random) {
    // 10,000,000 to 100,000,000 yuan: a comment explains any of them beside the others.
    var amounts = new ArrayList<BigDecimal>();
    for (int i = 0; i < 3; i++) {
      amounts.add(BigDecimal.valueOf(1_000_000_000 + random.nextLong(9_000_000_000L), 2));
    }
    amounts.sort((one, other) -> other.compareTo(one));
    return new Reported(
        1 + random.nextInt(4),
        List.of("甲", "乙", "丙").get(random.nextInt(3)),
        YearMonth.of(2021 + random.nextInt(3), 1 + random.nextInt(12)),
        amounts);
  }

  private static String key(Reported one) {
    return one.fund + one.body + one.month;
  }

  private static String row(FundArea area, int round, Reported one) {
    return "%s-%s-%s-r%d,%s,%s,%s,%s,%s,%s,%s,属实\n"
        .formatted(
            area.fund(one.fund),
            FundArea.hex(one.body),
            one.month,
            round,
            area.plan(),
            area.fund(one.fund),
            one.body,
            one.month,
            one.amounts.get(0),
            one.amounts.get(1),
            one.amounts.get(2));
  }

  private static void holds(
      FundArea area, List<Reported> then, @Nullable YearMonth ended, String when) {
    var latest = new TreeMap<String, Reported>();
    for (var one : then) {
      if (ended == null || !one.month.isAfter(ended)) {
        latest.merge(
            area.fund(one.fund) + " " + one.body,
            one,
            (first, second) -> first.month.isAfter(second.month) ? first : second);
      }
    }
    var totals = new ArrayList<JsonNode>();
    for (var by : GROUPINGS) {
      var expected = new TreeMap<String, List<BigDecimal>>();
      for (var one : latest.values()) {
        var key =
            switch (by) {
              case "fund" -> area.fund(one.fund);
              case "body" -> one.body;
              default -> area.fund(one.fund) + " " + one.body;
            };
        expected.merge(key, one.amounts, FundRollupTest::plus);
      }
      var rollup = rollup(area, by, when);
      var found = new TreeMap<String, List<BigDecimal>>();
      for (var line : rollup.get("items")) {
        var key = (line.path("fund").asText() + " " + line.path("body").asText()).strip();
        if (line.get("positions").asInt() > 0) {
          assertThat(found.put(key, amounts(line))).as("one line for " + key).isNull();
        } else {
          assertThat(amounts(line)).allSatisfy(amount -> assertThat(amount).isZero());
        }
      }
      assertThat(found).as(by + when).isEqualTo(expected);
      var total =
          expected.values().stream()
              .reduce(FundRollupTest::plus)
              .orElse(List.of(zero(), zero(), zero()));
      assertThat(amounts(rollup.get("total"))).as("total by " + by + when).isEqualTo(total);
      assertThat(rollup.get("total").get("positions").asInt()).isEqualTo(latest.size());
      totals.add(rollup.get("total"));
    }
    assertThat(totals).as(when).allMatch(total -> total.equals(totals.getFirst()));
  }

  private static BigDecimal zero() {
    return new BigDecimal("0.00");
  }

  private static List<BigDecimal> plus(List<BigDecimal> one, List<BigDecimal> other) {
    return List.of(
        one.get(0).add(other.get(0)), one.get(1).add(other.get(1)), one.get(2).add(other.get(2)));
  }

  private static List<BigDecimal> amounts(JsonNode line) {
    return AMOUNTS.stream()
        .map(name -> Objects.requireNonNull(line.get(name), line::toString).decimalValue())
        .map(amount -> amount.setScale(2))
        .toList();
  }

  private static JsonNode rollup(FundArea area, String by, String when) {
    return Views.tree(
        given()
            .get("/v1/fund-rollups?plan=" + area.plan() + "&by=" + by + when)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  /** A correction counts from the first day on, and what was known before stays to be read. */
  @Test
  void countsACorrectionInThePlaceOfWhatItCorrects() {
    var area = new FundArea("590104").loaded();
    area.entered(area.rows("1,甲,2023-06,60,30,20,"));
    var before = Family.sealedPosition("fund-positions");
    area.entered(FundArea.HEADER + "590104-other,590104-145,590104-f1,甲,2023-06,70,30,20,漏计\n");
    var path = "/v1/fund-rollups?plan=590104-145&by=fund";
    var expected =
        Map.of(
            "",
            70.0f,
            "&asOf=now",
            70.0f,
            "&on=2023-06-30",
            70.0f,
            "&on=2023-06-30&asOf=now",
            70.0f,
            "&on=2023-06-29",
            0.0f,
            "&asOf=" + before,
            60.0f,
            "&on=2023-06-30&asOf=" + before,
            60.0f);
    expected.forEach(
        (when, committed) ->
            given()
                .get(path + when)
                .then()
                .statusCode(200)
                .body("total.committedYuan", equalTo(committed)));
    // A kept answer is asked again once something is adopted.
    for (int i = 0; i < 3; i++) {
      given().get(path).then().body("total.committedYuan", equalTo(70.0f));
    }
    area.entered(area.rows("1,甲,2023-07,80,30,20,"));
    given().get(path).then().body("total.committedYuan", equalTo(80.0f));
  }
}
