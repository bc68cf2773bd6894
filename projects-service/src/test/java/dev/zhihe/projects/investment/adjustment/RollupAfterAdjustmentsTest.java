package dev.zhihe.projects.investment.adjustment;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is adjusted, and whenever: the sums by programme are the sums of the investment plans in
 * force, on each day and as of each position.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollupAfterAdjustmentsTest {
  private static final int PROJECTS = 6;
  private static final int PROGRAMMES = 3;
  private static final int ACTS = 12;
  private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);

  /** What an investment plan says from a day on; null: always. */
  private record InForce(
      @Nullable LocalDate from, BigDecimal total, BigDecimal early, BigDecimal late) {
    BigDecimal period() {
      return early.add(late);
    }
  }

  /** The investment plans of each project known at a position, in the order of their days. */
  private record Known(String asOf, Map<String, List<InForce>> plans) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sumsByProgrammeAreTheSumsOfThePlansInForce(long seed) {
    var random = new Random(seed);
    var area = "54030" + seed;
    var plans = load(area, random);
    var known = new ArrayList<Known>();
    known.add(new Known(asOf(), Map.copyOf(plans)));
    for (int i = 0; i < ACTS; i++) {
      var project = area + "-145-p" + random.nextInt(1, PROJECTS + 1);
      var before = plans.get(project);
      var last = before.getLast().from();
      var from = (last == null ? FIRST : last).plusDays(random.nextInt(1, 400));
      var next = amounts(random, from);
      adjust(project + "-ip" + before.size(), next, random.nextInt(4) == 0);
      var after = new ArrayList<>(before);
      after.add(next);
      plans.put(project, List.copyOf(after));
      known.add(new Known(asOf(), Map.copyOf(plans)));
    }
    for (var one : known) {
      requireSums(area, one, null);
      for (int i = 0; i < 3; i++) {
        requireSums(area, one, FIRST.plusDays(random.nextInt(-100, 2_000)));
      }
    }
  }

  private static void requireSums(String area, Known known, @Nullable LocalDate on) {
    var expected = new TreeMap<String, List<BigDecimal>>();
    known
        .plans()
        .forEach(
            (project, plans) -> {
              var inForce =
                  plans.reversed().stream()
                      .filter(plan -> on == null || plan.from() == null || !plan.from().isAfter(on))
                      .findFirst()
                      .orElseThrow();
              var sums =
                  List.of(inForce.total(), inForce.period(), inForce.early(), inForce.late());
              expected.merge(programme(area, project), sums, RollupAfterAdjustmentsTest::sum);
              expected.merge("total", sums, RollupAfterAdjustmentsTest::sum);
            });
    var answer =
        given()
            .get(
                "/v1/investment-rollups?by=programme&plan=%s-145&asOf=%s%s"
                    .formatted(area, known.asOf(), on == null ? "" : "&on=" + on))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath(new JsonPathConfig(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    var found = new TreeMap<String, List<BigDecimal>>();
    found.put("total", sums(answer, "total"));
    for (int i = 0; i < answer.getList("items").size(); i++) {
      found.put(
          answer.getString("items[%d].programme".formatted(i)), sums(answer, "items[" + i + "]"));
    }
    assertThat(found).as("as of %s on %s", known.asOf(), on).isEqualTo(expected);
    assertThat(answer.getInt("total.projects")).isEqualTo(PROJECTS);
  }

  private static List<BigDecimal> sums(JsonPath answer, String line) {
    return List.of(
        new BigDecimal(answer.getString(line + ".totalYuan")),
        new BigDecimal(answer.getString(line + ".periodYuan")),
        new BigDecimal(answer.getString(line + ".phases[0].amountYuan")),
        new BigDecimal(answer.getString(line + ".phases[1].amountYuan")));
  }

  private static List<BigDecimal> sum(List<BigDecimal> one, List<BigDecimal> other) {
    var sums = new ArrayList<BigDecimal>();
    for (int i = 0; i < one.size(); i++) {
      sums.add(one.get(i).add(other.get(i)));
    }
    return sums;
  }

  private static String programme(String area, String project) {
    var number = Integer.parseInt(project.substring(project.lastIndexOf('p') + 1));
    return area + "-145-c" + number % PROGRAMMES;
  }

  private static InForce amounts(Random random, @Nullable LocalDate from) {
    var early = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
    var late = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2);
    var outside = BigDecimal.valueOf(random.nextLong(1_000_000_000L), 2);
    return new InForce(from, early.add(late).add(outside), early, late);
  }

  private static Map<String, List<InForce>> load(String area, Random random) {
    var programmes = new StringBuilder("code,plan,nameZh\n");
    for (int i = 0; i < PROGRAMMES; i++) {
      programmes.append("%1$s-145-c%2$d,%1$s-145,类%2$d\n".formatted(area, i));
    }
    var projects = new StringBuilder("code,plan,area,programme,name,stage\n");
    var investments = new StringBuilder("code,plan,project,totalYuan,periodYuan,phases\n");
    var plans = new HashMap<String, List<InForce>>();
    for (int i = 1; i <= PROJECTS; i++) {
      var project = area + "-145-p" + i;
      var first = amounts(random, null);
      plans.put(project, List.of(first));
      projects.append(
          "%s,%s-145,%s,%s,项目%d,not_stated\n"
              .formatted(project, area, area, programme(area, project), i));
      investments.append(
          "%s-ip1,%s-145,%s,%s,%s,2021-2022:%s;2023-2025:%s\n"
              .formatted(
                  project,
                  area,
                  project,
                  first.total(),
                  first.period(),
                  first.early(),
                  first.late()));
    }
    new Family("programmes").imported(programmes.toString()).statusCode(200);
    new Family("projects").imported(projects.toString()).statusCode(200);
    new Family("investment-plans").imported(investments.toString()).statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    return plans;
  }

  /** Adjusts an investment plan, some of them after a return. */
  private static void adjust(String investmentPlan, InForce next, boolean returned) {
    var path = "/v1/plan-adjustments";
    var item = path + "/" + investmentPlan + "-adj1";
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "investmentPlan",
                investmentPlan,
                "afterTotalYuan",
                next.total(),
                "afterPeriodYuan",
                next.period(),
                "afterPhases",
                List.of(
                    Map.of("fromYear", 2021, "toYear", 2022, "amountYuan", next.early()),
                    Map.of("fromYear", 2023, "toYear", 2025, "amountYuan", next.late())),
                "reason",
                "调整",
                "documentTitle",
                "批复",
                "documentNumber",
                "1号",
                "effectiveOn",
                String.valueOf(next.from())))
        .post(path)
        .then()
        .statusCode(201);
    asEditor().header("If-Match", "\"v1\"").post(item + "/submission").then().statusCode(200);
    var version = 2;
    if (returned) {
      as("rita", "reviewer")
          .header("If-Match", "\"v2\"")
          .contentType("application/json")
          .body(Map.of("reason", "请核对"))
          .post(item + "/return")
          .then()
          .statusCode(200);
      asEditor().header("If-Match", "\"v3\"").post(item + "/submission").then().statusCode(200);
      version = 4;
    }
    as("rita", "reviewer")
        .header("If-Match", "\"v" + version + "\"")
        .post(item + "/approval")
        .then()
        .statusCode(200);
  }

  /** The position that includes all that was done so far. */
  private static String asOf() {
    return String.valueOf(Family.sealedPosition("projects"));
  }
}
