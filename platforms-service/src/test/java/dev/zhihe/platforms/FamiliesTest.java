package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for operators, reporting periods and aliases, each test with an area of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static final Family OPERATORS = new Family("operators");
  private static final Family PERIODS = new Family("reporting-periods");
  private static final Family ALIASES = new Family("aliases");
  private static final Family PLATFORMS = new Family("platforms");

  @Test
  void takesInOnceLosesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var files =
        Map.of(
            OPERATORS, operators("530001"), PERIODS, periods("530001"), ALIASES, aliases("530001"));
    files.forEach(
        (family, file) -> {
          family.takesInOnce(file);
          family.walksAllPages("area=530001", file);
          family.refusesAForeignCursor("area=530001", "area=530002");
          family.roundTrips("area=530001", file);
          family.refusesUnknownAndRepeatedParameters();
          given().get(family.path() + "?area=530001").then().body("items", hasSize(12));
        });
  }

  @Test
  void neverAnswers304AfterAWrite() {
    OPERATORS.imported(operators("530003")).statusCode(200);
    OPERATORS.neverAnswers304AfterAWrite(
        "530003-op-2", "area=530003", operators("530003").replace("第2公司", "改名公司"));
    PERIODS.imported(periods("530003")).statusCode(200);
    PERIODS.neverAnswers304AfterAWrite(
        "530003-2026-m02", "area=530003", periods("530003").replace("2026-03-20", "2026-03-21"));
    ALIASES.imported(aliases("530003")).statusCode(200);
    ALIASES.neverAnswers304AfterAWrite(
        "530003-n02", "area=530003", aliases("530003").replace("2;20", "2;21"));
  }

  /** No key of an index grows too long, though nothing in these texts can be compressed. */
  @Test
  void takesTheLongestTextsAndNamesTheRowOfLongerOnes() {
    var random = new Random(1);
    IntFunction<String> text =
        length ->
            random
                .ints(length, 0x4E00, 0x9FA5)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    var alias =
        "code,area,name,canonicalName,entityType,relation,document%n530006-n1,530006,%s,%s,platform,same,%s%n"
            .formatted(text.apply(500), text.apply(500), text.apply(500));
    ALIASES.takesInOnce(alias);
    ALIASES
        .imported(alias.replace("530006-n1", "530006-n2"))
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    var platform =
        "code,area,name,type,stage,responsibleUnits%n530006-p1,530006,甲,rd_platform,not_stated,%s;乙%n";
    PLATFORMS.takesInOnce(platform.formatted(text.apply(500)));
    given()
        .get("/v1/platforms?area=530006&responsibleUnit=乙")
        .then()
        .body("items.code", contains("530006-p1"));
    PLATFORMS
        .imported(platform.formatted(text.apply(501)))
        .statusCode(422)
        .body("errors.row", contains(2))
        .body("errors.column", contains("responsibleUnits"))
        .body("errors.code", contains("too-long"));
  }

  @Test
  void refusesMistypedCreditCodesAndOneOrganisationUnderTwoCodes() {
    OPERATORS
        .imported(
            """
            code,area,name,creditCode
            530004-op-1,530004,甲,9133010079965505XB
            530004-op-2,530004,乙,91330100799655058
            530004-op-3,530004,丙,9133010079965505IB
            530004-op-4,530004,丁,
            """)
        .statusCode(422)
        .body("errors.code", contains("check-character", "shape", "shape", "required"))
        .body("errors.column", everyItem(equalTo("creditCode")));
    var code = Parks.creditCode("530004", 1);
    OPERATORS
        .imported(
            "code,area,name,creditCode\n530004-op-1,530004,甲,%1$s\n530004-op-2,530004,乙,%1$s\n"
                .formatted(code))
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", contains("same-thing"));
    OPERATORS
        .imported("code,area,name,creditCode\n530004-op-1,530004,甲," + code + "\n")
        .statusCode(200);
    OPERATORS
        .imported("code,area,name,creditCode\n530004-op-2,530004,乙," + code + "\n")
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    given()
        .get("/v1/operators?creditCode=" + code)
        .then()
        .body("items.code", contains("530004-op-1"));
  }

  @Test
  void refusesDatesThatAreNoneAndOutOfOrderAndASpanUnderTwoCodes() {
    var header = "code,area,startDate,endDate,dueDate,reviewDueDate\n";
    PERIODS
        .imported(
            header
                + "530005-a,530005,2026-06-01,2026-06-31,2026-07-10,2026-07-20\n"
                + "530005-b,530005,2026-06-30,2026-06-01,2026-05-10,2026-05-01\n"
                + "530005-c,530005,六月,,2026-07-10,2026-07-20\n"
                + "q2,530005,2026-04-01,2026-06-30,2026-07-10,2026-07-20\n")
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.code", contains("no-such-date"))
        .body(
            "errors.findAll { it.row == 3 }.column",
            containsInAnyOrder("endDate", "dueDate", "reviewDueDate"))
        .body("errors.findAll { it.row == 3 }.code", everyItem(equalTo("order")))
        .body("errors.findAll { it.row == 4 }.column", containsInAnyOrder("startDate", "endDate"))
        .body("errors.findAll { it.row == 5 }.code", contains("area-prefix"));
    PERIODS
        .imported(
            header
                + "530005-a,530005,2026-06-01,2026-06-30,2026-07-10,2026-07-20\n"
                + "530005-b,530005,2026-06-01,2026-06-30,2026-07-11,2026-07-20\n")
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", contains("same-thing"));
    PERIODS
        .imported(header + "530005-a,530005,2026-06-01,2026-06-30,2026-06-30,2026-06-30\n")
        .statusCode(200);
    given()
        .get("/v1/reporting-periods/530005-a")
        .then()
        .body("startDate", equalTo("2026-06-01"))
        .body("reviewDueDate", equalTo("2026-06-30"));
  }

  @Test
  void loadsThePlansAliases() {
    ALIASES.takesInOnce(planFile("13-aliases.csv"));
    given()
        .get("/v1/aliases?area=500106&canonicalName=黄金湾·智谷&relation=same")
        .then()
        .body("items.name", contains("黄金湾·智谷", "科学城黄金湾·智谷", "科学城黄家湾·智谷"));
  }

  @Test
  void findsAliasesByEitherNameAndRefusesOneTwice() {
    ALIASES.imported(aliases("530006")).statusCode(200);
    var path = "/v1/aliases?area=530006";
    given().get(path + "&name=异名2").then().body("items.code", contains("530006-n02"));
    given().get(path + "&canonicalName=标准名称").then().body("items", hasSize(12));
    given().get(path + "&relation=疑似").then().body("items", hasSize(6));
    given().get(path + "&entityType=园区").then().body("items", hasSize(12));
    given()
        .get("/v1/aliases/530006-n02")
        .then()
        .body("occurrences", equalTo(2))
        .body("sourceLines", contains(2, 20));
    ALIASES
        .imported(
            """
            code,area,name,canonicalName,entityType,relation,occurrences,sourceLines
            530006-x1,530006,异名2,标准名称,园区,same,1,
            530006-x2,530006,甲,乙,园区,同,-1,0;x
            530006-x3,530006,甲,乙,园区,same,,
            530006-x4,530006,甲,乙,孵化器,related,,
            """)
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }", hasSize(0))
        .body(
            "errors.findAll { it.row == 3 }.column",
            containsInAnyOrder("relation", "occurrences", "sourceLines"))
        .body("errors.findAll { it.row == 5 }.code", contains("same-thing"));
    ALIASES
        .imported(
            """
            code,area,name,canonicalName,entityType,relation,document
            530006-x1,530006,异名2,标准名称,园区,same,doc
            """)
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
  }

  @Test
  void saysOfAPlatformWhoRunsItAndWhatItIsToReach() {
    OPERATORS.imported(operators("530007")).statusCode(200);
    PLATFORMS
        .imported(
            """
            code,area,name,type,功能定位,stage,location,operator,floorAreaM2,floorAreaPrinted,commissionYear,startYear,endYear,targetTechFirms,targetHighTechFirms,产值目标（元）,mode,keyItems,project,note
            530007-pf-1,530007,星园,park,孵化器;加速器,completed,北一街,530007-op-1,15000.50,1.5 万平方米,2021,2019,2023,100,20,1200000000,一校一圈,甲;乙,500106-145-p12,表内序号1
            530007-pf-2,530007,云台,think_tank,,not_stated,,530007-op-2,,,,,,,,,,,,
            """)
        .statusCode(200);
    given()
        .get("/v1/platforms?operator=530007-op-1")
        .then()
        .body("items", hasSize(1))
        .body("items[0].functions", contains("孵化器", "加速器"))
        .body("items[0].location", equalTo("北一街"))
        .body("items[0].floorAreaPrinted", equalTo("1.5 万平方米"))
        .body("items[0].commissionYear", equalTo(2021))
        .body("items[0].endYear", equalTo(2023))
        .body("items[0].targetTechFirms", equalTo(100))
        .body("items[0].targetHighTechFirms", equalTo(20))
        .body(containsString("\"targetOutputYuan\":1200000000.00,"))
        .body("items[0].mode", contains("一校一圈"))
        .body("items[0].keyItems", contains("甲", "乙"))
        .body("items[0].note", equalTo("表内序号1"));
    given()
        .get("/v1/platforms?area=530007&project=500106-145-p12")
        .then()
        .body("items.code", contains("530007-pf-1"));
    PLATFORMS
        .imported(
            """
            code,area,name,type,stage,operator,startYear,endYear,targetTechFirms,targetOutputYuan,project
            530007-pf-3,530007,错园,park,completed,530007-op-99,2023,2019,-1,12亿,P12
            """)
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder(
                "operator", "endYear", "targetTechFirms", "targetOutputYuan", "project"))
        .body("errors.find { it.column == 'operator' }.code", equalTo("unknown-reference"));
  }

  @Test
  void takesFilesFromEditorsAlone() {
    var others =
        List.<Request>of(
            as("rita", "reviewer"),
            as("ada", "admin"),
            as("carl", "consumer"),
            asOperator("olga", "91000000MA00000157"));
    for (var family : List.of(PLATFORMS, PERIODS, ALIASES)) {
      given()
          .contentType("text/csv")
          .body("code\n")
          .post(family.path() + "/imports")
          .then()
          .statusCode(401);
      for (var other : others) {
        other
            .contentType("text/csv")
            .body("code\n")
            .post(family.path() + "/imports")
            .then()
            .statusCode(403);
      }
    }
  }

  private static String operators(String area) {
    return rows(
        "code,area,name,creditCode",
        i -> "%s-op-%d,%s,第%d公司,%s".formatted(area, i, area, i, Parks.creditCode(area, i)));
  }

  private static String periods(String area) {
    return rows(
        "code,area,startDate,endDate,dueDate,reviewDueDate",
        i ->
            "%1$s-2026-m%2$02d,%1$s,2026-%2$02d-01,2026-%2$02d-28,%3$d-%4$02d-10,%3$d-%4$02d-20"
                .formatted(area, i, i == 12 ? 2027 : 2026, i % 12 + 1));
  }

  private static String aliases(String area) {
    return rows(
        "code,area,name,canonicalName,entityType,relation,occurrences,sourceLines,document",
        i ->
            "%1$s-n%2$02d,%1$s,异名%2$d,标准名称,园区,%3$s,%2$d,%2$d;%2$d0,doc"
                .formatted(area, i, i % 2 == 0 ? "same" : "related"));
  }

  private static String rows(String header, IntFunction<String> row) {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(row)
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }
}
