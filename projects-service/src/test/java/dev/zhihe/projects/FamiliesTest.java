package dev.zhihe.projects;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What holds for each family of the service, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static final Family PROGRAMMES = new Family("programmes");
  private static final Family PROJECTS = new Family("projects");
  private static final Family INVESTMENTS = new Family("investment-plans");
  private static final Family TOTALS = new Family("stated-totals");
  private static final Family FUNDS = new Family("funds");
  private static final Family LISTS = new Family("project-lists");
  private static final List<Family> ALL = List.of(PROGRAMMES, PROJECTS, INVESTMENTS, TOTALS);

  @Inject AgroalDataSource database;

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    load("510001");
    for (var family : ALL) {
      family.walksAllPages("plan=510001-145", file(family, "510001"));
      family.refusesAForeignCursor("plan=510001-145", "plan=500106-145");
      family.roundTrips("plan=510001-145", file(family, "510001"));
      family.refusesUnknownAndRepeatedParameters();
    }
  }

  @Test
  void neverAnswers304AfterAWrite() {
    load("510002");
    PROGRAMMES.neverAnswers304AfterAWrite(
        "510002-145-c2",
        "plan=510002-145",
        file(PROGRAMMES, "510002").replace("“百城行动计划”", "百城行动计划"));
    PROJECTS.neverAnswers304AfterAWrite(
        "510002-145-p04",
        "plan=510002-145",
        file(PROJECTS, "510002").replace("88000,88000", "88000,88001"));
    INVESTMENTS.neverAnswers304AfterAWrite(
        "510002-145-p01-ip1",
        "plan=510002-145",
        file(INVESTMENTS, "510002")
            .replace(
                "1400000000.00,2021-2022:900000000.00;2023-2025:500000000.00,,spb-145-st-plan-rev,956",
                "1400000000.01,2021-2022:900000000.00;2023-2025:500000000.01,,spb-145-st-plan-rev,956"));
    TOTALS.neverAnswers304AfterAWrite(
        "510002-145-s08",
        "plan=510002-145",
        file(TOTALS, "510002").replace("chapter-4,43", "chapter-4,44"));
  }

  /** A file about a position of before the columns came does not have them. */
  @Test
  void filesOfProjectsHaveTheColumnsOfTheirTime() throws SQLException {
    load("510021");
    var before = Family.sealedPosition("projects");
    PROGRAMMES.imported(planFile("04-programmes.csv", "510022")).statusCode(200);
    var after = Family.sealedPosition("projects");
    var added = List.of("leadUnitsPrinted", "tagsPrinted", "programmes", "stages", "platforms");
    for (var path : List.of("/v1/projects?plan=510021-145", "/v1/projects?limit=2")) {
      try {
        upgradedAfter(before);
        assertThat(header(path, before))
            .contains("leadUnits", "tags")
            .doesNotContainAnyElementsOf(added);
        assertThat(header(path, after)).containsAll(added);
      } finally {
        upgradedAfter(0);
      }
      assertThat(header(path, before)).containsAll(added);
    }
  }

  /** A position between two editions has the columns of the first of them. */
  @Test
  void filesAboutThePastHaveTheColumnsOfTheirEdition() throws SQLException {
    load("510023");
    var before = Family.sealedPosition("projects");
    try {
      upgradedAfter(before, 4);
      assertThat(header("/v1/projects?plan=510023-145", before))
          .contains("platforms", "stages")
          .doesNotContain("listedFrom", "listedUntil", "unlistedBy", "mergedInto");
      assertThat(header("/v1/investment-plans?plan=510023-145", before))
          .contains("adjustment", "validUntil")
          .doesNotContain("projectChange", "endedBy", "mergedProjects");
    } finally {
      upgradedAfter(0, 4);
    }
    assertThat(header("/v1/projects?plan=510023-145", before)).contains("listedFrom");
  }

  private static List<String> header(String path, long asOf) {
    var file = asEditor().get(path + "&format=csv&asOf=" + asOf).then().statusCode(200);
    return List.of(file.extract().asString().lines().findFirst().orElseThrow().split(","));
  }

  /** Sets the position of all upgrades, which in a new database is 0. */
  private static void upgradedAfter(long position) throws SQLException {
    upgradedAfter(position, 1);
  }

  /** Sets the position of the upgrades to an edition and to all later ones. */
  private static void upgradedAfter(long position, int edition) throws SQLException {
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var owner = service + "_owner";
    try (var connection =
            DriverManager.getConnection(Postgres.shared().jdbcUrl(service), owner, owner);
        var update =
            connection.prepareStatement(
                "update rule_edition set after_position = ? where edition >= ?")) {
      update.setLong(1, position);
      update.setInt(2, edition);
      assertThat(update.executeUpdate()).isPositive();
    }
  }

  @Test
  void filtersByWhatAProjectIs() {
    load("510003");
    var path = "/v1/projects?limit=100&plan=510003-145";
    asEditor().get(path + "&programme=510003-145-c3").then().body("items", hasSize(8));
    asEditor().get(path + "&area=510003").then().body("items", hasSize(43));
    asEditor().get(path + "&leadUnit=区气象局").then().body("items.code", contains("510003-145-p35"));
    asEditor()
        .get(path + "&tag=环大学创新生态圈建设项目")
        .then()
        .body("items", hasSize(11))
        .body("items.tags", everyItem(hasItem("环大学创新生态圈建设项目")));
    asEditor().get(path + "&stage=construction").then().body("items", hasSize(0));
    asEditor()
        .get(path + "&stage=CONSTRUCTION")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/stage"));
  }

  @Test
  void namesEveryErrorOfEveryRowAndWritesNothing() {
    PROGRAMMES.imported(planFile("04-programmes.csv", "510004")).statusCode(200);
    PROGRAMMES.imported(planFile("04-programmes.csv", "510005")).statusCode(200);
    PROJECTS
        .imported(
            """
            code,plan,area,programme,name,startYear,endYear,stage,constructionNature,areaMinM2,areaMaxM2,tags
            510004-145-p1,510004-145,5100,510004-145-c9,甲,2021,2020,完工,NEW,20,10,a;a
            510004-145-p2,510004-145,510004,510005-145-c1,,2021,2030,not_stated,new,,,
            510004-145-p3,510004-145,510004,510004-145-c1,好,2019,2040,not_stated,,1e3,,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder(
                "area", "programme", "endYear", "stage", "constructionNature", "areaMaxM2", "tags"))
        .body("errors.findAll { it.row == 3 }.code", containsInAnyOrder("elsewhere", "required"))
        .body("errors.findAll { it.row == 4 }.column", contains("areaMinM2"));
    INVESTMENTS
        .imported(
            """
            code,plan,project,totalYuan,periodYuan,phases,status
            510004-145-p1-ip1,510004-145,510004-145-p1,-1,10000000000000,2021-2022:1;2022-2023:1,adopted
            510004-145-p2-ip1,510004-145,510004-145-p1,1.005,1万,2021:5,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("project", "totalYuan", "periodYuan", "phases"))
        .body(
            "errors.findAll { it.row == 3 }.column",
            containsInAnyOrder("project", "totalYuan", "periodYuan", "phases"));
    asEditor().get("/v1/projects?plan=510004-145").then().body("items", hasSize(0));
  }

  @Test
  void refusesInvestmentsThatContradictThemselvesUnlessTheyAreStatedSo() {
    load("510023");
    PROJECTS
        .imported(
            "code,plan,area,programme,name,stage\n"
                + IntStream.rangeClosed(50, 53)
                    .mapToObj(
                        "510023-145-p%1$d,510023-145,510023,510023-145-c1,项目%1$d,not_stated\n"
                            ::formatted)
                    .collect(Collectors.joining()))
        .statusCode(200);
    var header = "code,plan,project,totalYuan,periodYuan,phases,asStated\n";
    var rows =
        """
        510023-145-p50-ip1,510023-145,510023-145-p50,10,9,2021-2022:6;2023-2025:4,%1$s
        510023-145-p51-ip1,510023-145,510023-145-p51,9,10,2021-2022:6;2023-2025:4,%1$s
        510023-145-p52-ip1,510023-145,510023-145-p52,10,8,-2020:2;2021-2025:8;2026-:1,%1$s
        """;
    for (var unsaid : List.of("", "false", "否")) {
      INVESTMENTS
          .imported(header + rows.formatted(unsaid))
          .statusCode(422)
          .body("errors.code", contains("unbalanced", "unbalanced", "unbalanced"))
          .body("errors.column", contains("phases", "periodYuan", "phases"))
          .body("errors[0].detail", containsString("-1.00"));
    }
    INVESTMENTS
        .imported(header + rows.formatted("maybe"))
        .statusCode(422)
        .body("errors.code", everyItem(equalTo("shape")))
        .body("errors.column", everyItem(equalTo("asStated")));
    INVESTMENTS
        .imported(
            header
                + "510023-145-p53-ip1,510023-145,510023-145-p53,10,8,2021-2025:8;-2020:2,true\n"
                + "510023-145-p54-ip1,510023-145,510023-145-p53,10,8,2026-:1;2027-:1,true\n")
        .statusCode(422)
        .body("errors.findAll { it.column == 'phases' }.code", contains("order", "order"));
    INVESTMENTS.imported(header + rows.formatted("true")).statusCode(200);
    asEditor()
        .get("/v1/investment-plans/510023-145-p50-ip1")
        .then()
        .body("asStated", equalTo(true))
        .body(containsString("\"differenceYuan\":-1.00,"));
    asEditor()
        .get("/v1/investment-plans/510023-145-p52-ip1")
        .then()
        .body(
            containsString(
                "\"phases\":[{\"toYear\":2020,\"amountYuan\":2.00},{\"fromYear\":2021,\"toYear\":2025,\"amountYuan\":8.00},"
                    + "{\"fromYear\":2026,\"amountYuan\":1.00}],\"asStated\":true,\"differenceYuan\":0.00,"));
    INVESTMENTS
        .imported(
            header
                + "510023-145-p53-ip1,510023-145,510023-145-p53,10,8,-2020:1;2021-2025:8;2026-:1,\n")
        .statusCode(200);
    INVESTMENTS.roundTrips(
        "plan=510023-145", file(INVESTMENTS, "510023") + rows + "510023-145-p53-ip1,\n");
  }

  @Test
  void givesAProjectOneInvestmentPlan() {
    load("510006");
    var header = "code,plan,project,totalYuan,periodYuan\n";
    INVESTMENTS
        .imported(header + "510006-145-other,510006-145,510006-145-p01,1,1\n")
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    PROJECTS
        .imported(
            "code,plan,area,programme,name,stage\n"
                + "510006-145-p44,510006-145,510006,510006-145-c1,又一个,not_stated\n")
        .statusCode(200);
    INVESTMENTS
        .imported(
            header
                + "510006-145-a,510006-145,510006-145-p44,1,1\n"
                + "510006-145-b,510006-145,510006-145-p44,1,1\n")
        .statusCode(422)
        .body("errors.row", contains(3));
  }

  @Test
  void takesNewAndChangedRowsOfOneFileOrNoneOfThem() {
    load("510007");
    var header = "code,plan,nameZh\n";
    var changed = "510007-145-c1,510007-145,改名\n";
    PROGRAMMES
        .imported(header + changed + "510007-145-c8,510007-145,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.row", contains(3));
    PROGRAMMES
        .imported(
            header + changed + "510007-145-c8,510007-145,新类别\n", "?onExisting=update&dryRun=true")
        .statusCode(200)
        .body("updated", equalTo(1));
    asEditor().get("/v1/programmes/510007-145-c1").then().header("ETag", "\"v1\"");
    PROGRAMMES
        .imported(header + changed + "510007-145-c8,510007-145,新类别\n", "?onExisting=update")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("updated", equalTo(1));
    asEditor()
        .get("/v1/programmes/510007-145-c1")
        .then()
        .header("ETag", "\"v2\"")
        .body("nameZh", equalTo("改名"))
        .body("nameEn", equalTo(PROGRAMMES.item("510007-145-c1").getString("nameEn")));
  }

  @Test
  void refusesPhasesThatBypassTheChangeLog() {
    load("510008");
    assertThatThrownBy(
            () -> {
              try (var connection = database.getConnection();
                  var statement = connection.createStatement()) {
                statement.executeUpdate(
                    "update investment_plan set phase_yuan = '{1,2}' where code = '510008-145-p01-ip1'");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("changes go through the change log");
  }

  @Test
  void saysWhatAProjectConsistsOf() {
    load("510009");
    var header = "code,plan,area,programme,name,aliases,stage,areaKind,landAreaMu,contents,facts\n";
    var row =
        "510009-145-p50,510009-145,510009,510009-145-c1,某园,园区;又名,not_stated,用地,%s,检验中心;仪器中心,子项目32个\n";
    PROJECTS.takesInOnce(header + row.formatted("150.5"));
    PROJECTS.roundTrips("plan=510009-145", file(PROJECTS, "510009") + row.formatted("150.5"));
    asEditor()
        .get("/v1/projects/510009-145-p50")
        .then()
        .body("aliases", contains("园区", "又名"))
        .body("landAreaMu", equalTo(150.5f))
        .body("contents", contains("检验中心", "仪器中心"))
        .body("facts", contains("子项目32个"));
    asEditor()
        .get("/v1/projects/510009-145-p01")
        .then()
        .body("aliases", notNullValue())
        .body("contents", notNullValue())
        .body("facts", notNullValue());
    PROJECTS
        .imported(header + row.replace("p50", "p51").formatted("-1"))
        .statusCode(422)
        .body("errors.column", contains("landAreaMu"));
  }

  @Test
  void keepsFundsAsTheyArePrinted() {
    var file =
        """
        code,plan,name,source,countComparator,count,amountComparator,amountYuan,amountPrinted,bodies,note,document,sourceLine
        510010-145-f01,510010-145,种子基金,table-13,eq,2,eq,200000000.00,2 亿,区政府;重庆大学,,doc,718
        510010-145-f02,510010-145,种子基金+产业基金,prose,ge,3,gt,500000000,超过5亿元,财政资金,与表不同,doc,708
        510010-145-f03,510010-145,专项资金,prose,,,,,,,金额未定,doc,648
        """
            + IntStream.rangeClosed(4, 14)
                .mapToObj(
                    i ->
                        "510010-145-f%1$02d,510010-145,基金%1$d,prose,approx,%1$d,,,,,,,\n"
                            .formatted(i))
                .collect(Collectors.joining());
    FUNDS.takesInOnce(file);
    FUNDS.walksAllPages("plan=510010-145", file);
    FUNDS.refusesAForeignCursor("plan=510010-145", "plan=510010-145&source=prose");
    FUNDS.roundTrips("plan=510010-145", file);
    FUNDS.refusesUnknownAndRepeatedParameters();
    FUNDS.neverAnswers304AfterAWrite(
        "510010-145-f03", "plan=510010-145", file.replace("金额未定", "规模未定"));
    asEditor()
        .get("/v1/funds/510010-145-f02")
        .then()
        .body("countComparator", equalTo("ge"))
        .body("amountComparator", equalTo("gt"))
        .body("bodies", contains("财政资金"))
        .body(containsString("\"amountYuan\":500000000.00,"));
    asEditor()
        .get("/v1/funds?plan=510010-145&source=table-13")
        .then()
        .body("items.code", contains("510010-145-f01"));
    FUNDS
        .imported(
            """
            code,plan,name,source,countComparator,count,amountComparator,amountYuan
            510010-145-z1,510010-145,甲,表13,至少,2支,eq,2亿
            510010-145-z2,510010-145,乙,prose,,2,ge,
            510010-145-z3,,,,,,,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("source", "countComparator", "count", "amountYuan"))
        .body(
            "errors.findAll { it.row == 3 }.column",
            containsInAnyOrder("countComparator", "amountComparator"))
        .body(
            "errors.findAll { it.row == 4 }.column", containsInAnyOrder("plan", "name", "source"));
  }

  @Test
  void keepsTheListsInWhichAPlanNamesProjects() {
    load("510011");
    var file =
        """
        code,plan,source,heading,group,itemNumber,name,canonicalName,project,match,note,document,sourceLine
        510011-145-l001,510011-145,box-1,孵化器集群建设项目,沙滨路,1,沙滨路孵化器集群,,,,总面积超过30万平方米,doc,280
        510011-145-l002,510011-145,box-1,孵化器集群建设项目,沙滨路,2,环重大生态圈,环重庆大学创新生态圈,510011-145-p01,certain,,doc,280
        510011-145-l003,510011-145,table-5,重点项目,,1,某平台,某平台,,suspected,,doc,300
        """
            + IntStream.rangeClosed(4, 14)
                .mapToObj(
                    i ->
                        "510011-145-l%1$03d,510011-145,box-4,重点项目,组,%1$d,项目%1$d,,,,,,\n"
                            .formatted(i))
                .collect(Collectors.joining());
    LISTS.takesInOnce(file);
    LISTS.walksAllPages("plan=510011-145", file);
    LISTS.refusesAForeignCursor("plan=510011-145", "plan=510011-145&source=box-4");
    LISTS.roundTrips("plan=510011-145", file);
    LISTS.refusesUnknownAndRepeatedParameters();
    LISTS.neverAnswers304AfterAWrite(
        "510011-145-l003", "plan=510011-145", file.replace("suspected", "certain"));
    var path = "/v1/project-lists?plan=510011-145";
    asEditor().get(path + "&source=box-1").then().body("items", hasSize(2));
    asEditor().get(path + "&group=沙滨路&source=box-1").then().body("items", hasSize(2));
    asEditor()
        .get(path + "&project=510011-145-p01")
        .then()
        .body("items.code", contains("510011-145-l002"))
        .body("items.match", contains("certain"));
    load("510012");
    LISTS
        .imported(
            """
            code,plan,source,heading,name,canonicalName,project,match,itemNumber
            510011-145-z1,510011-145,专栏1,题,甲,,510011-145-p99,也许,0
            510011-145-z2,510011-145,box-1,题,乙,,510012-145-p01,certain,
            510011-145-z3,510011-145,box-1,题,丙,丙,,,
            510011-145-z4,510011-145,box-1,题,丁,,,certain,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("source", "project", "match", "itemNumber"))
        .body("errors.findAll { it.row == 3 }.code", contains("elsewhere"))
        .body("errors.findAll { it.row > 3 }.column", contains("match", "match"));
  }

  @Test
  void movesNoCodeToAnotherPlan() {
    load("510013");
    load("510014");
    var funds = "code,plan,name,source\n510013-145-f01,510013-145,基金,prose\n";
    var lists = "code,plan,source,heading,name\n510013-145-l1,510013-145,box-1,题,甲\n";
    FUNDS.imported(funds).statusCode(200);
    LISTS.imported(lists).statusCode(200);
    Map.of(
            PROGRAMMES, row(PROGRAMMES, "510013", "510013-145-c1"),
            PROJECTS, row(PROJECTS, "510013", "510013-145-p01"),
            INVESTMENTS, row(INVESTMENTS, "510013", "510013-145-p01-ip1"),
            TOTALS, row(TOTALS, "510013", "510013-145-s01"),
            FUNDS, funds,
            LISTS, lists)
        .forEach(
            (family, csv) -> {
              // all that the row refers to is the other plan's, so nothing else is wrong with it
              var code = Family.codes(csv).getFirst();
              var moved =
                  csv.replace("510013", "510014").replaceFirst("\n510014-[^,]*", "\n" + code);
              family
                  .imported(moved, "?onExisting=update")
                  .statusCode(422)
                  .body("errors.findAll { it.code != 'same-thing' }.code", contains("moved"))
                  .body("errors.find { it.code == 'moved' }.column", equalTo("plan"))
                  .body(
                      "errors.find { it.code == 'moved' }.detail",
                      equalTo("属于 510013-145；代码不可移至另一规划"));
            });
  }

  @Test
  void movesNoProjectToAnotherProgrammeOnceItIsSummedByIt() {
    load("510015");
    var row = row(PROJECTS, "510015", "510015-145-p01");
    var other = row.replace("510015-145-c1", "510015-145-c3");
    PROJECTS.imported(other, "?onExisting=update").statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body("{\"plan\":\"510015-145\"}")
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    PROJECTS
        .imported(row, "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"))
        .body("errors.column", contains("programme"));
    PROJECTS
        .imported(other.replace("按规划实施", "已开工"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    assertThat(PROJECTS.item("510015-145-p01").getString("programme")).isEqualTo("510015-145-c3");
  }

  /** A file's header and the row of a code. */
  private static String row(Family family, String area, String code) {
    return file(family, area)
        .lines()
        .filter(line -> line.startsWith("code,") || line.startsWith(code + ","))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String file(Family family, String area) {
    return planFile("0" + (4 + ALL.indexOf(family)) + "-" + family.name() + ".csv", area);
  }

  private static void load(String area) {
    ALL.forEach(family -> family.imported(file(family, area)).statusCode(200));
  }
}
