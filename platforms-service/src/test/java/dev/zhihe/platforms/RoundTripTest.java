package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;

import dev.zhihe.test.Family;
import dev.zhihe.test.RoundTrip;
import dev.zhihe.test.RoundTrip.Body;
import dev.zhihe.test.RoundTrip.Seed;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is given for whatever field is refused, or comes back as it was given. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RoundTripTest {
  @Test
  void keepsOrRefusesWhateverIsGiven() throws Exception {
    var parks = new Parks("549001").loaded();
    var body =
        """
      {"platform": "%s", "period": "%s", "usableAreaM2": 12000, "occupiedAreaM2": 7600.5,
       "tenantsAtStart": 40, "tenants": 42, "newTenants": 3, "graduatedTenants": 1, "leftTenants": 0, "comment": "二号楼交付"}
      """
            .formatted(parks.platform(1), parks.period("m10"));
    parks.submitted(1, "m10");
    new RoundTrip("platforms")
        .holds(
            List.of(
                seed(
                    "operators",
                    "code,area,name,creditCode\n549001-op-9,549001,丙公司,%s\n"
                        .formatted(Parks.creditCode("549001", 9))),
                seed(
                    "platforms",
                    "code,area,name,type,stage\n549001-pf-9,549001,丙园,park,planning\n"),
                seed(
                    "aliases",
                    "code,area,name,canonicalName,entityType,relation\n549001-n1,549001,甲,乙,园区,same\n"),
                seed(
                    "reporting-periods",
                    "code,area,startDate,endDate,dueDate,reviewDueDate\n549001-2020-m01,549001,2020-01-01,2020-01-31,2020-02-10,2020-02-20\n"),
                seed(
                    "occupancy-rules",
                    "code,area,effectiveOn,stockJumpPercent,flowJumpPercent,yearJumpPercent,peerSpreads,peersAtLeast,slipComparisons,reason\n"
                        + "185903-l1,185903,2026-01-01,150,200,300,3,6,3,首年\n"),
                new Seed(
                    new Family("occupancy-reports", parks::olga),
                    """
                    code,platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants
                    %s,%s,%s,12000,7600,40,42,3,1,0
                    """
                        .formatted(
                            parks.report(2, "m10"), parks.platform(2), parks.period("m10")))),
            Map.of(
                "adoptOccupancyRules",
                new Body(
                    "/v1/occupancy-rules/adoptions",
                    () -> as("rita", "reviewer"),
                    "{\"area\": \"185909\"}",
                    null),
                "submitOccupancyReport",
                new Body("/v1/occupancy-reports", parks::olga, body, null),
                "correctOccupancyReport",
                new Body(
                    "/v1/occupancy-reports/" + parks.report(1, "m10"),
                    parks::olga,
                    body,
                    "/v1/occupancy-reports/" + parks.report(1, "m10")),
                "returnOccupancyReport",
                new Body(
                    "/v1/occupancy-reports/549009-none/return",
                    () -> as("rita", "reviewer"),
                    "{\"reason\": \"有误\"}",
                    null)));
  }

  private static Seed seed(String family, String csv) {
    return new Seed(new Family(family), csv);
  }
}
