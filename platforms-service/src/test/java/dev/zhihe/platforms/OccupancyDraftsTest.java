package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drafts of reports: private, incomplete if need be, and submitted under all rules. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyDraftsTest {
  private static final String REPORTS = "/v1/occupancy-reports/";

  @Test
  void savesWhatIsIncompleteAndTellsWhatWouldBeRefused() {
    var parks = new Parks("187011").loaded();
    parks
        .saved(1, "m10", Map.of("usableAreaM2", 100, "occupiedAreaM2", 200))
        .header("Cache-Control", equalTo("no-store"))
        .body("prefilled", equalTo(false))
        .body("basedOn", equalTo(0))
        .body("report.platform", equalTo(parks.platform(1)))
        .body("report.period", equalTo(parks.period("m10")))
        .body("report.usableAreaM2", equalTo(100))
        .body("findings.code", hasItem("above-usable"))
        .body("findings.findAll { it.code == 'required' }.pointer", hasItem("/tenants"));
    parks
        .seenDraft(1, "m10")
        .post(REPORTS + parks.report(1, "m10") + "/submission")
        .then()
        .statusCode(422)
        .body("errors.code", hasItem("required"));
    parks.saved(1, "m10", parks.figures(1, "m10")).body("findings", empty());
    parks
        .seenDraft(1, "m10")
        .post(REPORTS + parks.report(1, "m10") + "/submission")
        .then()
        .statusCode(201)
        .header("Location", equalTo(REPORTS + parks.report(1, "m10")))
        .header("ETag", equalTo("\"v1\""))
        .body("status", equalTo("submitted"));
    parks
        .olga()
        .get(REPORTS + parks.report(1, "m10") + "/draft")
        .then()
        .body("prefilled", equalTo(true))
        .body("basedOn", equalTo(1))
        .body("report.tenants", equalTo(42));
  }

  @Test
  void isInNoLogListOrAnswerOfOthers() {
    var parks = new Parks("187012").loaded();
    var position = Family.sealedPosition("occupancy-reports");
    parks.saved(1, "m10", Map.of("comment", "只有我们知道"));
    assertThat(Family.sealedPosition("occupancy-reports"))
        .as("nothing is logged")
        .isEqualTo(position);
    asEditor()
        .get("/v1/occupancy-reports?platform=" + parks.platform(1))
        .then()
        .body("items", empty());
    asEditor().get(REPORTS + parks.report(1, "m10")).then().statusCode(404);
    asOperator("olivia", parks.ours())
        .get(REPORTS + parks.report(1, "m10") + "/draft")
        .then()
        .body("report.comment", equalTo("只有我们知道"));
  }

  @Test
  void keepsDraftsOfOrganisationsApart() {
    var parks = new Parks("187013").loaded();
    parks.saved(1, "m10", Map.of("comment", "甲公司的草稿"));
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("operator", 1, Map.of("operator", parks.area() + "-op-2")));
    parks
        .oscar()
        .get(REPORTS + parks.report(1, "m10") + "/draft")
        .then()
        .statusCode(200)
        .body("prefilled", equalTo(true))
        .body("report.comment", nullValue());
    parks.olga().get(REPORTS + parks.report(1, "m10") + "/draft").then().statusCode(404);
  }

  @Test
  void beginsWithTheLastAcceptedReport() {
    var parks = new Parks("187014").loaded();
    parks
        .olga()
        .body(parks.figuresOfTenants(1, "m09", 2))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    accept(parks.report(1, "m09"), "v1");
    parks
        .olga()
        .get(REPORTS + parks.report(1, "m10") + "/draft")
        .then()
        .statusCode(200)
        .body("prefilled", equalTo(true))
        .body("savedAt", nullValue())
        .body("report.usableAreaM2", equalTo(12000))
        .body("report.tenantsAtStart", equalTo(2))
        .body("report.tenants", nullValue())
        .body("report.occupiedAreaM2", nullValue())
        .body("report.tenantLines", hasSize(2));
  }

  @Test
  void carriesTenantsOverFromThePeriodJustBeforeAlone() {
    var parks = new Parks("187021").loaded();
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2026-q4,%1$s,2026-10-01,2026-12-31,2027-01-10,2027-01-20
            """
                .formatted(parks.area()))
        .statusCode(200);
    parks.olga().body(parks.figuresOfTenants(1, "m09", 2)).post("/v1/occupancy-reports");
    accept(parks.report(1, "m09"), "v1");
    parks
        .olga()
        .get(REPORTS + parks.report(1, "m11") + "/draft")
        .then()
        .body("report.usableAreaM2", equalTo(12000))
        .body("report.tenantsAtStart", nullValue())
        .body("report.tenantLines", nullValue());
    // A month within the quarter is not before it.
    parks.olga().body(parks.figuresOfTenants(1, "m10", 3)).post("/v1/occupancy-reports");
    accept(parks.report(1, "m10"), "v1");
    parks
        .olga()
        .get(REPORTS + parks.report(1, "q4") + "/draft")
        .then()
        .body("report.tenantsAtStart", equalTo(2))
        .body("report.tenantLines", hasSize(2));
  }

  @Test
  void discardsADraftOfWhatIsAcceptedMeanwhile() {
    var parks = new Parks("187022").loaded();
    var amendment = parks.report(1, "m10") + "-a1";
    parks.submitted(1, "m10");
    accept(parks.report(1, "m10"), "v1");
    parks
        .olga()
        .body(
            parks.figures(
                1,
                "m10",
                Map.of("amends", parks.report(1, "m10"), "tenants", 44, "comment", "漏报两家")))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    var draft = REPORTS + amendment + "/draft";
    var saved =
        parks
            .olga()
            .header("If-Match", parks.olga().get(draft).header("ETag"))
            .body(Map.of("report", Map.of("comment", "漏报三家")))
            .put(draft);
    accept(amendment, "v1");
    var tag = saved.header("ETag");
    parks.oscar().header("If-Match", tag).delete(draft).then().statusCode(404);
    parks.olga().header("If-Match", tag).delete(draft).then().statusCode(204);
    parks.olga().header("If-Match", tag).delete(draft).then().statusCode(404);
  }

  @Test
  void refusesAnotherVersionOfTheDraftAndOfTheReport() {
    var parks = new Parks("187015").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + parks.report(1, "m10");
    var tag = parks.olga().get(item + "/draft").header("ETag");
    parks.saved(1, "m10", parks.figures(1, "m10", Map.of("tenants", 45)));
    parks
        .olga()
        .header("If-Match", tag)
        .body(Map.of("report", Map.of()))
        .put(item + "/draft")
        .then()
        .statusCode(412);
    // Somebody corrects the report meanwhile.
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(parks.figures(1, "m10", Map.of("tenants", 44)))
        .put(item)
        .then()
        .statusCode(200);
    parks
        .olga()
        .get(item + "/draft")
        .then()
        .body("basedOn", equalTo(1))
        .body("findings.code", hasItem("stale-draft"));
    parks.seenDraft(1, "m10").post(item + "/submission").then().statusCode(412);
    var draft = parks.olga().get(item + "/draft");
    parks
        .olga()
        .header("If-Match", draft.header("ETag"))
        .body(Map.of("report", draft.<Map<String, Object>>path("report"), "basedOn", 3))
        .put(item + "/draft")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/basedOn"));
    parks
        .olga()
        .header("If-Match", draft.header("ETag"))
        .body(Map.of("report", draft.<Map<String, Object>>path("report"), "basedOn", 2))
        .put(item + "/draft")
        .then()
        .statusCode(200)
        .body("findings", empty());
    parks
        .seenDraft(1, "m10")
        .post(item + "/submission")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v3\""))
        .body("tenants", equalTo(45));
  }

  @Test
  void whatGetGivesPutTakes() {
    var parks = new Parks("187016").loaded();
    var draft = REPORTS + parks.report(1, "m10") + "/draft";
    parks.saved(1, "m10", parks.figuresOfTenants(1, "m10", 2));
    var first = parks.olga().get(draft);
    var second =
        parks.olga().header("If-Match", first.header("ETag")).body(first.asString()).put(draft);
    second.then().statusCode(200).header("ETag", equalTo(first.header("ETag")));
    parks
        .olga()
        .header("If-Match", second.header("ETag"))
        .body(
            Map.of(
                "report", Map.of("platform", parks.platform(2), "amends", parks.report(1, "m10"))))
        .put(draft)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/report/platform", "/report/amends"));
  }

  @Test
  void amendsAnAcceptedReport() {
    var parks = new Parks("187017").loaded();
    parks.submitted(1, "m10");
    accept(parks.report(1, "m10"), "v1");
    var item = REPORTS + parks.report(1, "m10");
    parks
        .olga()
        .get(item + "/draft")
        .then()
        .body("report.amends", equalTo(parks.report(1, "m10")))
        .body("report.comment", nullValue())
        .body("findings.code", contains("comment-required"));
    parks.saved(1, "m10", parks.figures(1, "m10", Map.of("tenants", 44, "comment", "漏报两家")));
    parks
        .seenDraft(1, "m10")
        .post(item + "/submission")
        .then()
        .statusCode(201)
        .header("Location", equalTo(item + "-a1"))
        .body("amends", equalTo(parks.report(1, "m10")));
    given().get(item).then().body("tenants", equalTo(42));
    // The amendment under review has a draft of its own.
    parks
        .olga()
        .get(item + "-a1/draft")
        .then()
        .body("basedOn", equalTo(1))
        .body("report.comment", equalTo("漏报两家"));
    accept(parks.report(1, "m10") + "-a1", "v1");
    parks.olga().get(item + "-a1/draft").then().statusCode(409);
  }

  @Test
  void discardsADraftAndNeverMistakesAnotherForIt() {
    var parks = new Parks("187018").loaded();
    var item = REPORTS + parks.report(1, "m10");
    parks.olga().header("If-Match", "*").delete(item + "/draft").then().statusCode(404);
    parks.olga().header("If-Match", "*").post(item + "/submission").then().statusCode(404);
    parks.saved(1, "m10", Map.of("tenants", 1));
    var seen = parks.olga().get(item + "/draft").header("ETag");
    parks.seenDraft(1, "m10").delete(item + "/draft").then().statusCode(204);
    parks.saved(1, "m10", Map.of("tenants", 2)).header("ETag", not(equalTo(seen)));
    parks.olga().header("If-Match", seen).delete(item + "/draft").then().statusCode(412);
  }

  @Test
  void submitsOnceUnderAKey() {
    var parks = new Parks("187019").loaded();
    var item = REPORTS + parks.report(1, "m10");
    parks.saved(1, "m10", parks.figures(1, "m10"));
    var tag = parks.olga().get(item + "/draft").header("ETag");
    for (var replayed : new String[] {null, "true"}) {
      parks
          .olga()
          .header("Idempotency-Key", "k-1")
          .header("If-Match", tag)
          .post(item + "/submission")
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", equalTo(replayed));
    }
  }

  @Test
  void hasTheReportsOfAnyCodeThatAPeriodMayHave() {
    var parks = new Parks("187020").loaded();
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2026-o-a1,%1$s,2026-08-01,2026-08-31,2026-09-10,2026-09-20
            """
                .formatted(parks.area()))
        .statusCode(200);
    parks
        .olga()
        .get(REPORTS + parks.platform(1) + "-o-2026-o-a1/draft")
        .then()
        .statusCode(200)
        .body("report.period", equalTo(parks.area() + "-2026-o-a1"));
    for (var absent : List.of("-o-2026-m07", "-o-", "-x")) {
      parks.olga().get(REPORTS + parks.platform(1) + absent + "/draft").then().statusCode(404);
    }
  }

  private static void accept(String report, String version) {
    as("rita", "reviewer")
        .header("If-Match", "\"" + version + "\"")
        .post(REPORTS + report + "/acceptance")
        .then()
        .statusCode(200);
  }
}
