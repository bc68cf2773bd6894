package dev.zhihe.projects;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for each family of the service, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static final Family PROGRAMMES = new Family("programmes");
  private static final Family PROJECTS = new Family("projects");
  private static final Family INVESTMENTS = new Family("investment-plans");
  private static final Family TOTALS = new Family("stated-totals");
  private static final List<Family> ALL = List.of(PROGRAMMES, PROJECTS, INVESTMENTS, TOTALS);

  @Inject AgroalDataSource database;

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    load("510001");
    for (var family : ALL) {
      family.walksAllPages("plan=510001-145", file(family, "510001"));
      family.refusesAForeignCursor("plan=510001-145", "plan=500106-145");
      family.roundTrips("plan=510001-145", file(family, "510001"));
      family.refusesUnknownParameters();
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
                "2023-2025:500000000.00,spb-145-st-plan-rev,956",
                "2023-2025:500000000.01,spb-145-st-plan-rev,956"));
    TOTALS.neverAnswers304AfterAWrite(
        "510002-145-s08",
        "plan=510002-145",
        file(TOTALS, "510002").replace("chapter-4,43", "chapter-4,44"));
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
            510004-145-p1,510004-145,5100,510004-145-c9,甲,2021,2020,建成,NEW,20,10,a;a
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

  private static String file(Family family, String area) {
    return planFile("0" + (4 + ALL.indexOf(family)) + "-" + family.name() + ".csv", area);
  }

  private static void load(String area) {
    ALL.forEach(family -> family.imported(file(family, area)).statusCode(200));
  }
}
