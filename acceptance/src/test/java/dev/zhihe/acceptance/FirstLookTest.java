package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the README promises to somebody who has just started the suite. */
class FirstLookTest {
  private final RunningSuite suite = RunningSuite.get();

  @Test
  void showsTheIndicatorsOfBothPlans() {
    assertThat(suite.all("/v1/indicators?plan=500106-145&kind=headline")).hasSize(12);
    assertThat(suite.all("/v1/indicators?plan=500106-135&kind=headline")).hasSize(13);
    assertThat(suite.all("/v1/targets?plan=500106-145")).hasSize(12 + 147);
    assertThat(suite.all("/v1/targets?plan=500106-135&year=2020")).hasSize(13);
  }

  /** Table 1, whose verdicts are printed: 是 是 是 否 是 否 否 是 否 —— 是 是 是. */
  @Test
  void judgesTableOneAsItIsPrinted() {
    var printed = Map.of("met", "是", "not_met", "否", "not_collected", "——");
    var told = new TreeMap<String, String>();
    RunningSuite.json(suite.get("/v1/assessments?plan=500106-135&on=2020-12-31"))
        .get("items")
        .forEach(
            line ->
                told.put(
                    line.get("target").asText(),
                    printed.getOrDefault(line.get("verdict").asText(), "none of these")));
    var expected = new TreeMap<String, String>();
    suite
        .all("/v1/targets?plan=500106-135&year=2020")
        .forEach(
            target ->
                expected.put(target.get("code").asText(), target.get("verdictPrinted").asText()));
    assertThat(told).hasSize(13).isEqualTo(expected);
    assertThat(
            RunningSuite.json(suite.get("/v1/assessments?plan=500106-145&on=2023-06-30"))
                .get("items"))
        .hasSize(12 + 147);
  }

  @Test
  void addsUpTheMajorProjectsToTheirStatedTotal() {
    assertThat(suite.all("/v1/projects?plan=500106-145")).hasSize(43);
    assertThat(suite.all("/v1/programmes?plan=500106-145")).hasSize(7);
    var rollup =
        RunningSuite.json(suite.get("/v1/investment-rollups?by=programme&plan=500106-145"));
    assertThat(rollup.at("/total/projects").asInt()).isEqualTo(43);
    assertThat(rollup.at("/total/totalYuan").decimalValue())
        .isEqualByComparingTo(new BigDecimal("44565000000"));
    var stated =
        suite.all("/v1/stated-totals?plan=500106-145").stream()
            .filter(total -> !total.has("programme"))
            .map(total -> total.get("totalYuan").decimalValue());
    assertThat(stated)
        .isNotEmpty()
        .allMatch(total -> total.compareTo(new BigDecimal("44565000000")) == 0);
  }

  @Test
  void holdsThePlatformsOfTheDocument() {
    assertThat(suite.all("/v1/platforms?area=500106")).hasSize(219);
  }

  /** The fictional plan of the demo area: each kind of verdict, and each act on the way to it. */
  @Test
  void hasADemoPlanWithSomethingToLookAt() {
    assertThat(verdicts("2023-06-30"))
        .contains("ahead", "on_track", "behind", "moving_away", "no_data", "not_quantified");
    assertThat(verdicts("2026-06-30")).contains("met", "not_met", "no_data");
    assertThat(suite.all("/v1/target-parts?plan=000000-145")).hasSizeGreaterThan(10);
    assertThat(suite.all("/v1/target-adjustments?plan=000000-145"))
        .singleElement()
        .satisfies(
            adjustment -> assertThat(adjustment.get("status").asText()).isEqualTo("approved"));
    assertThat(suite.all("/v1/reports?plan=000000-145"))
        .singleElement()
        .satisfies(report -> assertThat(report.get("status").asText()).isEqualTo("published"));
    assertThat(suite.get("/v1/reports/000000-145-mid-term-1/files/pdf").statusCode())
        .isEqualTo(200);
    assertThat(
            RunningSuite.json(suite.get("/v1/reports/000000-145-mid-term-1/corrections"))
                .get("items"))
        .extracting(correction -> correction.get("observation").asText())
        .containsExactlyInAnyOrder("000000-o-rd-intensity-2022", "000000-o-incubation-area-2022");
    assertThat(suite.all("/v1/observations/000000-o-rd-intensity-2022/versions"))
        .extracting(version -> version.get("value").asText())
        .containsExactly("2.75", "2.65");
    assertThat(suite.all("/v1/observations?area=000000&expand=indicator"))
        .allSatisfy(figure -> assertThat(figure.get("nameZh").asText()).startsWith("演示·"));
  }

