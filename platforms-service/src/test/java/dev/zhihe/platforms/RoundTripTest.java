package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static java.util.Map.entry;

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
  private static final String FIELDS =
      "usableAreaM2|required|0|50000|可用面积|Usable area|解释|Explanation;occupiedAreaM2;tenantsAtStart;newTenants;leftTenants;graduatedTenants;tenants";

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
    var correction =
        """
        {"area": "549001", "kind": "correction", "platforms": ["%s"], "reason": "更正",
         "effectiveOn": "2026-11-01", "changes": [{"property": "note", "after": "二期"}]}
        """
            .formatted(parks.platform(4));
    var acts = new RegistryActs(parks);
    var change = acts.drafted(acts.change("correction", 4, Map.of("note", "三期")));
    var draft = "/v1/occupancy-reports/" + parks.report(1, "m10") + "/draft";
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
                    "platform-targets",
                    "code,area,platform,measure,comparator,value,deadline\n549001-pt-1,549001,%s,tenants,ge,40,2026-12-31\n"
                        .formatted(parks.platform(1))),
                seed(
                    "aliases",
                    "code,area,name,canonicalName,entityType,relation\n549001-n1,549001,甲,乙,园区,same\n"),
                seed(
                    "registry-changes",
                    """
                    code,area,kind,platforms,changes,reason,documentTitle,documentNumber,effectiveOn
                    549001-rc-9,549001,correction,549001-pf-4,note:二期,更正,关于更正的通知,试〔2026〕1号,2026-11-01
                    """),
                seed(
                    "reporting-periods",
                    "code,area,startDate,endDate,dueDate,reviewDueDate\n549001-2020-m01,549001,2020-01-01,2020-01-31,2020-02-10,2020-02-20\n"),
                seed(
                    "occupancy-rules",
                    "code,area,effectiveOn,stockJumpPercent,flowJumpPercent,yearJumpPercent,peerSpreads,peersAtLeast,slipComparisons,reason\n"
                        + "185903-l1,185903,2026-01-01,150,200,300,3,6,3,首年\n"),
                seed(
                    "forms",
                    """
                    code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason
                    549001-f-9,549001,year,9,2020-01-01,年报,Yearly report,park,%s,首次制定
                    """
                        .formatted(FIELDS)),
                seed(
                    "period-extensions",
                    """
                    code,platform,period,dueDate,grantor,reason,document
                    %1$s-x-2026-m10-20261120,%1$s,%2$s,2026-11-20,区科技局,搬迁,批复
                    """
                        .formatted(parks.platform(1), parks.period("m10"))),
                new Seed(
                    new Family("occupancy-reports", parks::olga),
                    """
                    code,platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants
                    %s,%s,%s,12000,7600,40,42,3,1,0
                    """
                        .formatted(
                            parks.report(2, "m10"), parks.platform(2), parks.period("m10")))),
            Map.ofEntries(
                entry(
                    "draftRegistryChange",
                    new Body(
                        "/v1/registry-changes",
                        Family::asEditor,
                        correction.replace("更正", "=更正"),
                        null)),
                entry(
                    "changeRegistryChange",
                    new Body(
                        "/v1/registry-changes/" + change,
                        Family::asEditor,
                        correction,
                        "/v1/registry-changes/" + change)),
                entry(
                    "returnRegistryChange",
                    new Body(
                        "/v1/registry-changes/549009-none/return",
                        () -> as("rita", "reviewer"),
                        "{\"reason\": \"有误\"}",
                        null)),
                entry(
                    "saveOccupancyDraft",
                    new Body(draft, parks::olga, "{\"report\": %s}".formatted(body), draft, false)),
                entry(
                    "adoptOccupancyRules",
                    refused("/v1/occupancy-rules/adoptions", "{\"area\": \"185909\"}")),
                entry("adoptForms", refused("/v1/forms/adoptions", "{\"area\": \"549009\"}")),
                entry(
                    "grantPeriodExtension",
                    refused(
                        "/v1/period-extensions",
                        """
                    {"platform": "549009-none", "period": "549009-none", "dueDate": "2026-11-20",
                     "grantor": "区科技局", "reason": "搬迁"}
                    """)),
                entry(
                    "revokePeriodExtension",
                    refused(
                        "/v1/period-extensions/549009-none/revocation", "{\"reason\": \"有误\"}")),
                entry(
                    "acceptOccupancyReports",
                    new Body(
                        "/v1/occupancy-reports/acceptances",
                        () -> as("rita", "reviewer"),
                        "{\"period\": \"549009-none\"}",
                        null)),
                entry(
                    "submitOccupancyReport",
                    new Body("/v1/occupancy-reports", parks::olga, body, null)),
                entry(
                    "correctOccupancyReport",
                    new Body(
                        "/v1/occupancy-reports/" + parks.report(1, "m10"),
                        parks::olga,
                        body,
                        "/v1/occupancy-reports/" + parks.report(1, "m10"))),
                entry(
                    "returnOccupancyReport",
                    new Body(
                        "/v1/occupancy-reports/549009-none/return",
                        () -> as("rita", "reviewer"),
                        "{\"reason\": \"有误\"}",
                        null))));
  }

  /** A body that the bureau sends in vain. */
  private static Body refused(String path, String body) {
    return new Body(path, () -> as("rosa", "reviewer", "editor"), body, null);
  }

  private static Seed seed(String family, String csv) {
    return new Seed(new Family(family), csv);
  }
}
