package dev.zhihe.projects;

import static dev.zhihe.test.Acts.done;
import static dev.zhihe.test.Acts.imported;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Family.as;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.ActsPage;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which acts need a second person: each as the table of acts says. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ActsTest {
  private static final String PROGRAMMES = "code,plan,nameZh\n560001-c1,560001-145,类别\n";
  private static final String PROJECTS =
      "code,plan,area,programme,name,stage\n560001-p1,560001-145,560001,560001-c1,项目,not_stated\n";
  private static final String INVESTMENTS =
      "code,plan,project,totalYuan,periodYuan\n560001-i1,560001-145,560001-p1,2.00,1.00\n";

  private static final String ANNUAL =
      "code,plan,project,year,amountYuan,comment\n560001-a1,560001-145,560001-p1,2023,1.00,说明\n";

  private static final String FUND_POSITIONS =
      "code,plan,fund,body,month,committedYuan,raisedYuan,investedYuan\n560018-f1-m1,560018-145,560018-f1,机构,2023-06,3,2,1\n";

  private static final String RULES =
      "code,plan,effectiveOn,behindBelowPercent,warningBelowPercent,reason\n560031-r1,560031-145,2023-07-01,50,80,督查要求\n";

  private final Acts acts =
      new Acts(
          Map.ofEntries(
              entry(
                  "importUnits",
                  imported(Acts::pat, "units", "code,area,name\n560001-u1,560001,单位\n")),
              entry("importProgrammes", imported(Acts::pat, "programmes", PROGRAMMES)),
              entry(
                  "importProjects",
                  after(imported(Acts::pat, "projects", PROJECTS), () -> programmes("560001"))),
              entry(
                  "changeProjectStage",
                  new Attempt(
                      () -> projects("560016"),
                      somebody ->
                          stageChanged(seen(somebody, "/v1/projects/560016-p1"), "560016-p1"))),
              entry(
                  "withdrawStageChange",
                  new Attempt(
                      () -> {
                        projects("560017");
                        stageChanged(seen(Acts.pat(), "/v1/projects/560017-p1"), "560017-p1");
                      },
                      somebody ->
                          seen(somebody, "/v1/projects/560017-p1")
                              .delete("/v1/projects/560017-p1/stage-changes/last"))),
              entry(
                  "importFunds",
                  imported(
                      Acts::pat,
                      "funds",
                      "code,plan,name,source\n560001-f1,560001-145,基金,prose\n")),
              entry(
                  "importMilestones",
                  after(
                      imported(
                          Acts::pat,
                          "milestones",
                          "code,plan,project,name,dueOn\n560001-m1,560001-145,560001-p1,封顶,2023-06-30\n"),
                      () -> projects("560001"))),
              entry(
                  "importFundPositions",
                  after(
                      imported(
                          Acts::pat, "fund-positions", FUND_POSITIONS.replace("560018", "560019")),
                      () -> funds("560019"))),
              entry(
                  "adoptFundPositions",
                  new Attempt(
                      () -> {
                        funds("560018");
                        imported(Acts::pat, "fund-positions", FUND_POSITIONS).prepare().run();
                      },
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560018-145"))
                              .post("/v1/fund-positions/adoptions"))),
              entry(
                  "importStatedTotals",
                  after(
                      imported(
                          Acts::pat,
                          "stated-totals",
                          "code,plan,programme,source,projectCount\n560001-s1,560001-145,560001-c1,chapter-4,1\n"),
                      () -> programmes("560001"))),
              entry("importProjectLists", imported(Acts::pat, "project-lists", item(1))),
              entry(
                  "deleteProjectListItem",
                  new Attempt(
                      () -> imported(Acts::pat, "project-lists", item(2)).prepare().run(),
                      somebody ->
                          seen(somebody, "/v1/project-lists/560001-l2")
                              .delete("/v1/project-lists/560001-l2"))),
              entry(
                  "importInvestmentPlans",
                  after(
                      imported(
                          Acts::pat,
                          "investment-plans",
                          INVESTMENTS.replace("560001-i", "560001-j")),
                      () -> projects("560001"))),
              entry(
                  "adoptInvestmentPlans",
                  new Attempt(
                      () -> {
                        projects("560002");
                        imported(
                                Acts::pat,
                                "investment-plans",
                                INVESTMENTS.replace("560001", "560002"))
                            .prepare()
                            .run();
                      },
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560002-145"))
                              .post("/v1/investment-plans/adoptions"))),
              entry(
                  "importAnnualPlans",
                  after(imported(Acts::pat, "annual-plans", ANNUAL), () -> projects("560001"))),
              entry(
                  "adoptAnnualPlans",
                  new Attempt(
                      () -> {
                        projects("560003");
                        imported(Acts::pat, "annual-plans", ANNUAL.replace("560001", "560003"))
                            .prepare()
                            .run();
                      },
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560003-145", "year", 2023))
                              .post("/v1/annual-plans/adoptions"))),
              entry(
                  "importProgressRules",
                  imported(Acts::pat, "progress-rules", RULES.replace("560031", "560001"))),
              entry(
                  "adoptProgressRules",
                  new Attempt(
                      () -> imported(Acts::pat, "progress-rules", RULES).prepare().run(),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560031-145"))
                              .post("/v1/progress-rules/adoptions"))),
              entry(
                  "importPlanAdjustments",
                  after(
                      imported(
                          Acts::pat,
                          "plan-adjustments",
                          "code,investmentPlan,afterTotalYuan,afterPeriodYuan,reason,effectiveOn\n"
                              + "560004-j1,560004-145-p1-ip1,9,8,压减,2023-07-01\n"),
                      () -> Planned.adopted("560004", 1))),
              entry(
                  "draftPlanAdjustment",
                  new Attempt(
                      () -> Planned.adopted("560005", 1),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(adjustment("560005", 9))
                              .post("/v1/plan-adjustments"))),
              entry(
                  "changePlanAdjustment",
                  new Attempt(
                      () -> drafted("560006"),
                      somebody ->
                          seen(somebody, item("560006"))
                              .contentType("application/json")
                              .body(adjustment("560006", 8))
                              .put(item("560006")))),
              entry(
                  "deletePlanAdjustment",
                  new Attempt(
                      () -> drafted("560007"),
                      somebody -> seen(somebody, item("560007")).delete(item("560007")))),
              entry(
                  "submitPlanAdjustment",
                  new Attempt(() -> drafted("560008"), somebody -> submit(somebody, "560008"))),
              entry(
                  "approvePlanAdjustment",
                  new Attempt(
                      () -> submitted("560009"),
                      somebody ->
                          seen(somebody, item("560009")).post(item("560009") + "/approval"))),
              entry(
                  "returnPlanAdjustment",
                  new Attempt(
                      () -> submitted("560010"),
                      somebody ->
                          seen(somebody, item("560010"))
                              .contentType("application/json")
                              .body(Map.of("reason", "文号有误"))
                              .post(item("560010") + "/return"))),
              entry(
                  "importProjectChanges",
                  after(
                      imported(
                          Acts::pat,
                          "project-changes",
                          "code,plan,kind,projects,reason,effectiveOn\n"
                              + "560020-c1,560020-145,withdrawal,560020-145-p1,条件不具备,2023-07-01\n"),
                      () -> Planned.adopted("560020", 1))),
              entry(
                  "draftProjectChange",
                  new Attempt(
                      () -> Planned.adopted("560021", 1),
                      somebody -> projectChange(somebody, "560021").post("/v1/project-changes"))),
              entry(
                  "changeProjectChange",
                  new Attempt(
                      () -> changeDrafted("560022"),
                      somebody ->
                          projectChange(seen(somebody, change("560022")), "560022")
                              .put(change("560022")))),
              entry(
                  "deleteProjectChange",
                  new Attempt(
                      () -> changeDrafted("560023"),
                      somebody -> seen(somebody, change("560023")).delete(change("560023")))),
              entry(
                  "submitProjectChange",
                  new Attempt(
                      () -> changeDrafted("560024"),
                      somebody ->
                          seen(somebody, change("560024")).post(change("560024") + "/submission"))),
              entry(
                  "approveProjectChange",
                  new Attempt(
                      () -> changeSubmitted("560025"),
                      somebody ->
                          seen(somebody, change("560025")).post(change("560025") + "/approval"))),
              entry(
                  "returnProjectChange",
                  new Attempt(
                      () -> changeSubmitted("560026"),
                      somebody ->
                          reason(seen(somebody, change("560026")))
                              .post(change("560026") + "/return"))),
              entry(
                  "importLedgerEntries",
                  after(
                      imported(Acts::pat, "ledger-entries", ledgerEntry(1)),
                      () -> projects("560013"))),
              entry(
                  "reverseLedgerEntry",
                  new Attempt(
                      () -> {
                        waiting(2);
                        decided(as("rita", "reviewer"), 2, "approval");
                      },
                      somebody ->
                          reason(seen(somebody, "/v1/ledger-entries/560013-e2"))
                              .post("/v1/ledger-entries/560013-e2/reversals"))),
              entry(
                  "approveLedgerSubmission",
                  new Attempt(() -> waiting(3), somebody -> decided(somebody, 3, "approval"))),
              entry(
                  "approveLedgerSubmissions",
                  new Attempt(
                      () -> waiting(4),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("codes", List.of("560013-e4")))
                              .post("/v1/ledger-submissions/approvals"))),
              entry(
                  "returnLedgerSubmission",
                  new Attempt(() -> waiting(5), somebody -> decided(somebody, 5, "return"))),
              entry(
                  "returnLedgerSubmissions",
                  new Attempt(
                      () -> waiting(6),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(
                                  Map.of(
                                      "selection",
                                      Map.of("codes", List.of("560013-e6")),
                                      "reason",
                                      "有误"))
                              .post("/v1/ledger-submissions/returns"))),
              entry(
                  "withdrawLedgerSubmission",
                  new Attempt(
                      () -> waiting(7),
                      somebody ->
                          seen(somebody, "/v1/ledger-submissions/560013-e7")
                              .delete("/v1/ledger-submissions/560013-e7"))),
              entry(
                  "importProjectReports",
                  after(
                      imported(
                          Acts::pat,
                          "project-reports",
                          "project,month,completedFiscalYuan\n560035-p1,2023-06,0\n"),
                      () -> projects("560035"))),
              entry(
                  "acceptProjectReports",
                  new Attempt(
                      () -> reportSubmitted("2023-11"),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560015-145", "month", "2023-11"))
                              .post("/v1/project-reports/acceptances"))),
              entry(
                  "submitProjectReport",
                  new Attempt(
                      () -> projects("560015"),
                      somebody -> reported(somebody, "2023-06").post("/v1/project-reports"))),
              entry(
                  "correctProjectReport",
                  new Attempt(
                      () -> reportSubmitted("2023-07"),
                      somebody ->
                          reported(seen(somebody, report("2023-07")), "2023-07")
                              .put(report("2023-07")))),
              entry(
                  "withdrawProjectReport",
                  new Attempt(
                      () -> reportSubmitted("2023-08"),
                      somebody -> seen(somebody, report("2023-08")).delete(report("2023-08")))),
              entry(
                  "acceptProjectReport",
                  new Attempt(
                      () -> reportSubmitted("2023-09"),
                      somebody ->
                          seen(somebody, report("2023-09"))
                              .post(report("2023-09") + "/acceptance"))),
              entry(
                  "returnProjectReport",
                  new Attempt(
                      () -> reportSubmitted("2023-10"),
                      somebody ->
                          reason(seen(somebody, report("2023-10")))
                              .post(report("2023-10") + "/return"))),
              entry(
                  "createSupervisionNote",
                  new Attempt(() -> supervised("560032"), somebody -> noted(somebody, "560032"))),
              entry(
                  "replyToSupervisionNote",
                  new Attempt(
                      () -> {
                        supervised("560033");
                        Acts.done(noted(Acts.pat(), "560033"));
                      },
                      somebody -> answered(somebody, "560033-p1-s1", "replies"))),
              entry(
                  "closeSupervisionNote",
                  new Attempt(
                      () -> {
                        supervised("560034");
                        Acts.done(noted(Acts.pat(), "560034"));
                      },
                      somebody -> answered(somebody, "560034-p1-s1", "closure"))),
              entry(
                  "closeLedgerMonth",
                  new Attempt(
                      () -> projects("560014"),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("plan", "560014-145", "month", "2023-06"))
                              .post("/v1/ledger-closes")))));

  @Test
  void everyActOfTheContractIsInTheTable() {
    acts.standInTheContract(Stream.of(ProjectsAct.values()).map(Act::operationId).collect(toSet()));
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    ActsPage.shows(Stream.of(ProjectsAct.values()).map(Act::row).toList());
  }

  @ParameterizedTest
  @EnumSource
  void anActIsRefusedToWhoeverPreparedItIfItNeedsASecondPerson(ProjectsAct act) {
    acts.hold(act.operationId(), act.needsSecondPerson(), Acts::pat);
  }

  private static Attempt after(Attempt attempt, Runnable before) {
    return new Attempt(
        () -> {
          before.run();
          attempt.prepare().run();
        },
        attempt.take());
  }

  private static Response stageChanged(Request somebody, String project) {
    return somebody
        .contentType("application/json")
        .body(Map.of("stage", "planning", "since", "2021-03-01", "reason", "立项"))
        .post("/v1/projects/" + project + "/stage-changes");
  }

  private static void programmes(String area) {
    imported(Acts::pat, "programmes", PROGRAMMES.replace("560001", area)).prepare().run();
  }

  private static void projects(String area) {
    programmes(area);
    imported(Acts::pat, "projects", PROJECTS.replace("560001", area)).prepare().run();
  }

  private static void funds(String area) {
    imported(
            Acts::pat,
            "funds",
            "code,plan,name,source\n%1$s-f1,%1$s-145,基金,prose\n".formatted(area))
        .prepare()
        .run();
  }

  private static void drafted(String area) {
    Planned.adopted(area, 1);
    done(
        Acts.pat()
            .contentType("application/json")
            .body(adjustment(area, 9))
            .post("/v1/plan-adjustments"));
  }

  private static void submitted(String area) {
    drafted(area);
    done(submit(Acts.pat(), area));
  }

  private static Response submit(Request somebody, String area) {
    return seen(somebody, item(area)).post(item(area) + "/submission");
  }

  private static Request projectChange(Request somebody, String area) {
    return somebody
        .contentType("application/json")
        .body(
            Map.of(
                "code",
                area + "-c1",
                "plan",
                area + "-145",
                "kind",
                "withdrawal",
                "projects",
                List.of(area + "-145-p1"),
                "reason",
                "条件不具备",
                "documentTitle",
                "通知",
                "documentNumber",
                "1号",
                "effectiveOn",
                "2023-07-01"));
  }

  private static void changeDrafted(String area) {
    Planned.adopted(area, 1);
    done(projectChange(Acts.pat(), area).post("/v1/project-changes"));
  }

  private static void changeSubmitted(String area) {
    changeDrafted(area);
    done(seen(Acts.pat(), change(area)).post(change(area) + "/submission"));
  }

  private static String change(String area) {
    return "/v1/project-changes/" + area + "-c1";
  }

  private static String item(String area) {
    return "/v1/plan-adjustments/" + area + "-j1";
  }

  private static Map<String, Object> adjustment(String area, int total) {
    return Map.of(
        "code",
        area + "-j1",
        "investmentPlan",
        area + "-145-p1-ip1",
        "afterTotalYuan",
        total,
        "afterPeriodYuan",
        8,
        "afterPhases",
        List.of(),
        "reason",
        "压减",
        "documentTitle",
        "批复",
        "documentNumber",
        "1号",
        "effectiveOn",
        "2023-07-01");
  }

  private static void waiting(int number) {
    projects("560013");
    imported(Acts::pat, "ledger-entries", ledgerEntry(number)).prepare().run();
  }

  private static Response decided(Request somebody, int number, String decision) {
    var path = "/v1/ledger-submissions/560013-e" + number;
    var seen = seen(somebody, path);
    return (decision.equals("return") ? reason(seen) : seen).post(path + "/" + decision);
  }

  private static void supervised(String area) {
    var ledger = new LedgerArea(area).loaded();
    ledger.entered(ledger.row(1, 1, "paid", "2023-06", "1", "fiscal"));
  }

  private static Response noted(Request somebody, String area) {
    return somebody
        .contentType("application/json")
        .body(
            Map.of(
                "project",
                area + "-p1",
                "findings",
                List.of("late"),
                "text",
                "请说明",
                "dueOn",
                "2199-12-31"))
        .post("/v1/supervision-notes");
  }

  private static Response answered(Request somebody, String note, String act) {
    var item = "/v1/supervision-notes/" + note;
    return seen(somebody, item)
        .contentType("application/json")
        .body(Map.of("text", "已复工"))
        .post(item + "/" + act);
  }

  private static void reportSubmitted(String month) {
    projects("560015");
    Acts.done(reported(Acts.pat(), month).post("/v1/project-reports"));
  }

  private static Request reported(Request somebody, String month) {
    return somebody
        .contentType("application/json")
        .body(Map.of("project", "560015-p1", "month", month));
  }

  private static String report(String month) {
    return "/v1/project-reports/560015-p1-m" + month;
  }

  private static Request reason(Request somebody) {
    return somebody.contentType("application/json").body(Map.of("reason", "有误"));
  }

  private static String ledgerEntry(int number) {
    return "code,plan,project,kind,month,amountYuan,source\n560013-e%d,560013-145,560013-p1,paid,2023-06,1.00,fiscal\n"
        .formatted(number);
  }

  private static String item(int number) {
    return "code,plan,source,heading,name\n560001-l%1$d,560001-145,box-1,题,甲%1$d\n"
        .formatted(number);
  }
}
