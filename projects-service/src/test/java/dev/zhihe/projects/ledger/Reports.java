package dev.zhihe.projects.ledger;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Monthly reports as those who submit and review them send them. */
public final class Reports {
  public static final String REPORTS = "/v1/project-reports/";

  private Reports() {}

  /** Submits a report as erin, and accepts it as rita. */
  public static void accepted(Map<String, Object> report) {
    var code = submitted(asEditor(), report).statusCode(201).extract().<String>path("code");
    act("rita", code, "acceptance").statusCode(200);
  }

  /** A correction of p1. */
  static Map<String, Object> correction(
      LedgerArea area, String month, List<String> reverses, Line... lines) {
    var correction = report(area, 1, month, lines);
    correction.put("kind", "correction");
    correction.put("comment", "更正");
    correction.put("reverses", reverses);
    return correction;
  }

  /** A line of a report, paid by the government. */
  public record Line(String kind, String amount) {
    Map<String, Object> json() {
      return Map.of("kind", kind, "source", "fiscal", "amountYuan", new BigDecimal(amount));
    }
  }

  public static Line line(String kind, String amount) {
    return new Line(kind, amount);
  }

  public static Map<String, Object> report(
      LedgerArea area, int project, String month, Line... lines) {
    var report = new HashMap<String, Object>();
    report.put("project", area.project(project));
    report.put("month", month);
    report.put("lines", Stream.of(lines).map(Line::json).toList());
    return report;
  }

  public static ValidatableResponse submitted(Request somebody, Map<String, Object> report) {
    return somebody.contentType("application/json").body(report).post("/v1/project-reports").then();
  }

  public static ValidatableResponse corrected(
      Request somebody, String code, String version, Map<String, Object> report) {
    return somebody
        .header("If-Match", version)
        .contentType("application/json")
        .body(report)
        .put(REPORTS + code)
        .then();
  }

  public static ValidatableResponse act(String reviewer, String code, String act) {
    return as(reviewer, "reviewer").header("If-Match", "*").post(REPORTS + code + "/" + act).then();
  }
}
