package dev.zhihe.projects.project.change;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of projects as those who make and review them send them. */
public final class Changes {
  static final String PATH = "/v1/project-changes";

  private static final String ROLLUP = "/v1/investment-rollups?by=programme&plan=";

  private Changes() {}

  /** A change of a plan of five years; further fields are named with their values. */
  public static Map<String, Object> change(
      String area, String kind, List<String> projects, Object... other) {
    var change =
        new HashMap<String, Object>(
            Map.of(
                "plan",
                area + "-145",
                "kind",
                kind,
                "projects",
                projects,
                "reason",
                "动态调整",
                "documentTitle",
                "关于动态调整重大项目的通知",
                "documentNumber",
                "某发改〔2023〕8号",
                "effectiveOn",
                "2023-07-01"));
    for (int i = 0; i < other.length; i += 2) {
      change.put((String) other[i], other[i + 1]);
    }
    return change;
  }

  static ValidatableResponse draft(Map<String, Object> change) {
    return asEditor().contentType("application/json").body(change).post(PATH).then();
  }

  static ValidatableResponse act(String code, String act, Request person) {
    return person.header("If-Match", "*").post(PATH + "/" + code + "/" + act).then();
  }

  /** Drafts and submits a change as erin. Its code. */
  static String submitted(Map<String, Object> change) {
    String code = draft(change).statusCode(201).extract().path("code");
    act(code, "submission", asEditor()).statusCode(200);
    return code;
  }

  /** Drafts and submits a change as erin; rita approves it. Its code. */
  public static String approved(Map<String, Object> change) {
    var code = submitted(change);
    act(code, "approval", rita()).statusCode(200);
    return code;
  }

  static Request rita() {
    return as("rita", "reviewer");
  }

  static void refused(Map<String, Object> change, String... rules) {
    var errors =
        draft(change).statusCode(422).extract().jsonPath().<Map<String, String>>getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("code") + " " + error.get("pointer"))
        .containsExactly(rules);
  }

  static void inForce(String area, String when, int projects, String total) {
    given()
        .get(ROLLUP + area + "-145" + (when.contains("asOf") ? when : when + "&asOf=now"))
        .then()
        .statusCode(200)
        .body("total.projects", equalTo(projects))
        .body(containsString("\"totalYuan\":" + total + ","));
  }

  /** A project with a draft of an investment plan, beside those of the plan. */
  static void added(String area, int number) {
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n%1$s-145-p%2$d,%1$s-145,%1$s,%1$s-145-c1,项目%2$d,not_stated\n"
                .formatted(area, number))
        .statusCode(200);
    investmentPlan("%s-145-p%d-ip1".formatted(area, number), "%s-145-p%d".formatted(area, number))
        .statusCode(200);
  }

  static ValidatableResponse investmentPlan(String code, String project) {
    return investmentPlan(code, project, "12,10,2021-2022:6;2023-2025:4");
  }

  static ValidatableResponse investmentPlan(String code, String project, String amounts) {
    return new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases\n%s,%s-145,%s,%s\n"
                .formatted(code, code.substring(0, 6), project, amounts),
            "?onExisting=update");
  }

  static ValidatableResponse stageChanged(String project) {
    return asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("stage", "planning", "since", "2023-08-01", "reason", "立项"))
        .post("/v1/projects/" + project + "/stage-changes")
        .then();
  }

  static Map<String, Object> adjustment(String investmentPlan, String day) {
    return Map.of(
        "investmentPlan",
        investmentPlan,
        "afterTotalYuan",
        20,
        "afterPeriodYuan",
        15,
        "afterPhases",
        List.of(
            Map.of("fromYear", 2021, "toYear", 2022, "amountYuan", 6),
            Map.of("fromYear", 2023, "toYear", 2025, "amountYuan", 9)),
        "reason",
        "规模扩大",
        "documentTitle",
        "批复",
        "documentNumber",
        "1号",
        "effectiveOn",
        day);
  }

  static void adjusted(String investmentPlan, String day) {
    var item = "/v1/plan-adjustments/" + investmentPlan + "-adj1";
    asEditor()
        .contentType("application/json")
        .body(adjustment(investmentPlan, day))
        .post("/v1/plan-adjustments")
        .then()
        .statusCode(201);
    asEditor().header("If-Match", "*").post(item + "/submission").then().statusCode(200);
    rita().header("If-Match", "*").post(item + "/approval").then().statusCode(200);
  }
}
