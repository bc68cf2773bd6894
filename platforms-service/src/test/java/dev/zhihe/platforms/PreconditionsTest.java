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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PreconditionsTest {
  @Test
  void everyReadHasATagAndEveryChangeAsksForTheVersionSeen() {
    var parks = new Parks("580001").loaded();
    parks.submitted(1, "m10");
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
    var report = parks.report(1, "m10");
    new Preconditions(
            Family::asEditor,
            Map.of(
                "deleteAlias",
                new Change("580001-n1", Family::asEditor),
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
                            .body(Map.of("reason", "核对")))))
        .hold();
    asEditor().get("/v1/aliases/580001-n1").then().statusCode(200);
  }
}
