package dev.zhihe.projects;

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
      {"investmentPlan": "529002-145-p1-ip1", "afterTotalYuan": 9, "afterPeriodYuan": 8,
       "afterPhases": [], "reason": "压减", "effectiveOn": "2023-07-01"}
      """;

  private static final String CHANGE =
      """
      {"plan": "529002-145", "kind": "withdrawal", "projects": ["529002-145-p1"], "reason": "条件不具备",
       "effectiveOn": "2023-07-01"}
      """;

  private static final String REPORT =
      """
      {"project": "529009-none", "month": "2023-06", "kind": "correction", "reverses": ["529009-e1"],
       "lines": [{"kind": "paid", "source": "fiscal", "amountYuan": 1.00, "reference": "记1"}],
       "progress": "封顶", "completePercent": 45, "problems": "无", "comment": "漏记"}
      """;

  @Test
  void keepsOrRefusesWhateverIsGiven() throws Exception {
    Planned.adopted("529002", 2);
    new Family("plan-adjustments")
        .imported(
            "code,investmentPlan,afterTotalYuan,afterPeriodYuan,reason,effectiveOn\n"
                + "529002-j1,529002-145-p1-ip1,9,8,压减,2023-07-01\n")
        .statusCode(200);
    new Family("project-changes")
        .imported(
            "code,plan,kind,projects,reason,effectiveOn\n"
                + "529002-c1,529002-145,withdrawal,529002-145-p1,另有安排,2023-07-01\n")
        .statusCode(200);
    new RoundTrip("projects")
        .holds(
            List.of(
                seed("units", "code,area,name\n529001-u1,529001,单位\n"),
                seed("programmes", "code,plan,nameZh\n529001-c1,529001-145,类别\n"),
                seed(
                    "projects",
                    "code,plan,area,programme,name,stage,landAreaMu\n529001-p1,529001-145,529001,529001-c1,项目,not_stated,3\n"),
                seed(
                    "investment-plans",
                    "code,plan,project,totalYuan,periodYuan\n529001-i1,529001-145,529001-p1,2.00,1.00\n"),
                seed(
                    "stated-totals",
                    "code,plan,programme,source,projectCount\n529001-s1,529001-145,529001-c1,chapter-4,1\n"),
                seed(
                    "milestones",
                    "code,plan,project,name,dueOn\n529001-m1,529001-145,529001-p1,封顶,2023-06-30\n"),
                seed("funds", "code,plan,name,source\n529001-f1,529001-145,基金,table-13\n"),
                seed(
                    "fund-positions",
                    "code,plan,fund,body,month,committedYuan,raisedYuan,investedYuan\n529001-f1-m1,529001-145,529001-f1,机构,2023-06,3.00,2.00,1.00\n"),
                seed(
                    "project-lists",
                    "code,plan,source,heading,name\n529001-l1,529001-145,box-1,题,甲\n"),
                seed(
                    "plan-adjustments",
                    "code,investmentPlan,afterTotalYuan,afterPeriodYuan,reason,effectiveOn\n529002-j2,529002-145-p2-ip1,9,8,压减,2023-07-01\n"),
                seed(
                    "project-changes",
                    "code,plan,kind,projects,into,reason,effectiveOn\n529002-c2,529002-145,merger,529002-145-p1,529002-145-p2,合并实施,2023-07-01\n"),
                seed(
                    "annual-plans",
                    "code,plan,project,year,amountYuan,comment\n529001-a1,529001-145,529001-p1,2023,1.00,说明\n"),
                seed(
                    "progress-rules",
                    "code,plan,effectiveOn,behindBelowPercent,warningBelowPercent,silentMonths,stalledMonths,overPlanPercent,reason\n"
                        + "529001-r1,529001-145,2023-07-01,50,80,2,3,100,督查要求\n"),
                seed(
                    "project-reports",
                    "code,project,month,lines,progress\n529001-p1-m2023-06,529001-p1,2023-06,paid:fiscal:1.00:记1,封顶\n"),
                new Seed(
                    new Family("ledger-entries"),
                    "code,plan,project,kind,month,amountYuan,source\n529001-e1,529001-145,529001-p1,paid,2023-06,1.00,fiscal\n",
                    "/v1/ledger-submissions")),
            Map.ofEntries(
                Map.entry(
                    "changeProjectStage",
                    new Body(
                        "/v1/projects/529009-p1/stage-changes",
                        Family::asEditor,
                        "{\"stage\": \"planning\", \"since\": \"2021-03-01\", \"reason\": \"立项\", \"document\": \"文号\"}",
                        null)),
                refused("draftPlanAdjustment", "/v1/plan-adjustments", ADJUSTMENT),
                Map.entry(
                    "changePlanAdjustment",
                    new Body(
                        "/v1/plan-adjustments/529002-j1",
                        Family::asEditor,
                        ADJUSTMENT,
                        "/v1/plan-adjustments/529002-j1")),
                refused(
                    "returnPlanAdjustment",
                    "/v1/plan-adjustments/529009-none/return",
                    "{\"reason\": \"有误\"}"),
                refused("draftProjectChange", "/v1/project-changes", CHANGE),
                Map.entry(
                    "changeProjectChange",
                    new Body(
                        "/v1/project-changes/529002-c1",
                        Family::asEditor,
                        CHANGE,
                        "/v1/project-changes/529002-c1")),
                refused(
                    "returnProjectChange",
                    "/v1/project-changes/529009-none/return",
                    "{\"reason\": \"有误\"}"),
                refused(
                    "adoptAnnualPlans",
                    "/v1/annual-plans/adoptions",
                    "{\"plan\": \"529009-145\", \"year\": 2023}"),
                refused(
                    "adoptFundPositions",
                    "/v1/fund-positions/adoptions",
                    "{\"plan\": \"529009-145\"}"),
                refused(
                    "adoptProgressRules",
                    "/v1/progress-rules/adoptions",
                    "{\"plan\": \"529009-145\"}"),
                refused(
                    "adoptInvestmentPlans",
                    "/v1/investment-plans/adoptions",
                    "{\"plan\": \"529009-145\"}"),
                refused("submitProjectReport", "/v1/project-reports", REPORT),
                // The same body as a submission: to a report that is there it would be a PUT.
                refused("correctProjectReport", "/v1/project-reports", REPORT),
                refused(
                    "acceptProjectReports",
                    "/v1/project-reports/acceptances",
                    "{\"plan\": \"529009-145\", \"month\": \"2023-06\"}"),
                refused(
                    "returnProjectReport",
                    "/v1/project-reports/529009-none/return",
                    "{\"reason\": \"有误\", \"fields\": [{\"field\": \"lines\", \"reason\": \"不符\"}]}"),
                refused(
                    "createSupervisionNote",
                    "/v1/supervision-notes",
                    "{\"project\": \"529009-none\", \"findings\": [\"late\"], \"text\": \"请说明\", \"dueOn\": \"2199-12-31\"}"),
                refused(
                    "replyToSupervisionNote",
                    "/v1/supervision-notes/529009-none/replies",
                    "{\"text\": \"已复工\"}"),
                refused(
                    "closeSupervisionNote",
                    "/v1/supervision-notes/529009-none/closure",
                    "{\"text\": \"予以办结\"}"),
                refused(
                    "closeLedgerMonth",
                    "/v1/ledger-closes",
                    "{\"plan\": \"529009-145\", \"month\": \"2023-06\"}"),
                refused(
                    "reverseLedgerEntry",
                    "/v1/ledger-entries/529009-none/reversals",
                    "{\"reason\": \"有误\"}"),
                refused(
                    "approveLedgerSubmissions",
                    "/v1/ledger-submissions/approvals",
                    "{\"plan\": \"529009-145\"}"),
                refused(
                    "returnLedgerSubmission",
                    "/v1/ledger-submissions/529009-none/return",
                    "{\"reason\": \"有误\"}"),
                refused(
                    "returnLedgerSubmissions",
                    "/v1/ledger-submissions/returns",
                    "{\"selection\": {\"plan\": \"529009-145\"}, \"reason\": \"有误\"}")));
  }

  private static Map.Entry<String, Body> refused(String operation, String path, String body) {
    return Map.entry(operation, new Body(path, () -> as("rosa", "reviewer", "editor"), body, null));
  }

  private static Seed seed(String family, String csv) {
    return new Seed(new Family(family), csv);
  }
}
