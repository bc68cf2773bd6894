package dev.zhihe.indicators;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Preconditions;
import dev.zhihe.test.Preconditions.Change;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PreconditionsTest {
  @Test
  void everyReadHasATagAndEveryChangeAsksForTheVersionSeen() {
    PlanFiles.load(); // the contract's examples name them
    load("420001");
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n420001-t1,420001-145,420001-i01,420001,2025,eq,5\n")
        .statusCode(200);
    PlanFiles.OBSERVATIONS.imported(observation("420001")).statusCode(200);
    new Family("policies")
        .imported("code,plan,name,kind,status\n420001-145-y01,420001-145,办法,法律法规,not_stated\n")
        .statusCode(200);
    adjustmentsAndParts("420004");
    new Family("codelists")
        .imported("code,list,value,nameZh\n420001-c1,boards,甲,甲\n")
        .statusCode(200);
    new Family("collection-periods")
        .imported("code,area,period,dueDate\n420001-2022,420001,2022,2023-03-31\n")
        .statusCode(200);
    new Family("validation-rules")
        .imported(
            "code,nameZh,severity,left,comparator,constant\n420001-v1,不为负,error,420001-i01,ge,0\n")
        .statusCode(200);
    load("420006");
    PlanFiles.adopt("420006-145");
    Family.sealedPosition("plans"); // a report needs it
    asEditor()
        .contentType("application/json")
        .body(Map.of("plan", "420006-145", "kind", "mid_term", "on", "2023-06-30"))
        .post("/v1/reports")
        .then()
        .statusCode(201);
    var request =
        asEditor()
            .contentType("application/json")
            .header("If-Match", "*")
            .body(reason("误用"))
            .post("/v1/observations/420001-r1/retraction")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("code");
    new Preconditions(
            Family::asEditor,
            Map.ofEntries(
                Map.entry("adoptPlan", new Change("420001-145", () -> as("rita", "reviewer"))),
                Map.entry("draftPolicy", new Change("420001-145-y01", Family::asEditor)),
                Map.entry(
                    "issuePolicy",
                    new Change(
                        "420001-145-y01",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(
                                    Map.of(
                                        "documentNumber", "〔2022〕1号", "issuedOn", "2022-06-30")))),
                Map.entry(
                    "changeTargetAdjustment",
                    new Change(
                        "420004-j1",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(
                                    Map.of(
                                        "target", "420004-t1",
                                        "afterComparator", "eq",
                                        "afterValue", 4,
                                        "reason", "口径变化",
                                        "effectiveOn", "2023-07-01")))),
                Map.entry("deleteTargetAdjustment", new Change("420004-j1", Family::asEditor)),
                Map.entry("submitTargetAdjustment", new Change("420004-j1", Family::asEditor)),
                Map.entry(
                    "approveTargetAdjustment",
                    new Change("420004-j1", () -> as("rita", "reviewer"))),
                Map.entry(
                    "returnTargetAdjustment",
                    new Change(
                        "420004-j1",
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(reason("文号有误")))),
                Map.entry(
                    "requestTargetMerger",
                    new Change(
                        "420004-t2",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(Map.of("into", "420004-t1", "reason", "正文重述")))),
                Map.entry("deleteTargetPart", new Change("420004-p1", Family::asEditor)),
                Map.entry(
                    "requestRetraction",
                    new Change(
                        "420001-r1",
                        () -> asEditor().contentType("application/json").body(reason("误用")))),
                Map.entry(
                    "approveChangeRequest", new Change(request, () -> as("rita", "reviewer"))),
                Map.entry(
                    "returnChangeRequest",
                    new Change(
                        request,
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(reason("无误")))),
                Map.entry("withdrawChangeRequest", new Change(request, Family::asEditor)),
                Map.entry(
                    "approveObservationSubmission",
                    new Change("420001-r1", () -> as("rita", "reviewer"))),
                Map.entry(
                    "returnObservationSubmission",
                    new Change(
                        "420001-r1",
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(reason("与年鉴不符")))),
                Map.entry(
                    "withdrawObservationSubmission", new Change("420001-r1", Family::asEditor)),
                Map.entry(
                    "extendCollectionPeriod",
                    new Change(
                        "420001-2022",
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(Map.of("until", "2099-12-31", "reason", "系统迁移")))),
                Map.entry(
                    "approveReport",
                    new Change("420006-145-mid-term-1", () -> as("rita", "reviewer"))),
                Map.entry(
                    "publishReport",
                    new Change("420006-145-mid-term-1", () -> as("rita", "reviewer"))),
                Map.entry(
                    "returnReport",
                    new Change(
                        "420006-145-mid-term-1",
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(reason("数据有误"))))))
        .hold();
  }

  private static Map<String, String> reason(String text) {
    return Map.of("reason", text);
  }

  @Test
  void adoptsAPlanOnceHoweverOftenThatIsSent() {
    load("420003");
    var answers = new HashSet<String>();
    for (var replayed : new String[] {null, "true", "true"}) {
      answers.add(
          as("rita", "reviewer")
              .header("If-Match", "\"v1\"")
              .header("Idempotency-Key", "adoption")
              .post("/v1/plans/420003-145/adoption")
              .then()
              .statusCode(200)
              .header("ETag", "\"v2\"")
              .header("Idempotent-Replayed", equalTo(replayed))
              .extract()
              .asString());
    }
    assertThat(answers).hasSize(1).contains(asEditor().get("/v1/plans/420003-145").asString());
  }

  private static void adjustmentsAndParts(String area) {
    load(area);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n%1$s-t1,%1$s-145,%1$s-i01,%1$s,2025,eq,5\n%1$s-t2,%1$s-145,%1$s-i01,%1$s,2025,eq,6\n"
                .formatted(area))
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
    new Family("target-adjustments")
        .imported(
            "code,target,afterComparator,afterValue,reason,effectiveOn\n%1$s-j1,%1$s-t1,eq,6,口径变化,2023-07-01\n"
                .formatted(area))
        .statusCode(200);
    new Family("target-parts")
        .imported(
            "code,plan,target,year,department,value\n%1$s-p1,%1$s-145,%1$s-t1,2025,区科技局,5\n"
                .formatted(area))
        .statusCode(200);
  }

  private static void load(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n%1$s-i01,指标1,goal,家,increase,level,%1$s-145\n"
                .formatted(area))
        .statusCode(200);
  }

  private static String observation(String area) {
    return "code,indicator,area,period,comparator,value,status\n%1$s-r1,%1$s-i01,%1$s,2020,eq,5,actual\n"
        .formatted(area);
  }
}
