package dev.zhihe.projects;

import static dev.zhihe.test.Acts.imported;
import static dev.zhihe.test.Acts.seen;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.ActsPage;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
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
                      () -> projects("560003"),
                      somebody ->
                          stageChanged(seen(somebody, "/v1/projects/560003-p1"), "560003-p1"))),
              entry(
                  "withdrawStageChange",
                  new Attempt(
                      () -> {
                        projects("560004");
                        stageChanged(seen(Acts.pat(), "/v1/projects/560004-p1"), "560004-p1");
                      },
                      somebody ->
                          seen(somebody, "/v1/projects/560004-p1")
                              .delete("/v1/projects/560004-p1/stage-changes/last"))),
              entry(
                  "importFunds",
                  imported(
                      Acts::pat,
                      "funds",
                      "code,plan,name,source\n560001-f1,560001-145,基金,prose\n")),
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
                              .post("/v1/investment-plans/adoptions")))));

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

  private static Response stageChanged(RequestSpecification somebody, String project) {
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

  private static String item(int number) {
    return "code,plan,source,heading,name\n560001-l%1$d,560001-145,box-1,题,甲%1$d\n"
        .formatted(number);
  }
}
