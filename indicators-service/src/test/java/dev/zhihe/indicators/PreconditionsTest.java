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
    new Family("codelists")
        .imported("code,list,value,nameZh\n420001-c1,boards,甲,甲\n")
        .statusCode(200);
    load("420006");
    PlanFiles.adopt("420006-145");
    asEditor()
        .contentType("application/json")
        .body(Map.of("plan", "420006-145", "kind", "mid_term", "on", "2023-06-30"))
        .post("/v1/reports")
        .then()
        .statusCode(201);
    new Preconditions(
            Family::asEditor,
            Map.of(
                "adoptPlan",
                new Change("420001-145", () -> as("rita", "reviewer")),
                "draftPolicy",
                new Change("420001-145-y01", Family::asEditor),
                "issuePolicy",
                new Change(
                    "420001-145-y01",
                    () ->
                        asEditor()
                            .contentType("application/json")
                            .body(Map.of("documentNumber", "〔2022〕1号", "issuedOn", "2022-06-30"))),
                "deleteObservation",
                new Change("420001-r1", () -> as("rosa", "reviewer")),
                "approveObservationSubmission",
                new Change("420001-r1", () -> as("rita", "reviewer")),
                "returnObservationSubmission",
                new Change(
                    "420001-r1",
                    () ->
                        as("rita", "reviewer")
                            .contentType("application/json")
                            .body(Map.of("reason", "与年鉴不符"))),
                "withdrawObservationSubmission",
                new Change("420001-r1", Family::asEditor),
                "approveReport",
                new Change("420006-145-mid-term-1", () -> as("rita", "reviewer")),
                "publishReport",
                new Change("420006-145-mid-term-1", () -> as("rita", "reviewer")),
                "returnReport",
                new Change(
                    "420006-145-mid-term-1",
                    () ->
                        as("rita", "reviewer")
                            .contentType("application/json")
                            .body(Map.of("reason", "数据有误")))))
        .hold();
  }

  @Test
  void deletesAnObservationEnteredInError() {
    load("420002");
    PlanFiles.OBSERVATIONS.deletesWhatWasEnteredInError(
        "indicators",
        observation("420002"),
        "420002-r1",
        () -> as("rosa", "reviewer"),
        Family::asEditor);
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
