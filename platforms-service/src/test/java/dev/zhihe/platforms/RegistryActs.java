package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Request;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of the registry in an area that a test has to itself. */
public record RegistryActs(Parks parks) {
  static final String PATH = "/v1/registry-changes";

  /** A change of a platform of the area, decided by a fictional document. */
  public Map<String, Object> change(
      String kind, List<String> platforms, Map<String, Object> others) {
    var change = new HashMap<String, Object>();
    change.put("area", parks.area());
    change.put("kind", kind);
    change.put("platforms", platforms);
    change.put("reason", "动态调整");
    change.put("documentTitle", "关于动态调整的通知");
    change.put("documentNumber", "试〔2026〕1号");
    change.put("effectiveOn", "2026-11-01");
    change.putAll(others);
    return change;
  }

  /** A change that sets properties of a platform. */
  public Map<String, Object> change(String kind, int platform, Map<String, String> after) {
    return change(kind, List.of(parks.platform(platform)), Map.of("changes", changes(after)));
  }

  /** Properties as JSON has them. */
  public static List<Map<String, Object>> changes(Map<String, String> after) {
    return after.entrySet().stream()
        .map(one -> Map.<String, Object>of("property", one.getKey(), "after", one.getValue()))
        .toList();
  }

  /** The code of a new draft of erin's. */
  String drafted(Map<String, Object> change) {
    return code(sent(asEditor(), change));
  }

  /** The code of a change of erin's that waits for a reviewer. */
  String submitted(Map<String, Object> change) {
    var code = drafted(change);
    act(asEditor(), code, "submission").then().statusCode(200);
    return code;
  }

  /** The code of a change that rita approved. */
  public String approved(Map<String, Object> change) {
    var code = submitted(change);
    approve(code).statusCode(200);
    return code;
  }

  ValidatableResponse approve(String code) {
    return act(as("rita", "reviewer"), code, "approval").then().log().ifValidationFails();
  }

  /** Takes a step of a change, on its current version. */
  static Response act(Request somebody, String code, String step) {
    return somebody.header("If-Match", tag(code)).post(PATH + "/" + code + "/" + step);
  }

  static String tag(String code) {
    return asEditor().get(PATH + "/" + code).then().statusCode(200).extract().header("ETag");
  }

  static Response sent(Request somebody, Map<String, Object> change) {
    return somebody.contentType("application/json").body(change).post(PATH);
  }

  static String code(Response answer) {
    return answer.then().log().ifValidationFails().statusCode(201).extract().path("code");
  }
}
