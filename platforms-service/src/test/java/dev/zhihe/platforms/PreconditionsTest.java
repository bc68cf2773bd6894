package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static java.util.Map.entry;

import dev.zhihe.platforms.supervision.reminder.RemindedDay;
import dev.zhihe.test.Family;
import dev.zhihe.test.Preconditions;
import dev.zhihe.test.Preconditions.Change;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PreconditionsTest {
  @Test
  void everyReadHasATagAndEveryChangeAsksForTheVersionSeen() {
    var parks = new Parks("580001").loaded();
    parks
        .olga()
        .body(parks.figuresOfTenants(1, "m10", 2))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    parks.saved(2, "m10", Map.of("tenants", 1));
    var unsubmitted = parks.report(2, "m10");
    new Family("aliases")
        .imported(
            """
            code,area,name,canonicalName,entityType,relation
            580001-n1,580001,智谷,黄金湾智谷,园区,same
            """)
        .statusCode(200);
    new Family("occupancy-rules")
        .imported("code,area,effectiveOn,reason\n185904-l1,185904,2026-01-01,首年\n")
        .statusCode(200);
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,deadline
            580001-pt-1,580001,%s,tenants,ge,40,2026-12-31
            """
                .formatted(parks.platform(1)))
        .statusCode(200);
    new Family("period-extensions")
        .imported(
            """
            platform,period,dueDate,grantor,reason
            580001-pf-1,580001-2026-m10,2026-11-20,区科技局,搬迁
            """)
        .statusCode(200);
    new Family("forms")
        .imported(
            """
            code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason
            580001-f-1,580001,month,1,2026-01-01,月报,Monthly report,park,usableAreaM2;occupiedAreaM2;tenantsAtStart;newTenants;leftTenants;graduatedTenants;tenants,首次制定
            """)
        .statusCode(200);
    RemindedDay.of("580001", "2026-11-15");
    var report = parks.report(1, "m10");
    var acts = new RegistryActs(parks);
    var correction = acts.change("correction", 1, Map.of("note", "二期"));
    var draft = acts.drafted(correction);
    var submitted = acts.submitted(correction);
    new Preconditions(
            Family::asEditor,
            Map.ofEntries(
                entry("deletePlatformTarget", new Change("580001-pt-1", Family::asEditor)),
                entry(
                    "changeRegistryChange",
                    new Change(
                        draft, () -> asEditor().contentType("application/json").body(correction))),
                entry("deleteRegistryChange", new Change(draft, Family::asEditor)),
                entry("submitRegistryChange", new Change(draft, Family::asEditor)),
                entry("approveRegistryChange", new Change(submitted, () -> as("rita", "reviewer"))),
                entry(
                    "returnRegistryChange",
                    new Change(
                        submitted,
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(Map.of("reason", "核对")))),
                entry(
                    "saveOccupancyDraft",
                    new Change(unsubmitted, () -> parks.olga().body(Map.of("report", Map.of())))),
                entry(
                    "saveOccupancyDraftTenants",
                    new Change(
                        unsubmitted,
                        () ->
                            parks
                                .olga()
                                .contentType("text/csv")
                                .body("name,enteredOn\n".getBytes(StandardCharsets.UTF_8)))),
                entry("deleteOccupancyDraft", new Change(unsubmitted, parks::olga)),
                entry("submitOccupancyDraft", new Change(unsubmitted, parks::olga)),
                entry(
                    "revokePeriodExtension",
                    new Change(
                        "580001-pf-1-x-2026-m10-20261120",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(Map.of("reason", "有误")))),
                entry("deleteAlias", new Change("580001-n1", Family::asEditor)),
                entry(
                    "correctOccupancyReport",
                    new Change(report, () -> parks.olga().body(parks.figures(1, "m10")))),
                entry("withdrawOccupancyReport", new Change(report, parks::olga)),
                entry("acceptOccupancyReport", new Change(report, () -> as("rita", "reviewer"))),
                entry(
                    "returnOccupancyReport",
                    new Change(
                        report,
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(Map.of("reason", "核对"))))),
            Set.of("getOccupancyDraft", "getOccupancyReportAttachment", "getOccupancyAttachment"))
        .hold();
    asEditor().get("/v1/aliases/580001-n1").then().statusCode(200);
  }
}
