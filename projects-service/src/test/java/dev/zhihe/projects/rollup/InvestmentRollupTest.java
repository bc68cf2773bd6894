package dev.zhihe.projects.rollup;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.Views;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sums of plans and ledger, now and at any position. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvestmentRollupTest {
  private static final List<String> PROPERTIES =
      List.of(
          "programme",
          "project",
          "leadUnit",
          "location",
          "tag",
          "stage",
          "year",
          "month",
          "source");
  private static final List<String> KINDS = List.of("arranged", "completed", "paid");

  @Test
  void addsUpPlansAndLedgerByOnePropertyOrTwo() {
    var area = new LedgerArea("572001").loaded();
    area.entered(
        area.row(1, 1, "arranged", "2021-03", "50000000", "fiscal")
            + area.row(2, 1, "completed", "2021-04", "30000000.01", "fiscal")
            + area.row(3, 2, "completed", "2022-04", "20000000", "social")
            + area.row(4, 3, "paid", "2023-01", "0.09", "fund"));
    var path = "/v1/investment-rollups?plan=572001-145&by=";
    given()
        .get(path + "programme&on=2022-12-31")
        .then()
        .statusCode(200)
        .body("by", equalTo("programme"))
        .body("on", equalTo("2022-12-31"))
        .body("additive", equalTo(true))
        .body("lightRule.edition", equalTo(1))
        .body("items.programme", contains("572001-c1", "572001-c2"))
        .body("items.projects", contains(2, 1))
        // 50,000,000.01 of 160,000,000, where 2 of 5 years are over
        .body(
            containsString(
                "\"completionRatePercent\":31.25,\"timeProgressPercent\":39.98,\"light\":\"warning\""))
        .body("items[1].light", equalTo("normal"))
        .body("items[1].timeProgressPercent", equalTo(0.0f))
        .body("total.light", equalTo("warning"))
        .body(containsString("\"total\":{\"projects\":3,\"totalYuan\":230000000.00,"))
        .body(
            containsString(
                "\"arrangedYuan\":50000000.00,\"completedYuan\":50000000.01,\"paidYuan\":0.00,"));
    given()
        .get(path + "leadUnit,year")
        .then()
        .body("items.leadUnit", contains("区科技局", "区科技局", "区经信委"))
        .body("items.year", contains(2021, 2023, 2022))
        .body("items[0].projects", nullValue())
        .body("items[0].light", nullValue())
        .body("total.projects", equalTo(3))
        .body(containsString("\"paidYuan\":0.09"));
    given()
        .get(path + "tag")
        .then()
        .body("additive", equalTo(false))
        .body("items.tag", contains("续建", "重点", null))
        .body("items.projects", contains(1, 2, 1))
        .body("total.projects", equalTo(3));
    given()
        .get(path + "location,source&format=csv")
        .then()
        .body(containsString("location,source,projects,"))
        .body(containsString("大学城,fiscal,,,,,,50000000.00,30000000.01,0.00,,,,false\r\n"))
        .body(containsString("合计 total,,3,230000000.00,"))
        .body(endsWith(",true\r\n"));
    for (var property : PROPERTIES) {
      given().get(path + property + "&format=xlsx").then().statusCode(200);
    }
    for (var wrong : List.of("programme,programme", "programme,tag,year", "colour,year", "")) {
      given().get(path + wrong).then().statusCode(400).body("errors[0].pointer", equalTo("/by"));
    }
  }

  /** An entry of the model: what the ledger should have. */
  private record Entered(
      String code, int project, String kind, String month, BigDecimal amount, String source) {}

  /**
   * Random entries and reversals. At each position every roll-up is the sum of its entries, and any
   * two properties give the same total. Once everything is reversed, all sums are zero.
   */
  @Test
  void everyRollUpIsTheSumOfItsEntriesAtEveryPosition() {
    var area = new LedgerArea("572003").loaded();
    var random = new Random(20_261_130);
    var ledger = new ArrayList<Entered>();
    var moments = new LinkedHashMap<Long, List<Entered>>();
    for (int round = 0; round < 12; round++) {
      var rows = new StringBuilder();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        var entry =
            new Entered(
                area.entry(round * 10 + i),
                1 + random.nextInt(3),
                KINDS.get(random.nextInt(3)),
                "202%d-%02d".formatted(1 + random.nextInt(4), 1 + random.nextInt(12)),
                // 1,000,000 to 200,000,000 yuan: a comment explains any of them beside the others.
                BigDecimal.valueOf(100_000_000 + random.nextLong(19_900_000_000L), 2),
                List.of("fiscal", "enterprise", "fund", "social").get(random.nextInt(4)));
        ledger.add(entry);
        rows.append(
            area.row(
                round * 10 + i,
                entry.project,
                entry.kind,
                entry.month,
                entry.amount.toPlainString(),
                entry.source));
      }
      area.entered(rows.toString());
      if (random.nextInt(2) == 0) {
        reverse(area, ledger, ledger.get(random.nextInt(ledger.size())));
      }
      moments.put(Family.sealedPosition("projects"), List.copyOf(ledger));
    }
    moments.forEach(
        (position, then) -> {
          var first = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
          var second = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
          holds(area, first, then, "&asOf=" + position);
          if (!first.equals(second)) {
            holds(area, first + "," + second, then, "&asOf=" + position);
          }
        });
    for (var one : PROPERTIES) {
      holds(area, one, ledger, "");
      PROPERTIES.stream()
          .filter(other -> !other.equals(one))
          .forEach(other -> holds(area, one + "," + other, ledger, ""));
    }
    List.copyOf(ledger).forEach(entry -> reverse(area, ledger, entry));
    for (var one : PROPERTIES) {
      var rollup = rollup(area, one, "");
      for (var kind : KINDS) {
        assertThat(money(rollup.get("total"), kind)).isZero();
        rollup.get("items").forEach(line -> assertThat(money(line, kind)).isZero());
      }
    }
  }

  private static void reverse(LedgerArea area, List<Entered> ledger, Entered entry) {
    var isReversal = entry.amount.signum() < 0;
    var isReversed = ledger.stream().anyMatch(one -> one.code.equals(entry.code + "-r"));
    if (!isReversal && !isReversed) {
      area.reversed(entry.code);
      ledger.add(
          new Entered(
              entry.code + "-r",
              entry.project,
              entry.kind,
              entry.month,
              entry.amount.negate(),
              entry.source));
    }
  }

  private static void holds(LedgerArea area, String by, List<Entered> ledger, String when) {
    var rollup = rollup(area, by, when);
    var expected = new TreeMap<String, Map<String, BigDecimal>>();
    for (var entry : ledger) {
      keys(area, entry, List.of(by.split(",", -1)))
          .forEach(
              key ->
                  expected
                      .computeIfAbsent(key, none -> new TreeMap<>())
                      .merge(entry.kind, entry.amount, BigDecimal::add));
    }
    var found = new TreeMap<String, Map<String, BigDecimal>>();
    rollup
        .get("items")
        .forEach(
            line -> {
              var key = new ArrayList<String>();
              for (var property : by.split(",", -1)) {
                key.add(line.path(property).asText("null"));
              }
              for (var kind : KINDS) {
                if (money(line, kind).signum() != 0) {
                  found
                      .computeIfAbsent(key.toString(), none -> new TreeMap<>())
                      .put(kind, money(line, kind));
                }
              }
            });
    expected.values().forEach(sums -> sums.values().removeIf(sum -> sum.signum() == 0));
    expected.values().forEach(sums -> sums.replaceAll((kind, sum) -> sum.stripTrailingZeros()));
    expected.values().removeIf(Map::isEmpty);
    assertThat(found).as(by + when).isEqualTo(expected);
    for (var kind : KINDS) {
      assertThat(money(rollup.get("total"), kind))
          .as("the total of " + kind + " by " + by + when)
          .isEqualByComparingTo(
              ledger.stream()
                  .filter(entry -> entry.kind.equals(kind))
                  .map(Entered::amount)
                  .reduce(new BigDecimal("0.00"), BigDecimal::add));
    }
  }

  /** The lines in which an entry counts. */
  private static List<String> keys(LedgerArea area, Entered entry, List<String> by) {
    var keys = List.<List<String>>of(List.of());
    for (var property : by) {
      var next = new ArrayList<List<String>>();
      for (var key : keys) {
        for (var value : values(area, entry, property)) {
          var longer = new ArrayList<>(key);
          longer.add(value);
          next.add(longer);
        }
      }
      keys = next;
    }
    return keys.stream().map(Object::toString).toList();
  }

  private static List<String> values(LedgerArea area, Entered entry, String property) {
    return switch (property) {
      case "programme" -> List.of(area.area() + (entry.project == 3 ? "-c2" : "-c1"));
      case "project" -> List.of(area.project(entry.project));
      case "leadUnit" -> List.of(entry.project == 2 ? "区经信委" : "区科技局");
      case "location" -> List.of(entry.project == 3 ? "null" : "大学城");
      case "tag" ->
          switch (entry.project) {
            case 1 -> List.of("重点", "续建");
            case 2 -> List.of("重点");
            default -> List.of("null");
          };
      case "stage" -> List.of(entry.project == 3 ? "planning" : "construction");
      case "year" -> List.of(entry.month.substring(0, 4));
      case "month" -> List.of(entry.month);
      default -> List.of(entry.source);
    };
  }

  private static JsonNode rollup(LedgerArea area, String by, String when) {
    return Views.tree(
        given()
            .get("/v1/investment-rollups?plan=" + area.plan() + "&by=" + by + when)
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  private static BigDecimal money(JsonNode line, String kind) {
    return Objects.requireNonNull(line.get(kind + "Yuan"), line::toString)
        .decimalValue()
        .stripTrailingZeros();
  }

  /** What changed before is summed as it was then. */
  @Test
  void sumsAProjectWhereItWasThen() {
    var area = new LedgerArea("572004").loaded();
    area.entered(area.row(1, 1, "paid", "2023-06", "5", "fiscal"));
    var before = Family.sealedPosition("projects");
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,location,stage\n572004-p1,572004-145,572004,572004-c1,实验室,高新区,construction\n",
            "?onExisting=update")
        .statusCode(200);
    var path = "/v1/investment-rollups?plan=572004-145&by=location";
    given()
        .get(path)
        .then()
        .body("items.location", contains("大学城", "高新区", null))
        .body("items.paidYuan", contains(0.0f, 5.0f, 0.0f));
    given()
        .get(path + "&asOf=" + before)
        .then()
        .body("items.location", contains("大学城", null))
        .body("items.paidYuan", contains(5.0f, 0.0f));
    var now = given().get(path + "&asOf=now").then().extract();
    assertThat(now.asString()).isEqualTo(given().get(path).asString());
    assertThat(
            given()
                .get(path + "&asOf=" + now.header("Zhihe-As-Of").replaceAll(".*/", ""))
                .asByteArray())
        .isEqualTo(now.asByteArray());
  }

  /** The parameter and the answer's property have one form, which names each property. */
  @Test
  void theContractNamesTheProperties() throws IOException {
    var words = String.join("|", PROPERTIES);
    assertThat(Files.readAllLines(Path.of("openapi.yaml")))
        .filteredOn(line -> line.contains("pattern: \"^(%1$s)(,(%1$s))?$\"".formatted(words)))
        .hasSize(2);
    assertThat(Stream.of(InvestmentRollupBy.values()).map(Views::word))
        .containsExactlyElementsOf(PROPERTIES);
  }

  /** A roll-up that is kept is asked again after an entry was accepted. */
  @Test
  void aKeptRollUpHasTheEntryThatIsAcceptedNext() {
    var area = new LedgerArea("572005").loaded();
    var path = "/v1/investment-rollups?plan=572005-145&by=programme&on=2023-12-31";
    for (var address : List.of(path, path.replace("&on=2023-12-31", ""))) {
      for (int i = 0; i < 3; i++) {
        given().get(address).then().body("lightRule", nullValue());
      }
    }
    area.entered(area.row(1, 1, "paid", "2023-06", "5", "fiscal"));
    for (var address : List.of(path, path.replace("&on=2023-12-31", ""))) {
      for (int i = 0; i < 3; i++) {
        given().get(address).then().body(containsString("\"paidYuan\":5.00"));
      }
    }
    area.entered(area.row(2, 1, "paid", "2023-07", "6", "fiscal"));
    for (var address : List.of(path, path.replace("&on=2023-12-31", ""))) {
      given().get(address).then().body(containsString("\"paidYuan\":11.00"));
    }
  }
}
