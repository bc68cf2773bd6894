package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans made up for tests, and reports on them. */
final class MadeUpReports {
  static final List<String> FORMATS = List.of("json", "xlsx", "html", "pdf");

  private MadeUpReports() {}

  /** A plan of an area of the test's own, with figures of 2022. */
  static void plan(String area, boolean adopted) {
    PlanFiles.load();
    var plan = area + "-145";
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%s,%s,某区科技创新规划,2021,2025\n".formatted(plan, area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            """
            code,nameZh,kind,unit,direction,nature,attribute,category,leadDepartment,plans
            AREA-i1,研发投入 <强度> & 占比,headline,%,increase,ratio,binding,创新投入,区科技局,AREA-145
            AREA-i2,高新技术企业,headline,家,increase,level,anticipatory,创新绩效,区科技局,AREA-145
            AREA-i3,科普基地,goal,个,increase,level,,发展科普事业,,AREA-145
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear
            AREA-145-t1,AREA-145,AREA-i1,AREA,2025,ge,4,3,2020
            AREA-145-t2,AREA-145,AREA-i2,AREA,2025,ge,200,100,2020
            AREA-145-t3,AREA-145,AREA-i3,AREA,2025,ge,10,,
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("policies")
        .imported(
            "code,plan,name,kind,status\nAREA-145-y1,AREA-145,某办法_x0041_,区级政策,planned\n"
                .replace("AREA", area))
        .statusCode(200);
    figure(area, "3.5");
    if (adopted) {
      PlanFiles.adopt(plan);
    }
  }

  static void figure(String area, String value) {
    PlanFiles.OBSERVATIONS
        .imported(
            """
            code,indicator,area,period,value,status
            AREA-o1,AREA-i1,AREA,2022,VALUE,actual
            AREA-o2,AREA-i2,AREA,2022,120,estimated
            """
                .replace("AREA", area)
                .replace("VALUE", value),
            "?onExisting=update")
        .statusCode(200);
  }

  static ValidatableResponse asked(Request by, Map<String, Object> report) {
    return by.contentType("application/json").body(report).post("/v1/reports").then();
  }

  static Map<String, Object> midTerm(String area) {
    return new HashMap<>(Map.of("plan", area + "-145", "kind", "mid_term", "on", "2023-06-30"));
  }

  static JsonPath frozen(String area) {
    return made(asEditor(), midTerm(area)).extract().jsonPath();
  }

  static Request asReviewer() {
    return as("rita", "reviewer");
  }

  static void published(String code) {
    asReviewer()
        .header("If-Match", "*")
        .post("/v1/reports/" + code + "/approval")
        .then()
        .statusCode(200);
    asReviewer()
        .header("If-Match", "*")
        .post("/v1/reports/" + code + "/publication")
        .then()
        .statusCode(200)
        .body("status", equalTo("published"));
  }

  static byte[] file(String code, String format) {
    return asEditor()
        .get("/v1/reports/" + code + "/files/" + format)
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  static JsonPath verified(String code) {
    return asEditor()
        .header("Accept-Language", "en")
        .get("/v1/reports/" + code + "/verification")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  static void asOwner(String... statements) throws SQLException {
    try (var owner =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("indicators"), "indicators_owner", "indicators_owner");
        var statement = owner.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }
}
