package dev.zhihe.platforms.rollup;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;

import dev.zhihe.platforms.Parks;
import dev.zhihe.test.CommittedFile;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The answers with which indicators-service tests what its reports attach are those of this
 * service.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RecordedAnswersTest {
  private static final Path RECORDED =
      Path.of("..", "indicators-service", "src", "test", "resources", "recorded", "platforms.tsv");
  private static final int BODY = 4;

  @Test
  void recordedAnswersAreThoseOfTheService() throws IOException {
    loaded("184001");
    report("184001", 1, "2023-m04", "8000", 40, 2, 1, 0, 8);
    report("184001", 1, "2023-m05", "8000.25", 41, 1, 0, 0, 8);
    report("184001", 2, "2023-m04", "5000", 27, 2, 1, 1, 4);
    report("184001", 2, "2023-m05", "5000.25", 27, 1, 0, 0, 4);
    var answered =
        Files.readString(RECORDED)
            .lines()
            .map(line -> line.split("\t", -1))
            .map(RecordedAnswersTest::answeredAgain)
            .collect(Collectors.joining("\n", "", "\n"));
    CommittedFile.matches(RECORDED, answered, "RecordedAnswersTest");
  }

  /** The line with the answer of now. Positions and chains are those of the recording. */
  private static String answeredAgain(String[] line) {
    if (line[0].startsWith("/v1/occupancy-rollups")) {
      line[BODY] =
          given().get(line[0].replaceFirst("&asOf=.*", "")).then().extract().body().asString();
    }
    return String.join("\t", line);
  }

  private static void loaded(String area) {
    new Family("operators")
        .imported(
            "code,area,name,creditCode\n%1$s-op-1,%1$s,公司,%2$s\n"
                .formatted(area, Parks.creditCode(area, 1)))
        .statusCode(200);
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator
            %1$s-pf-1,%1$s,甲园,innovation_park,completed,%1$s-op-1
            %1$s-pf-2,%1$s,乙园,innovation_park,completed,%1$s-op-1
            %1$s-pf-3,%1$s,孵化器,incubator,completed,%1$s-op-1
            """
                .formatted(area))
        .statusCode(200);
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            %1$s-pt-1,%1$s,%1$s-pf-1,high_tech_firms,ge,8,,2023-12-31
            %1$s-pt-2,%1$s,%1$s-pf-1,output_yuan,ge,100000000,2023-01-01,2023-12-31
            %1$s-pt-3,%1$s,%1$s-pf-3,tenants,ge,20,,2022-12-31
            """
                .formatted(area))
        .statusCode(200);
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2023-m04,%1$s,2023-04-01,2023-04-30,2023-05-10,2023-05-20
            %1$s-2023-m05,%1$s,2023-05-01,2023-05-31,2023-06-10,2023-06-20
            """
                .formatted(area))
        .statusCode(200);
  }

  private static void report(
      String area,
      int platform,
      String period,
      String occupied,
      int start,
      int entered,
      int left,
      int graduated,
      int highTech) {
    var figures = new HashMap<String, Object>();
    figures.put("platform", area + "-pf-" + platform);
    figures.put("period", area + "-" + period);
    figures.put("usableAreaM2", 10_000);
    figures.put("occupiedAreaM2", new BigDecimal(occupied));
    figures.put("tenantsAtStart", start);
    figures.put("newTenants", entered);
    figures.put("leftTenants", left);
    figures.put("graduatedTenants", graduated);
    figures.put("tenants", start + entered - left - graduated);
    figures.put("highTechFirms", highTech);
    figures.put("outputYuan", 31_250_000);
    figures.put("comment", "已核对");
    var answer =
        asOperator("olga", Parks.creditCode(area, 1))
            .contentType("application/json")
            .body(figures)
            .post("/v1/occupancy-reports")
            .then()
            .log()
            .ifValidationFails()
            .statusCode(201)
            .extract();
    as("rita", "reviewer")
        .header("If-Match", answer.header("ETag"))
        .post("/v1/occupancy-reports/" + answer.path("code") + "/acceptance")
        .then()
        .statusCode(200);
  }
}
