package dev.zhihe.indicators.assessment;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Answers about positions before the upgrade. The files in {@code golden} are what the release
 * before answered; they never change.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FirstEditionTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String PLAN = "430119-145";

  private static Map<String, String> questions() {
    var questions = new LinkedHashMap<String, String>();
    for (var method : List.of("", "attainment", "time-progress", "required-growth")) {
      var named = method.isEmpty() ? "" : "&method=" + method;
      for (var day : List.of("2023-06-30", "2026-01-15")) {
        questions.put(
            "assessment-" + day + (method.isEmpty() ? "" : "-" + method) + ".json",
            "/v1/assessments?plan=" + PLAN + "&on=" + day + named);
      }
    }
    questions.put("assessment.csv", "/v1/assessments?plan=" + PLAN + "&on=2023-06-30&format=csv");
    questions.put(
        "scorecards-category.json", "/v1/scorecards?plan=" + PLAN + "&on=2023-06-30&by=category");
    questions.put(
        "scorecards.csv", "/v1/scorecards?plan=" + PLAN + "&on=2023-06-30&by=kind&format=csv");
    return questions;
  }

  /** The answers at a position. Links name it, and it differs from run to run. */
  private static Map<String, String> answers(long position) {
    var answers = new LinkedHashMap<String, String>();
    questions()
        .forEach(
            (file, path) -> {
              var answer = given().get(path + "&asOf=" + position);
              assertThat(answer.statusCode()).as(path).isEqualTo(200);
              answers.put(
                  file,
                  new String(answer.asByteArray(), StandardCharsets.UTF_8)
                      .replaceAll("asOf=[^&\"]*", "asOf="));
            });
    return answers;
  }

  @Test
  void answersAboutPositionsBeforeTheUpgradeKeepTheirBytes() throws IOException, SQLException {
    aPlanOfEveryKind();
    var before = Family.sealedPosition("targets");
    upgradedAfter(before);
    try {
      var now = given().get("/v1/assessments?plan=" + PLAN + "&on=2023-06-30");
      assertThat(new String(now.asByteArray(), StandardCharsets.UTF_8))
          .as("no change yet: the answer names the position before the upgrade")
          .isEqualTo(Files.readString(GOLDEN.resolve("assessment-2023-06-30.json")));
      new Family("plans")
          .imported("code,area,nameZh,startYear,endYear\n430119-155,430119,其后,2026,2030\n")
          .statusCode(200);
      given()
          .get("/v1/assessments?plan=" + PLAN + "&on=2023-06-30&method=annual")
          .then()
          .statusCode(200)
          .body("items.methodVersion", everyItem(equalTo(1)));
      given()
          .get("/v1/assessments?plan=" + PLAN + "&on=2023-06-30&asOf=now")
          .then()
          .statusCode(200)
          .body("items.methodVersion", everyItem(equalTo(2)))
          .body("items.nameEn", everyItem(startsWith("Indicator ")));
      for (var answer : answers(before).entrySet()) {
        assertThat(answer.getValue())
            .as(answer.getKey())
            .isEqualTo(Files.readString(GOLDEN.resolve(answer.getKey())));
      }
      given()
          .get("/v1/assessments?plan=" + PLAN + "&method=annual&asOf=" + before)
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("/method"));
      Family.asEditor()
          .contentType("application/json")
          .body(
              Map.of(
                  "plan",
                  PLAN,
                  "kind",
                  "mid_term",
                  "on",
                  "2023-06-30",
                  "asOf",
                  "" + before,
                  "method",
                  "annual"))
          .post("/v1/reports")
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/method"))
          .body("errors.code", contains("unknown-method"));
      filesOfListsHaveTheColumnsOfThen(before);
      reportsOfBeforeAreProvedByTheRulesOfThen(before);
    } finally {
      upgradedAfter(0);
    }
  }

  /** The header lines are those of the release before. */
  private static void filesOfListsHaveTheColumnsOfThen(long before) {
    var headers =
        Map.of(
            "/v1/indicators?limit=5",
            "code,nameZh,nameEn,aliases,kind,unit,direction,nature,attribute,category,definition,leadDepartment,frequency,sharing,numerator,denominator,factor,retiredOn,replacedBy,plans,document,sourceLine",
            "/v1/targets?plan=" + PLAN,
            "code,plan,indicator,area,board,scope,year,yearBasis,comparator,value,valueMax,baselineValue,baselineYear,valuePrinted,measure,verdictPrinted,note,status,document,sourceLine,validFrom,validUntil,adjusts,documentTitle,documentNumber",
            "/v1/policies?limit=5",
            "code,plan,name,aliases,kind,status,tableNumber,documentNumber,issuedOn,issuedName,dueOn,mentions,note,document,sourceLine",
            "/v1/reports?limit=5",
            "code,plan,kind,on,asOf,method,titleZh,titleEn,frozenOn,methods,contentHash,files,status,returnReason");
    headers.forEach(
        (path, header) -> {
          var then = given().get(path + "&format=csv&asOf=" + before);
          assertThat(then.asString().lines().findFirst()).as(path).contains(header);
          var now = given().get(path + "&format=csv&asOf=now");
          assertThat(List.of(now.asString().lines().findFirst().orElseThrow().split(",")))
              .as(path)
              .containsAll(List.of(header.split(",")))
              .hasSizeGreaterThan(header.split(",").length);
        });
    var plans = "/v1/plans?area=430119&format=csv&asOf=" + before;
    var expected =
        """
        code,area,nameZh,nameEn,startYear,endYear,horizonYear,status,document,sourceLine
        430119-145,430119,别处,,2021,2025,,adopted,,
        """
            .replace("\n", "\r\n");
    assertThat(given().get(plans).asString()).isEqualTo(expected);
    assertThat(given().get(plans + "&limit=1").asString()).isEqualTo(expected);
  }

  private static void reportsOfBeforeAreProvedByTheRulesOfThen(long before) {
    var rita = Tokens.of("rita", "reviewer");
    Family.asEditor()
        .contentType("application/json")
        .body(Map.of("plan", PLAN, "kind", "mid_term", "on", "2023-06-30", "asOf", "" + before))
        .post("/v1/reports")
        .then()
        .statusCode(lessThan(300));
    var reports =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    given()
                        .auth()
                        .oauth2(rita)
                        .get("/v1/reports?plan=" + PLAN)
                        .jsonPath()
                        .<Map<String, Object>>getList("items"),
                items -> !items.isEmpty());
    assertThat(reports.getFirst().get("methods")).isEqualTo(List.of("time-progress@1"));
    given()
        .auth()
        .oauth2(rita)
        .get("/v1/reports/" + reports.getFirst().get("code") + "/verification")
        .then()
        .statusCode(200)
        .body("verified", equalTo(true));
  }

  /** Sets the position of the upgrade, which in a new database is 0. */
  private static void upgradedAfter(long position) throws SQLException {
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var owner = service + "_owner";
    try (var connection =
            DriverManager.getConnection(Postgres.shared().jdbcUrl(service), owner, owner);
        var update =
            connection.prepareStatement(
                "update rule_edition set after_position = ? where edition >= 2")) {
      update.setLong(1, position);
      assertThat(update.executeUpdate()).isEqualTo(2);
    }
  }

  private static void aPlanOfEveryKind() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n" + PLAN + ",430119,别处,2021,2025\n")
        .statusCode(200);
    var indicators = new ArrayList<String>();
    var targets = new ArrayList<String>();
    var figures = new ArrayList<String>();
    var number = 0;
    for (var one :
        List.of(
            // unit, direction, nature, category | comparator, value, upper, baseline, of, measure |
            // figures
            "%,increase,ratio,创新投入|ge,4.0,,3.55,2020,|2022 eq 3.8 actual",
            "%,increase,ratio,创新投入|gt,4.0,,,,ratio|2020 gt 3.5 actual 15;2020 eq 3.55 estimated 67",
            "家,increase,level,创新绩效|eq,200,,100,2020,|2020 gt 100 actual;2022 ge 130 actual",
            "亿元,increase,cumulative,创新绩效|ge,40,,2,2020,|2022 eq 20 actual",
            "亿元,increase,cumulative,创新绩效|eq,40,,,,cumulative|2022 eq 20 provisional",
            "万平方米,increase,cumulative,创新环境|ge,200,,,,increment|2022 eq 90 actual;2025 eq 210 actual",
            "个,increase,level,|ge,50,,200,2020,increment|2022 eq 225 actual",
            "%,stay_within,ratio,创新环境|range,40,60,80,2020,|2022 eq 70 actual",
            "个,decrease,level,|le,80,,100,2019,|2022 eq 105 actual",
            "个,increase,level,创新平台|approx,100,,50,2020,|2022 approx 96 actual;2025 le 94 actual",
            "人,increase,level,人才支撑|qualitative,,,,,milestone|2022 eq 1 actual",
            "人年/万人,increase,ratio,人才支撑|ge,100,,,,|2022 eq  not_collected",
            "人,increase,level,人才支撑|ge,100,,,,|",
            "人,increase,level,人才支撑|ge,100,,,,|2019 eq 90 actual;2020 eq 95 actual",
            "人,increase,level,人才支撑|ge,100,,0,2020,|2021 eq 20 estimated;2021 eq 30 actual 9",
            "件,increase,cumulative,|gt,0,,,,|2022 eq 0 actual",
            "件,increase,level,|ge,85,,85,2020,|2022-H1 eq 84 actual")) {
      number++;
      var parts = one.split("\\|", -1);
      indicators.add(
          "430119-i%02d,指标%d,Indicator %d,%s,%s,%s"
              .formatted(number, number, number, number < 9 ? "headline" : "goal", parts[0], PLAN));
      targets.add(
          "%s-t%02d,%s,430119-i%02d,430119,2025,%s,d,%d"
              .formatted(PLAN, number, PLAN, number, parts[1], 60 + number));
      var count = 0;
      for (var figure : parts[2].split(";", -1)) {
        var words = figure.split(" ", -1);
        if (words.length > 3) {
          figures.add(
              "430119-o%02d%c,430119-i%02d,430119,%s,%s"
                  .formatted(
                      number,
                      'a' + count++,
                      number,
                      String.join(",", List.of(words).subList(0, 4)),
                      words.length > 4 ? "d," + words[4] : ","));
        }
      }
    }
    new Family("indicators")
        .imported(
            "code,nameZh,nameEn,kind,unit,direction,nature,category,plans\n"
                + String.join("\n", indicators))
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value,valueMax,baselineValue,baselineYear,measure,document,sourceLine\n"
                + String.join("\n", targets))
        .statusCode(200);
    PlanFiles.adopt(PLAN);
    new Family("target-parts")
        .imported(
            "code,plan,target,year,value\n%s-t01-2022,%s,%s-t01,2022,3.9\n"
                .formatted(PLAN, PLAN, PLAN))
        .statusCode(200);
    PlanFiles.OBSERVATIONS
        .imported(
            "code,indicator,area,period,comparator,value,status,document,sourceLine\n"
                + String.join("\n", figures))
        .statusCode(200);
  }
}
