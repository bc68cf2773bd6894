package dev.zhihe.indicators;

import static dev.zhihe.test.Acts.done;
import static dev.zhihe.test.Acts.pat;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Family.as;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.ActsPage;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which acts need a second person: each as the table of acts says, in an area of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ActsTest {
  private static final String ADJUSTMENT = "/v1/target-adjustments/AREA-j1";
  private static final String SUBMISSION = "/v1/observation-submissions/AREA-o1";
  private static final String REPORT = "/v1/reports/AREA-145-mid-term-1";
  private static final String SECOND_REPORT = "/v1/reports/AREA-145-mid-term-2";

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("plans", "code,area,nameZh,startYear,endYear\nAREA-145,AREA,规划,2021,2025\n"),
          Map.entry(
              "indicators",
              "code,nameZh,kind,unit,direction,nature,leadDepartment,plans\nAREA-i1,指标,goal,家,increase,level,区科技局,AREA-145\n"),
          Map.entry(
              "targets",
              "code,plan,indicator,area,year,comparator,value\nAREA-t1,AREA-145,AREA-i1,AREA,2025,eq,5\n"),
          Map.entry("codelists", "code,list,value,nameZh,area\nAREA-c1,boards,甲,甲,AREA\n"),
          Map.entry(
              "validation-rules",
              "code,nameZh,severity,left,comparator,constant\nAREA-v1,不为负,warning,AREA-i1,ge,0\n"),
          Map.entry(
              "target-parts",
              "code,plan,target,year,department,value\nAREA-p1,AREA-145,AREA-t1,2025,区科技局,5\n"),
          Map.entry("policies", "code,plan,name,kind,status\nAREA-y1,AREA-145,办法,政策,planned\n"),
          Map.entry(
              "target-adjustments",
              "code,target,afterComparator,afterValue,reason,effectiveOn,documentTitle,documentNumber\nAREA-j1,AREA-t1,eq,6,口径变化,2023-07-01,通知,1号\n"),
          Map.entry(
              "collection-periods", "code,area,period,dueDate\nAREA-2022,AREA,2022,2099-03-31\n"),
          Map.entry(
              "observations",
              "code,indicator,area,period,value,status\nAREA-o1,AREA-i1,AREA,2022,5,actual\n"));

  private final Map<String, Attempt> attempts = new HashMap<>();

  ActsTest() {
    imports("importPlans", "plans", area -> {});
    imports("importCodelists", "codelists", area -> {});
    imports("importCollectionPeriods", "collection-periods", area -> {});
    imports("importIndicators", "indicators", area -> has(area, "plans"));
    imports("importTargets", "targets", area -> has(area, "plans", "indicators"));
    imports("importValidationRules", "validation-rules", ActsTest::plan);
    imports("importPolicies", "policies", ActsTest::plan);
    imports("importObservations", "observations", ActsTest::plan);
    imports("importTargetParts", "target-parts", ActsTest::adoptedPlan);
    imports("importTargetAdjustments", "target-adjustments", ActsTest::adoptedPlan);
    attempt("adoptPlan", ActsTest::plan, posted("/v1/plans/AREA-145", "/adoption", null));
    attempt(
        "deleteTargetPart",
        area -> {
          adoptedPlan(area);
          has(area, "target-parts");
        },
        deleted("/v1/target-parts/AREA-p1"));
    attempt("draftPolicy", ActsTest::policy, posted("/v1/policies/AREA-y1", "/drafting", null));
    attempt(
        "issuePolicy",
        ActsTest::policy,
        posted(
            "/v1/policies/AREA-y1",
            "/issue",
            Map.of("documentNumber", "1号", "issuedOn", "2022-06-30")));
    attempt(
        "extendCollectionPeriod",
        area -> has(area, "collection-periods"),
        posted(
            "/v1/collection-periods/AREA-2022",
            "/extensions",
            Map.of("until", "2099-12-31", "reason", "系统迁移")));
    adjustments();
    submissions();
    reports();
  }

  private void adjustments() {
    attempt(
        "draftTargetAdjustment",
        ActsTest::adoptedPlan,
        (area, somebody) ->
            somebody
                .contentType("application/json")
                .body(adjustment(area, 6))
                .post("/v1/target-adjustments"));
    attempt(
        "changeTargetAdjustment",
        ActsTest::draftAdjustment,
        (area, somebody) ->
            seen(somebody, in(area, ADJUSTMENT))
                .contentType("application/json")
                .body(adjustment(area, 7))
                .put(in(area, ADJUSTMENT)));
    attempt("deleteTargetAdjustment", ActsTest::draftAdjustment, deleted(ADJUSTMENT));
    var submit = posted(ADJUSTMENT, "/submission", null);
    attempt("submitTargetAdjustment", ActsTest::draftAdjustment, submit);
    Consumer<String> submitted =
        area -> {
          draftAdjustment(area);
          done(submit.apply(area, pat()));
        };
    attempt("approveTargetAdjustment", submitted, posted(ADJUSTMENT, "/approval", null));
    attempt(
        "returnTargetAdjustment",
        submitted,
        posted(ADJUSTMENT, "/return", Map.of("reason", "文号有误")));
    attempt(
        "requestTargetMerger",
        area -> {
          plan(area);
          has(area, "targets");
          new Family("targets")
              .imported(
                  "code,plan,indicator,area,year,comparator,value,measure\n%1$s-t2,%1$s-145,%1$s-i1,%1$s,2025,eq,5,ratio\n"
                      .formatted(area))
              .statusCode(200);
          new Family("indicators") // now both have the same measure
              .imported(
                  "code,nameZh,kind,unit,direction,nature,leadDepartment,plans\n%1$s-i1,指标,goal,家,increase,ratio,区科技局,%1$s-145\n"
                      .formatted(area),
                  "?onExisting=update")
              .statusCode(200);
          PlanFiles.adopt(area + "-145");
        },
        (area, somebody) ->
            posted("/v1/targets/AREA-t2", "/merger", Map.of("into", area + "-t1", "reason", "正文重述"))
                .apply(area, somebody));
  }

  private void submissions() {
    Consumer<String> handedIn =
        area -> {
          plan(area);
          has(area, "observations");
        };
    var approve = posted(SUBMISSION, "/approval", null);
    attempt("approveObservationSubmission", handedIn, approve);
    attempt(
        "returnObservationSubmission",
        handedIn,
        posted(SUBMISSION, "/return", Map.of("reason", "有误")));
    attempt(
        "approveObservationSubmissions",
        handedIn,
        (area, somebody) ->
            somebody
                .contentType("application/json")
                .body(Map.of("area", area))
                .post("/v1/observation-submissions/approvals"));
    attempt(
        "returnObservationSubmissions",
        handedIn,
        (area, somebody) ->
            somebody
                .contentType("application/json")
                .body(Map.of("selection", Map.of("area", area), "reason", "有误"))
                .post("/v1/observation-submissions/returns"));
    attempt("withdrawObservationSubmission", handedIn, deleted(SUBMISSION));
    Consumer<String> published =
        area -> {
          handedIn.accept(area);
          done(approve.apply(area, rita()));
        };
    var retract = posted("/v1/observations/AREA-o1", "/retraction", Map.of("reason", "误用"));
    attempt("requestRetraction", published, retract);
    Consumer<String> requested =
        area -> {
          published.accept(area);
          done(retract.apply(area, pat()));
        };
    attempt(
        "approveChangeRequest",
        requested,
        (area, somebody) -> posted(request(area), "/approval", null).apply(area, somebody));
    attempt(
        "returnChangeRequest",
        requested,
        (area, somebody) ->
            posted(request(area), "/return", Map.of("reason", "无误")).apply(area, somebody));
    attempt(
        "withdrawChangeRequest",
        requested,
        (area, somebody) -> deleted(request(area)).apply(area, somebody));
  }

  /** The change request about an area's figure. */
  private static String request(String area) {
    return "/v1/change-requests/"
        + pat()
            .get("/v1/change-requests?subject=" + area + "-o1")
            .jsonPath()
            .getString("items[0].code");
  }

  private void reports() {
    BiFunction<String, Request, Response> freeze =
        (area, somebody) ->
            somebody
                .contentType("application/json")
                .body(Map.of("plan", area + "-145", "kind", "mid_term", "on", "2023-06-30"))
                .post("/v1/reports");
    attempt("freezeReport", ActsTest::adoptedPlan, freeze);
    Consumer<String> frozen =
        area -> {
          adoptedPlan(area);
          FrozenReports.ended(done(freeze.apply(area, pat())).header("Location"));
        };
    var approve = posted(REPORT, "/approval", null);
    attempt("approveReport", frozen, approve);
    attempt("returnReport", frozen, posted(REPORT, "/return", Map.of("reason", "有误")));
    attempt(
        "publishReport",
        area -> {
          frozen.accept(area);
          done(approve.apply(area, rita()));
        },
        posted(REPORT, "/publication", null));
    Consumer<String> published =
        area -> {
          frozen.accept(area);
          done(approve.apply(area, rita()));
          done(posted(REPORT, "/publication", null).apply(area, rita()));
        };
    attempt(
        "supersedeReport",
        area -> {
          published.accept(area);
          FrozenReports.ended(done(freeze.apply(area, pat())).header("Location"));
          done(posted(SECOND_REPORT, "/approval", null).apply(area, rita()));
          done(posted(SECOND_REPORT, "/publication", null).apply(area, rita()));
        },
        (area, somebody) ->
            posted(REPORT, "/supersession", Map.of("by", area + "-145-mid-term-2"))
                .apply(area, somebody));
    attempt("withdrawReport", published, posted(REPORT, "/withdrawal", Map.of("reason", "有误")));
  }

  @Test
  void everyActOfTheContractIsInTheTable() {
    new Acts(attempts)
        .standInTheContract(
            Stream.of(IndicatorsAct.values()).map(Act::operationId).collect(toSet()));
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    ActsPage.shows(Stream.of(IndicatorsAct.values()).map(Act::row).toList());
  }

  @ParameterizedTest
  @EnumSource
  void anActIsRefusedToWhoeverPreparedItIfItNeedsASecondPerson(IndicatorsAct act) {
    new Acts(attempts).hold(act.operationId(), act.needsSecondPerson(), Acts::pat);
  }

  private static Request rita() {
    return as("rita", "reviewer");
  }

  private static void plan(String area) {
    has(area, "plans", "indicators", "targets");
  }

  private static void adoptedPlan(String area) {
    plan(area);
    PlanFiles.adopt(area + "-145");
  }

  private static void policy(String area) {
    plan(area);
    has(area, "policies");
  }

  private static void draftAdjustment(String area) {
    adoptedPlan(area);
    has(area, "target-adjustments");
  }

  /** Imports files as pat. */
  private static void has(String area, String... families) {
    for (var family : families) {
      Acts.imported(Acts::pat, family, file(area, family)).prepare().run();
    }
  }

  private static String file(String area, String family) {
    return in(area, Objects.requireNonNull(FILES.get(family)));
  }

  private static Map<String, Object> adjustment(String area, int value) {
    return Map.of(
        "target", area + "-t1",
        "afterComparator", "eq",
        "afterValue", value,
        "reason", "口径变化",
        "effectiveOn", "2023-07-01");
  }

  private static BiFunction<String, Request, Response> posted(
      String item, String act, @Nullable Map<String, String> body) {
    return (area, somebody) -> {
      var request = seen(somebody, in(area, item));
      return (body == null ? request : request.contentType("application/json").body(body))
          .post(in(area, item + act));
    };
  }

  private static BiFunction<String, Request, Response> deleted(String item) {
    return (area, somebody) -> seen(somebody, in(area, item)).delete(in(area, item));
  }

  private void imports(String operation, String family, Consumer<String> before) {
    attempt(
        operation,
        area -> {
          before.accept(area);
          has(area, family);
        },
        (area, somebody) ->
            Acts.imported(Acts::pat, family, file(area, family)).take().apply(somebody));
  }

  private void attempt(
      String operation, Consumer<String> prepare, BiFunction<String, Request, Response> take) {
    var area = "59%04d".formatted(attempts.size() + 1);
    attempts.put(
        operation, new Attempt(() -> prepare.accept(area), somebody -> take.apply(area, somebody)));
  }

  private static String in(String area, String text) {
    return text.replace("AREA", area);
  }
}
