package dev.zhihe.platforms.period;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportingPeriodTest {
  private static final Family PERIODS = new Family("reporting-periods");
  private static final String HEADER = "code,area,startDate,endDate,dueDate,reviewDueDate";

  @Test
  void hasTheKindOfItsDaysWhetherTheFileSaysItOrNot() {
    PERIODS
        .imported(
            HEADER
                + """
                ,kind
                183001-m,183001,2026-10-01,2026-10-31,2026-11-10,2026-11-20,
                183001-q,183001,2026-07-01,2026-09-30,2026-10-10,2026-10-20,季
                183001-h,183001,2026-01-01,2026-06-30,2026-07-10,2026-07-20,half
                183001-x,183001,2026-01-01,2026-02-15,2026-07-10,2026-07-20,
                """)
        .statusCode(200);
    given().get("/v1/reporting-periods/183001-m").then().body("kind", equalTo("month"));
    given().get("/v1/reporting-periods/183001-x").then().body("kind", nullValue());
    given()
        .get("/v1/reporting-periods?area=183001&kind=quarter")
        .then()
        .body("items.code", contains("183001-q"));
    PERIODS
        .imported(HEADER + "\n183001-m,183001,2026-10-01,2026-10-31,2026-11-10,2026-11-20\n")
        .statusCode(200)
        .body("unchanged", equalTo(1));
  }

  @Test
  void refusesAKindThatItsDaysContradict() {
    PERIODS
        .imported(
            HEADER
                + """
                ,kind
                183002-m,183002,2026-10-01,2026-10-31,2026-11-10,2026-11-20,quarter
                183002-x,183002,2026-01-01,2026-02-15,2026-07-10,2026-07-20,month
                183002-d,183002,2026-05-01,2026-05-31,2026-07-10,2026-07-20,decade
                """)
        .statusCode(422)
        .body("errors.column", contains("kind", "kind", "kind"))
        .body("errors.code", contains("other-days", "other-days", "unknown-word"));
  }
}
