package dev.zhihe.indicators;

import static dev.zhihe.test.Family.asEditor;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for each family of the service, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static final Family PLANS = new Family("plans");
  private static final Family INDICATORS = new Family("indicators");
  private static final Family TARGETS = new Family("targets");

  @Test
  void keepsTheDictionary() {
    var file = indicators("410001");
    INDICATORS.takesInOnce(file);
    INDICATORS.walksAllPages("plan=410001-145", file);
    INDICATORS.refusesAForeignCursor("plan=410001-145", "plan=410001-145&kind=goal");
    INDICATORS.roundTrips("plan=410001-145", file);
    INDICATORS.refusesUnknownParameters();
    INDICATORS.neverAnswers304AfterAWrite(
        "410001-i03", "plan=410001-145", file.replace("指标3,", "指标三,"));
    var path = "/v1/indicators?plan=410001-145";
    asEditor().get(path + "&kind=achievement").then().body("items.code", contains("410001-i02"));
    asEditor().get(path + "&unit=家&kind=goal").then().body("items.code", contains("410001-i01"));
    asEditor()
        .get(path + "&kind=HEADLINE")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
    INDICATORS
        .imported("code,nameZh,direction,nature\n410001-i99,甲,increase,level\n")
        .statusCode(422)
        .body("errors.column", contains("kind"));
  }

  @Test
  void keepsTargetsAsTheyArePrinted() {
    load("410002");
    var file =
        """
        code,plan,indicator,area,scope,year,yearBasis,comparator,value,valuePrinted,measure,verdictPrinted,note,sourceLine
        """
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "410002-145-t%1$02d,410002-145,410002-i01,410002,项目%1$d,%2$d,presumed,ge,%1$d,%1$d家以上,increment,否,原文两处不同,145\n"
                            .formatted(i, i < 3 ? 2035 : 2025))
                .collect(Collectors.joining());
    TARGETS.takesInOnce(file);
    TARGETS.walksAllPages("plan=410002-145", file);
    TARGETS.refusesAForeignCursor("plan=410002-145", "plan=410002-145&measure=increment");
    TARGETS.roundTrips("plan=410002-145", file);
    TARGETS.refusesUnknownParameters();
    TARGETS.neverAnswers304AfterAWrite(
        "410002-145-t01", "plan=410002-145", file.replace("项目1,2035,presumed", "项目1,2035,context"));
    asEditor()
        .get("/v1/targets/410002-145-t01")
        .then()
        .body("yearBasis", equalTo("context"))
        .body("measure", equalTo("increment"))
        .body("verdictPrinted", equalTo("否"))
        .body("note", equalTo("原文两处不同"));
    var path = "/v1/targets?plan=410002-145";
    asEditor().get(path + "&year=2035&measure=increment").then().body("items", hasSize(2));
    asEditor().get(path + "&indicator=410002-i02").then().body("items", hasSize(0));
    asEditor().get(path + "&measure=level").then().body("items", hasSize(0));
    TARGETS
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,yearBasis,measure,scope,sourceLine
            410002-145-t13,410002-145,410002-i01,410002,2025,ge,1,推定,much,,
            410002-145-t14,410002-145,410002-i01,410002,2025,ge,1,,,项目12,145
            410002-145-t15,410002-145,410002-i01,410002,2025,ge,1,,,,
            410002-145-t16,410002-145,410002-i01,410002,2025,ge,2,,,,
            """)
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.column", containsInAnyOrder("yearBasis", "measure"))
        .body("errors.findAll { it.code == 'same-thing' }.row", contains(3, 5));
  }

  /** The plan and the dictionary that a district's other files refer to. */
  private static void load(String area) {
    PLANS
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    INDICATORS.imported(indicators(area)).statusCode(200);
  }

  private static String indicators(String area) {
    return "code,nameZh,aliases,kind,unit,direction,nature,plans\n"
        + "%1$s-i01,指标1,又名;别名,goal,家,increase,level,%1$s-145\n".formatted(area)
        + "%1$s-i02,指标2,,achievement,%%,increase,ratio,%1$s-145\n".formatted(area)
        + IntStream.rangeClosed(3, 12)
            .mapToObj(
                i -> "%s-i%02d,指标%d,,headline,家,increase,level,%1$s-145\n".formatted(area, i, i))
            .collect(Collectors.joining());
  }
}
