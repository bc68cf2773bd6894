package dev.zhihe.projects.project.change;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of projects as those who make and review them send them. */
public final class Changes {
  static final String PATH = "/v1/project-changes";

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

  static ValidatableResponse act(String code, String act, RequestSpecification person) {
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

  static RequestSpecification rita() {
    return as("rita", "reviewer");
  }
}
