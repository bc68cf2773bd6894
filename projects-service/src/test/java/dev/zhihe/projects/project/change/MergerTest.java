package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.PATH;
import static dev.zhihe.projects.project.change.Changes.adjusted;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.inForce;
import static dev.zhihe.projects.project.change.Changes.investmentPlan;
import static dev.zhihe.projects.project.change.Changes.refused;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.Planned;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Projects that are merged, each test with its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MergerTest {
  private static final String ROLLUP = "/v1/investment-rollups?by=programme&plan=";

  @Test
  void aMergerChangesNoTotal() {
    Planned.adopted("581005", 3);
    adjusted("581005-145-p3-ip1", "2023-01-01");
    var code =
        approved(
            change(
                "581005",
                "merger",
                List.of("581005-145-p1", "581005-145-p3"),
                "into",
                "581005-145-p2"));
    given()
        .get(PATH + "/" + code)
        .then()
        .body("into", equalTo("581005-145-p2"))
        .body("successor", equalTo("581005-145-p2-ip2"));
    given()
        .get("/v1/investment-plans/581005-145-p2-ip2")
        .then()
        .statusCode(200)
        .body(containsString("\"totalYuan\":44.00,\"periodYuan\":35.00,"))
        .body(
            containsString(
                "\"phases\":[{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":18.00},{\"fromYear\":2023,\"toYear\":2025,\"amountYuan\":17.00}]"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("adjusts", equalTo("581005-145-p2-ip1"))
        .body("adjustment", nullValue())
        .body("projectChange", equalTo(code))
        .body("mergedProjects", contains("581005-145-p1", "581005-145-p3"));
    given()
        .get("/v1/projects/581005-145-p1")
        .then()
        .body("mergedInto", equalTo("581005-145-p2"))
        .body("unlistedBy", equalTo(code))
        .body("stage", equalTo("cancelled"));
    given()
        .get("/v1/projects/581005-145-p2")
        .then()
        .body("stage", equalTo("not_stated"))
        .body("listedUntil", nullValue());
    inForce("581005", "", 1, "44.00");
    inForce("581005", "&on=2023-06-30", 3, "44.00");
    inForce("581005", "&on=2023-07-01", 1, "44.00");
    refused(
        change(
            "581005",
            "merger",
            List.of("581005-145-p1"),
            "into",
            "581005-145-p2",
            "effectiveOn",
            "2023-08-01"),
        "withdrawn /projects");
    // What is in it stays in it.
    adjusted("581005-145-p2-ip2", "2024-01-01");
    given()
        .get("/v1/investment-plans/581005-145-p2-ip3")
        .then()
        .body("mergedProjects", contains("581005-145-p1", "581005-145-p3"))
        .body("projectChange", nullValue());
    new Family("investment-plans").roundTrips("plan=581005-145", "code\n" + "i,\n".repeat(6));
  }

  @Test
  void amountsOfOverlappingPhasesAreNotAdded() {
    Planned.loaded("581006", 4);
    investmentPlan("581006-145-p2-ip1", "581006-145-p2", "12,10,2021-2025:10").statusCode(200);
    investmentPlan("581006-145-p3-ip1", "581006-145-p3", "12,10,").statusCode(200);
    investmentPlan("581006-145-p4-ip1", "581006-145-p4", "3,3,2026-2030:3").statusCode(200);
    Planned.adopt("581006");
    refused(
        change("581006", "merger", List.of("581006-145-p2"), "into", "581006-145-p1"),
        "phases-differ /projects");
    refused(
        change("581006", "merger", List.of("581006-145-p3"), "into", "581006-145-p1"),
        "phases-differ /projects");
    approved(change("581006", "merger", List.of("581006-145-p4"), "into", "581006-145-p1"));
    given()
        .get("/v1/investment-plans/581006-145-p1-ip2")
        .then()
        .body("phases.fromYear", contains(2021, 2023, 2026))
        .body("asStated", nullValue());
  }

  @Test
  void aContradictionStaysOneInTheSum() {
    Planned.loaded("581007", 2);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases,asStated\n"
                + "581007-145-p2-ip1,581007-145,581007-145-p2,12,10,2021-2022:7;2023-2025:4,true\n",
            "?onExisting=update")
        .statusCode(200);
    Planned.adopt("581007");
    approved(change("581007", "merger", List.of("581007-145-p2"), "into", "581007-145-p1"));
    given()
        .get("/v1/investment-plans/581007-145-p1-ip2")
        .then()
        .body("asStated", equalTo(true))
        .body(containsString("\"differenceYuan\":-1.00"))
        .body("phases.amountYuan", contains(13.0f, 8.0f));
  }

  /** A contradiction of one investment plan hides none that the sum alone has. */
  @Test
  void aContradictionOfOneHidesNoneOfTheSum() {
    Planned.loaded("581026", 3);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases,asStated\n"
                + "581026-145-p2-ip1,581026-145,581026-145-p2,12,10,2021-2022:7;2023-2025:4,true\n"
                + "581026-145-p3-ip1,581026-145,581026-145-p3,5,5,,\n",
            "?onExisting=update")
        .statusCode(200);
    Planned.adopt("581026");
    refused(
        change("581026", "merger", List.of("581026-145-p3"), "into", "581026-145-p2"),
        "phases-differ /projects");
    approved(change("581026", "merger", List.of("581026-145-p1"), "into", "581026-145-p2"));
  }

  @Test
  void whatAMergedProjectCompletedCountsForTheOneThatGoesOn() {
    var area = new LedgerArea("581012").loaded();
    area.entered(
        area.row(1, 1, "completed", "2021-06", "10000000", "fiscal")
            + area.row(2, 2, "completed", "2021-06", "20000000", "fiscal"));
    var rate = "total.completionRatePercent";
    given().get(ROLLUP + "581012-145&asOf=now").then().body(rate, equalTo(15.0f));
    approved(change("581012", "merger", List.of("581012-p1"), "into", "581012-p2"));
    var merged = Family.sealedPosition("projects");
    for (var when :
        List.of("&asOf=now", "&asOf=" + merged, "&on=2023-06-30&asOf=now", "&on=2023-07-01")) {
      given()
          .get(ROLLUP + "581012-145" + when)
          .then()
          .statusCode(200)
          .body(rate, equalTo(15.0f))
          .body(containsString("\"periodYuan\":200000000.00"));
    }
    approved(change("581012", "withdrawal", List.of("581012-p2"), "effectiveOn", "2024-01-01"));
    given().get(ROLLUP + "581012-145&asOf=now").then().body(rate, equalTo(0.0f));
    given().get(ROLLUP + "581012-145&asOf=" + merged).then().body(rate, equalTo(15.0f));
  }
}
