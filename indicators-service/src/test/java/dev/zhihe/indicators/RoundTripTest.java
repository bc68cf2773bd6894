package dev.zhihe.indicators;

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
  private static final String ADJUSTMENT =
      """
      {"target": "429001-t1", "afterComparator": "eq", "afterValue": 7, "reason": "口径变化",
       "effectiveOn": "2023-07-01"}
      """;

  @Test
  void keepsOrRefusesWhateverIsGiven() throws Exception {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n429001-145,429001,规划,2021,2025\n429002-145,429002,规划,2021,2025\n")
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n429001-i1,指标,goal,家,increase,level,429001-145;429002-145\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,board,year,comparator,value\n429001-t1,429001-145,429001-i1,429001,,2025,eq,5\n429001-t2,429001-145,429001-i1,429001,乙,2025,eq,6\n")
        .statusCode(200);
    PlanFiles.adopt("429001-145");
    new Family("target-adjustments")
        .imported(
            "code,target,afterComparator,afterValue,reason,effectiveOn\n429001-j1,429001-t1,eq,6,口径变化,2023-07-01\n")
        .statusCode(200);
    new RoundTrip("indicators")
        .holds(
            List.of(
                seed(
                    "plans",
                    "code,area,nameZh,startYear,endYear\n429003-145,429003,规划,2021,2025\n"),
                seed(
                    "indicators",
                    "code,nameZh,kind,direction,nature,plans\n429003-i1,指标,goal,increase,level,429003-145\n"),
                seed(
                    "targets",
                    "code,plan,indicator,area,year,comparator,value\n429002-t1,429002-145,429001-i1,429002,2025,eq,5\n"),
                new Seed(
                    new Family("observations"),
                    "code,indicator,area,period,value,status\n429003-o1,429001-i1,429003,2022,5,actual\n",
                    "/v1/observation-submissions"),
                seed(
                    "policies", "code,plan,name,kind,status\n429003-y1,429001-145,办法,政策,planned\n"),
                seed("codelists", "code,list,value,nameZh,area\n429003-c1,boards,甲,甲,429003\n"),
                seed(
                    "collection-periods",
                    "code,area,period,dueDate\n429003-2022,429003,2022,2099-03-31\n"),
                new Seed(
                    new Family("validation-rules"),
                    "code,nameZh,severity,left,comparator,constant\n429003-v1,不为负,warning,429003-i1,ge,0\n",
                    null,
                    () -> PlanFiles.approveRequests("429003-v1")),
                seed(
                    "target-parts",
                    "code,plan,target,year,department,value\n429003-p1,429001-145,429001-t1,2025,区科技局,5\n"),
                seed(
                    "target-adjustments",
                    "code,target,afterComparator,afterValue,reason,effectiveOn\n429001-j2,429001-t2,eq,7,口径变化,2023-07-01\n")),
            Map.ofEntries(
                refused(
                    "extendCollectionPeriod",
                    "/v1/collection-periods/429009-none/extensions",
                    "{\"until\": \"2099-12-31\", \"reason\": \"系统迁移\"}"),
                refused(
                    "approveObservationSubmissions",
                    "/v1/observation-submissions/approvals",
                    "{\"area\": \"429009\"}"),
                refused(
                    "returnObservationSubmissions",
                    "/v1/observation-submissions/returns",
                    "{\"selection\": {\"area\": \"429009\"}, \"reason\": \"有误\"}"),
                refused(
                    "returnObservationSubmission",
                    "/v1/observation-submissions/429009-none/return",
                    "{\"reason\": \"有误\"}"),
                refused(
                    "issuePolicy",
                    "/v1/policies/429009-none/issue",
                    "{\"documentNumber\": \"1号\", \"issuedOn\": \"2022-06-30\"}"),
                refused(
                    "freezeReport",
                    "/v1/reports",
                    "{\"plan\": \"429009-none\", \"kind\": \"mid_term\", \"on\": \"2023-06-30\"}"),
                refused(
                    "requestRetraction",
                    "/v1/observations/429009-none/retraction",
                    "{\"reason\": \"误用\"}"),
                refused(
                    "returnChangeRequest",
                    "/v1/change-requests/cr-999999/return",
                    "{\"reason\": \"有误\"}"),
                refused("returnReport", "/v1/reports/429009-none/return", "{\"reason\": \"有误\"}"),
                refused(
                    "requestTargetMerger",
                    "/v1/targets/429009-none/merger",
                    "{\"into\": \"429001-t1\", \"reason\": \"正文重述\"}"),
                refused("draftTargetAdjustment", "/v1/target-adjustments", ADJUSTMENT),
                Map.entry(
                    "changeTargetAdjustment",
                    new Body(
                        "/v1/target-adjustments/429001-j1",
                        Family::asEditor,
                        ADJUSTMENT,
                        "/v1/target-adjustments/429001-j1")),
                refused(
                    "returnTargetAdjustment",
                    "/v1/target-adjustments/429009-none/return",
                    "{\"reason\": \"有误\"}")));
  }

  private static Map.Entry<String, Body> refused(String operation, String path, String body) {
    return Map.entry(operation, new Body(path, () -> as("rosa", "reviewer", "editor"), body, null));
  }

  private static Seed seed(String family, String csv) {
    return new Seed(new Family(family), csv);
  }
}
