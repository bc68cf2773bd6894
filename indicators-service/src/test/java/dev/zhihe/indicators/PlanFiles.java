package dev.zhihe.indicators;

import static dev.zhihe.test.Request.given;

import dev.zhihe.test.Family;
import dev.zhihe.test.Tokens;
import java.util.Map;

/** The plan's own files, for tests of this service. */
public final class PlanFiles {
  /** Observations, which a reviewer approves. */
  public static final Family OBSERVATIONS =
      new Family("observations").approvedAt("/v1/observation-submissions/approvals");

  private PlanFiles() {}

  /** Loads plans, indicators and targets as an editor does, and adopts both plans. */
  public static void load() {
    new Family("plans").imported(Family.planFile("01-plans.csv")).statusCode(200);
    new Family("indicators").imported(Family.planFile("02-indicators.csv")).statusCode(200);
    new Family("targets").imported(Family.planFile("03-targets.csv")).statusCode(200);
    adopt("500106-135");
    adopt("500106-145");
  }

  /** Adopts a plan as a reviewer does, unless it is adopted. */
  public static void adopt(String code) {
    var plan = Family.asEditor().get("/v1/plans/" + code);
    if (plan.jsonPath().getString("status").equals("draft")) {
      given()
          .auth()
          .oauth2(Tokens.of("rita", "reviewer"))
          .header("If-Match", plan.getHeader("ETag"))
          .post("/v1/plans/" + code + "/adoption")
          .then()
          .statusCode(200);
    }
  }

  /** Approves what waits for a second person about subjects whose codes begin so. */
  public static void approveRequests(String subjects) {
    var rita = Tokens.of("rita", "reviewer");
    given()
        .auth()
        .oauth2(rita)
        .get("/v1/change-requests?status=submitted&limit=1000")
        .jsonPath()
        .<Map<String, String>>getList("items")
        .stream()
        .filter(request -> request.get("subject").startsWith(subjects))
        .forEach(
            request ->
                given()
                    .auth()
                    .oauth2(rita)
                    .header("If-Match", "*")
                    .post("/v1/change-requests/" + request.get("code") + "/approval")
                    .then()
                    .statusCode(200));
  }
}
