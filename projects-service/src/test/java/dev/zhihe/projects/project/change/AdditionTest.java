package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.PATH;
import static dev.zhihe.projects.project.change.Changes.act;
import static dev.zhihe.projects.project.change.Changes.added;
import static dev.zhihe.projects.project.change.Changes.adjusted;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.draft;
import static dev.zhihe.projects.project.change.Changes.inForce;
import static dev.zhihe.projects.project.change.Changes.investmentPlan;
import static dev.zhihe.projects.project.change.Changes.refused;
import static dev.zhihe.projects.project.change.Changes.rita;
import static dev.zhihe.projects.project.change.Changes.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.Planned;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projects that join a plan, each test with its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AdditionTest {
  private static final Family CHANGES = new Family("project-changes");
  private static final String HEADER =
      "code,plan,kind,projects,into,reason,documentTitle,documentNumber,effectiveOn\n";

  @Test
  void anAddedProjectIsInThePlanFromItsDayOn() {
    Planned.adopted("581001", 1);
    var before = Family.sealedPosition("projects");
    added("581001", 2);
    var change = change("581001", "addition", List.of("581001-145-p2"));
    draft(change)
        .statusCode(201)
        .header("Location", PATH + "/581001-145-chg1")
        .header("ETag", "\"v1\"")
        .body("status", equalTo("draft"))
        .body("successor", nullValue());
    given().get(PATH + "/581001-145-chg1").then().statusCode(404);
    act("581001-145-chg1", "submission", asEditor()).statusCode(200);
    inForce("581001", "", 1, "12.00");
    act("581001-145-chg1", "approval", rita())
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("approved"));

    given().get(PATH + "/581001-145-chg1").then().statusCode(200);
    given()
        .get("/v1/investment-plans/581001-145-p2-ip1")
        .then()
        .statusCode(200)
        .body("status", equalTo("adopted"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("validUntil", nullValue())
        .body("projectChange", equalTo("581001-145-chg1"));
    given()
        .get("/v1/projects/581001-145-p2")
        .then()
        .body("listedFrom", equalTo("2023-07-01"))
        .body("listedBy", equalTo("581001-145-chg1"))
        .body("listedUntil", nullValue())
        .body("stage", equalTo("not_stated"));
    inForce("581001", "", 2, "24.00");
    inForce("581001", "&on=2023-06-30", 1, "12.00");
    inForce("581001", "&on=2023-07-01", 2, "24.00");
    inForce("581001", "&on=2023-07-01&asOf=" + before, 1, "12.00");
    Family.sealedPosition("projects"); // the audit tells what is sealed
    asEditor()
        .get("/v1/audit/projects?entityType=project&entityId=581001-145-p2")
        .then()
        .body("items.last().reason", equalTo("动态调整"));
    // Lists with what the acts set import as unchanged, and a row of before says the same.
    new Family("projects").roundTrips("plan=581001-145", "code\n" + "i,\n".repeat(2));
    new Family("investment-plans").roundTrips("plan=581001-145", "code\n" + "i,\n".repeat(2));
    investmentPlan("581001-145-p2-ip1", "581001-145-p2").body("unchanged", equalTo(1));
    investmentPlan("581001-145-p2-other", "581001-145-p2")
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    // What was added is adjusted as any other.
    adjusted("581001-145-p2-ip1", "2024-01-01");
    given()
        .get("/v1/investment-plans/581001-145-p2-ip2")
        .then()
        .statusCode(200)
        .body("adjusts", equalTo("581001-145-p2-ip1"))
        .body("projectChange", nullValue());
  }

  @Test
  void adoptionsAddNoProjectToAPlanThatIsAdopted() {
    Planned.adopted("581002", 1);
    adoption("581002").statusCode(409).body("detail", containsString("均已批准"));
    added("581002", 2);
    added("581002", 3);
    adoption("581002")
        .statusCode(409)
        .body("detail", containsString("581002-145-p2"))
        .body("detail", containsString("POST /v1/project-changes"));
    as("erin", "reviewer", "editor")
        .contentType("application/json")
        .body(Map.of("plan", "581002-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(403);
    approved(change("581002", "addition", List.of("581002-145-p2", "581002-145-p3")));
    inForce("581002", "", 3, "36.00");
  }

  /** Otherwise the first adoption, which takes all drafts, would be refused for ever. */
  @Test
  void nothingIsAddedBeforeTheFirstAdoption() {
    Planned.loaded("581017", 2);
    refused(change("581017", "addition", List.of("581017-145-p2")), "not-adopted /plan");
    CHANGES
        .imported(HEADER + "581017-k1,581017-145,addition,581017-145-p2,,理由,通知,1号,2023-07-01\n")
        .statusCode(422)
        .body("errors.column", contains("plan"))
        .body("errors.code", contains("not-adopted"));
    Planned.adopt("581017");
    added("581017", 3);
    approved(change("581017", "addition", List.of("581017-145-p3")));
  }

  /** A reviewer approves the amounts that were submitted. */
  @Test
  void anAdditionAdoptsTheDraftsOfItsSubmission() {
    Planned.adopted("581019", 1);
    added("581019", 2);
    var code = submitted(change("581019", "addition", List.of("581019-145-p2")));
    investmentPlan("581019-145-p2-ip1", "581019-145-p2", "13,10,").statusCode(200);
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString("581019-145-p2-ip1"))
        .body("detail", containsString(PATH + "/" + code + "/return"));
    inForce("581019", "", 1, "12.00");
    rita()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "数额有变"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    act(code, "submission", asEditor()).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    inForce("581019", "", 2, "25.00");
  }

  private static ValidatableResponse adoption(String area) {
    return rita()
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then();
  }
}
