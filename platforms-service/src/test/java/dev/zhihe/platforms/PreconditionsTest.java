package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Family;
import dev.zhihe.test.Preconditions;
import dev.zhihe.test.Preconditions.Change;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
    var draft = parks.report(2, "m10");
    new Family("aliases")
        .imported(
            """
            code,area,name,canonicalName,entityType,relation
            580001-n1,580001,智谷,黄金湾智谷,园区,same
            """)
        .statusCode(200);
    var report = parks.report(1, "m10");
    new Preconditions(
            Family::asEditor,
            Map.of(
                "deleteAlias",
                new Change("580001-n1", Family::asEditor),
                "saveOccupancyDraft",
                new Change(draft, () -> parks.olga().body(Map.of("report", Map.of()))),
                "deleteOccupancyDraft",
                new Change(draft, parks::olga),
                "submitOccupancyDraft",
                new Change(draft, parks::olga),
                "correctOccupancyReport",
                new Change(report, () -> parks.olga().body(parks.figures(1, "m10"))),
                "withdrawOccupancyReport",
                new Change(report, parks::olga),
                "acceptOccupancyReport",
                new Change(report, () -> as("rita", "reviewer")),
                "returnOccupancyReport",
                new Change(
                    report,
                    () ->
                        as("rita", "reviewer")
                            .contentType("application/json")
                            .body(Map.of("reason", "核对")))),
            Set.of("getOccupancyDraft", "getOccupancyReportAttachment", "getOccupancyAttachment"))
        .hold();
    asEditor().get("/v1/aliases/580001-n1").then().statusCode(200);
  }
}
