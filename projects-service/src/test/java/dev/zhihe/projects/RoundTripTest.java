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
  @Test
  void keepsOrRefusesWhateverIsGiven() throws Exception {
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
                seed("funds", "code,plan,name,source\n529001-f1,529001-145,基金,table-13\n"),
                seed(
                    "project-lists",
                    "code,plan,source,heading,name\n529001-l1,529001-145,box-1,题,甲\n")),
            Map.of(
                "changeProjectStage",
                new Body(
                    "/v1/projects/529009-p1/stage-changes",
                    Family::asEditor,
                    "{\"stage\": \"planning\", \"since\": \"2021-03-01\", \"reason\": \"立项\", \"document\": \"文号\"}",
                    null),
                "adoptInvestmentPlans",
                new Body(
                    "/v1/investment-plans/adoptions",
                    () -> as("rita", "reviewer"),
                    "{\"plan\": \"529009-145\"}",
                    null)));
  }

  private static Seed seed(String family, String csv) {
    return new Seed(new Family(family), csv);
  }
}