  private Set<String> verdicts(String day) {
    var verdicts = new HashSet<String>();
    RunningSuite.json(suite.get("/v1/assessments?plan=000000-145&on=" + day))
        .get("items")
        .forEach(line -> verdicts.add(line.get("verdict").asText()));
    return verdicts;
  }

  @Test
  void loadsTheDemoOnce() {
    var before = suite.feed("indicators").size();
    assertThat(suite.run("load", "../demo")).contains("is loaded already");
    assertThat(suite.run("load", "--update", "../demo"))
        .contains("0 created, 0 updated", "done before");
    assertThat(suite.feed("indicators")).hasSize(before);
  }

  @Test
  void givesEveryListAsCsvToo() {
    var csv = suite.get("/v1/investment-rollups?by=programme&plan=500106-145&format=csv");
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.body().lines())
        .hasSize(9)
        .last()
        .asString()
        .startsWith("合计 total,43,44565000000.00,");
  }

  @Test
  void documentsEveryFamilyUnderOneOrigin() {
    var contract = RunningSuite.json(suite.get("/openapi"));
    assertThat(contract.get("openapi").asText()).startsWith("3.1");
    var operations = new HashSet<String>();
    contract
        .get("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      if (operation.has("operationId")) {
                        assertThat(operations.add(operation.get("operationId").asText())).isTrue();
                      }
                    }));
    assertThat(operations)
        .contains(
            "listIndicators",
            "listTargets",
            "adoptPlan",
            "listProjects",
            "listPlatforms",
            "importPlatforms");
    assertThat(suite.get("/docs").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsTheHealthOfTheWhole() {
    assertThat(suite.get("/health").statusCode()).isEqualTo(200);
    assertThat(suite.run("status"))
        .contains(
            "indicators", "projects", "platforms", "keycloak", "kafka", "postgres", "gateway");
  }

  @Test
  void givesTokensToPeopleAndSystemsAndRefusesOthers() {
    for (var name :
        new String[] {
          "editor-demo", "reviewer-demo", "operator-demo", "admin-demo", "consumer-demo"
        }) {
      assertThat(suite.getAs(name, "/v1/plans").statusCode()).as(name).isEqualTo(200);
    }
    assertThat(
            suite.get("/v1/plans", "Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.").statusCode())
        .isEqualTo(401);
    assertThat(suite.get("/v1/plans?fitler=1").statusCode()).isEqualTo(400);
    assertThat(suite.get("/v1/nothing-like-this").statusCode()).isEqualTo(404);
  }

  @Test
  void changesAndLogsNothingWhenThePlanIsLoadedAgain() throws Exception {
    var plan = java.nio.file.Path.of("..", "plan");
    for (var service : RunningSuite.SERVICES) {
      assertThat(suite.feed(service)).isNotEmpty();
    }
    var before = RunningSuite.SERVICES.stream().map(service -> suite.feed(service).size()).toList();
    try (var files = java.nio.file.Files.newDirectoryStream(plan, "[0-9]*.csv")) {
      for (var file : files) {
        var family = file.getFileName().toString().replaceAll("^\\d+-|\\.csv$", "");
        var result = RunningSuite.json(suite.load(family, java.nio.file.Files.readString(file)));
        assertThat(result.get("unchanged")).as(family).isEqualTo(result.get("rows"));
      }
    }
    assertThat(RunningSuite.SERVICES.stream().map(service -> suite.feed(service).size()).toList())
        .isEqualTo(before);
  }
}
