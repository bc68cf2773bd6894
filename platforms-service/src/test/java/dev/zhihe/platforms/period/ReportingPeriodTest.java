package dev.zhihe.platforms.period;

import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.platforms.Parks;
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

  @Test
  void keepsItsDaysOnceThereIsAReport() {
    var parks = new Parks("183016").loaded();
    var file =
        HEADER
            + "\n"
            + """
            183016-2026-m10,183016,2026-12-01,2026-12-31,2027-01-10,2027-01-20
            183016-2026-m09,183016,2026-09-01,2026-09-30,2026-10-12,2026-10-22
            """;
    parks.submitted(1, "m10");
    PERIODS
        .imported(file, "?onExisting=update")
        .statusCode(422)
        .body("errors.row", contains(2, 2, 2, 2))
        .body("errors.code", everyItem(equalTo("has-reports")))
        .body("errors.column", contains("startDate", "endDate", "dueDate", "reviewDueDate"));
    PERIODS
        .imported(
            HEADER
                + "\n"
                + """
                183016-2026-m10,183016,2026-10-01,2026-10-31,2026-11-10,2026-11-20
                183016-2026-m09,183016,2026-09-01,2026-09-30,2026-10-12,2026-10-22
                """,
            "?onExisting=update")
        .statusCode(200)
        .body("unchanged", equalTo(1))
        .body("updated", equalTo(1));
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .delete("/v1/occupancy-reports/" + parks.report(1, "m10"))
        .then()
        .statusCode(204);
    PERIODS
        .imported(
            HEADER + "\n183016-2026-m10,183016,2026-10-01,2026-10-31,2026-11-12,2026-11-22\n",
            "?onExisting=update")
        .statusCode(200);
  }
}
