package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/**
 * A month of a lead unit and of the bureau, on the real servers: the unit fills in the month of its
 * project, the bureau returns it, accepts it, closes the month, and calls the unit to account.
 */
class LedgerJourneyTest {
  private static final String JSON = "application/json";
  private static final String REPORTS = "/v1/project-reports";
  private static final String PLAN = "000000-145";
  private static final String MONTH = "2026-01";

  /** Projects of the operator's unit, and of another. */
  private static final String OWN = PLAN + "-p02";

  private static final String OWN_TOO = PLAN + "-p01";
  private static final String OTHERS = PLAN + "-p03";
  private static final String CODE = OWN + "-m" + MONTH;
  private static final BigDecimal COMPLETED = new BigDecimal("1300000.55");

  private final RunningSuite suite = RunningSuite.get();

  @Test
  void aMonthFromTheTemplateToTheSupervisionList() throws Exception {
    var before = completed();
    fillsIn();
    assertThat(completed()).as("nothing counts before it is accepted").isEqualTo(before);
    isReturnedAndAccepted();
    assertThat(completed()).isEqualTo(before.add(COMPLETED));
    closesAndCorrects(before.add(COMPLETED));
    supervises();
  }

  /** The unit takes the template, makes three mistakes, sees them, and submits. */
  private void fillsIn() {
    var template =
        suite.getAs("operator-demo", REPORTS + "/template?plan=%s&month=%s".formatted(PLAN, MONTH));
    assertThat(template.statusCode()).as(template.body()).isEqualTo(200);
    assertThat(template.body().getBytes(ISO_8859_1)).startsWith("PK".getBytes(ISO_8859_1));

    var header = "项目,月份,完成·企业（元）,支付·企业（元）,形象进度,完成比例\n";
    var refused =
        imported(
            header
                + OTHERS
                + ",2026-01,1000,,主体施工,40\n"
                + OWN
                + ",2026-01,一百三十万,,主体施工,40\n"
                + OWN_TOO
                + ",2026-01,2000000,,试运行,140\n");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    var errors = RunningSuite.tree(refused.body()).get("errors");
    assertThat(errors.findValuesAsText("column")).containsExactly("项目", "完成·企业（元）", "完成比例");
    assertThat(errors.findValuesAsText("row")).containsExactly("2", "3", "4");
    assertThat(errors.findValuesAsText("detail"))
        .allMatch(detail -> detail.matches("(?s).*[一-龥].*"));
    assertThat(suite.getAs("reviewer-demo", REPORTS + "/" + CODE).statusCode()).isEqualTo(404);

    var slip = imported(header + OWN + ",2026-01,13000000000,,主体施工,40\n");
    assertThat(slip.statusCode()).as(slip.body()).isEqualTo(422);
    assertThat(slip.body()).as("the amount that is meant").contains("1300000");

    var submitted = imported(header + OWN + ",2026-01,1300000.55,1200000,主体施工,40\n");
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
    assertThat(suite.get(REPORTS + "/" + CODE).statusCode())
        .as("not for everybody")
        .isNotEqualTo(200);
  }

  private void isReturnedAndAccepted() {
    var own = suite.getAs("operator-demo", REPORTS + "/" + CODE);
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    var self =
        suite.post(
            "operator-demo", REPORTS + "/" + CODE + "/acceptance", JSON, "", "If-Match", etag(own));
    assertThat(self.statusCode()).as("nobody accepts what he submitted").isEqualTo(403);
    var returned =
        suite.post(
            "reviewer-demo",
            REPORTS + "/" + CODE + "/return",
            JSON,
            "{\"reason\":\"请说明支付进度\",\"fields\":[{\"field\":\"problems\",\"reason\":\"请填写\"}]}",
            "If-Match",
            etag(own));
    assertThat(returned.statusCode()).as(returned.body()).isEqualTo(200);
    assertThat(suite.getAs("operator-demo", REPORTS + "/" + CODE).body()).contains("请说明支付进度");
    var stale = put(etag(own));
    assertThat(stale.statusCode()).as("made from an older version").isEqualTo(412);
    var corrected = put(etag(returned));
    assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(200);
    ok("reviewer-demo", REPORTS + "/" + CODE + "/acceptance", "", 200);
  }

  private HttpResponse<String> put(String version) {
    return suite.send(
        "operator-demo",
        "PUT",
        REPORTS + "/" + CODE,
        JSON,
        """
        {"project": "%s", "month": "%s", "progress": "主体施工", "completePercent": 40, "problems": "设备款待付",
         "lines": [{"kind": "completed", "source": "enterprise", "amountYuan": %s},
                   {"kind": "paid", "source": "enterprise", "amountYuan": 1200000}]}
        """
            .formatted(OWN, MONTH, COMPLETED),
        "If-Match",
        version);
  }

  /** The month is closed when nothing waits; what comes later says so, and the past stays. */
  private void closesAndCorrects(BigDecimal accepted) throws Exception {
    // Months are closed in order; the demo area's own acts close the first.
    var month = YearMonth.of(2025, 2);
    for (; month.getMonthValue() < 12; month = month.plusMonths(1)) {
      ok("reviewer-demo", "/v1/ledger-closes", close(month), 201);
    }
    var early = suite.post("reviewer-demo", "/v1/ledger-closes", JSON, close(month));
    assertThat(early.statusCode()).as(early.body()).isEqualTo(409);
    assertThat(early.body()).as("December waits").contains("-m2025-12");
    ok(
        "reviewer-demo",
        REPORTS + "/acceptances",
        "{\"plan\":\"%s\",\"month\":\"2025-12\"}".formatted(PLAN),
        200);
    var closed = completed();
    ok("reviewer-demo", "/v1/ledger-closes", close(month), 201);
    ok("reviewer-demo", "/v1/ledger-closes", close(YearMonth.parse(MONTH)), 201);
    assertThat(imported("项目,月份,完成·企业（元）\n" + OWN_TOO + ",2026-01,2000000\n").body()).contains("关账");

    var asOf = suite.get(rollup()).headers().firstValue("Zhihe-As-Of").orElseThrow();
    var correction =
        """
        {"project": "%1$s", "month": "%2$s", "kind": "correction", "comment": "漏记一笔",
         "reverses": ["%3$s-e1"], "lines": [{"kind": "completed", "source": "enterprise", "amountYuan": 1400000.55}]}
        """
            .formatted(OWN, MONTH, CODE);
    ok("operator-demo", REPORTS, correction, 201);
    ok("reviewer-demo", REPORTS + "/" + CODE + "-c1/acceptance", "", 200);
    assertThat(completed()).isEqualTo(closed.add(new BigDecimal("100000.00")));
    var past = RunningSuite.json(suite.get(rollup() + "&asOf=" + asOf));
    assertThat(total(past)).as("as the month was closed").isEqualTo(closed);
    assertThat(closed).as("December's reports came after %s", accepted).isGreaterThan(accepted);
    var late =
        RunningSuite.json(
            suite.getAs(
                "reviewer-demo", "/v1/ledger-entries?month=%s&project=%s".formatted(MONTH, OWN)));
    assertThat(late.get("items").findValuesAsText("late")).contains("true");
    RunningSuite.eventually(
        "the correction is in the feed",
        Duration.ofSeconds(20),
        () ->
            suite.feed("projects").stream()
                .anyMatch(item -> (CODE + "-c1-e1").equals(item.path("entityId").asText())));
  }

  private static String close(YearMonth month) {
    return "{\"plan\":\"%s\",\"month\":\"%s\"}".formatted(PLAN, month);
  }

  /** The list has the project with its facts; the unit is asked, and answers. */
  private void supervises() {
    var list =
        RunningSuite.json(
            suite.getAs(
                "reviewer-demo", "/v1/supervision-list?plan=%s&on=2026-02-28".formatted(PLAN)));
    assertThat(list.get("items"))
        .anyMatch(
            line ->
                OWN.equals(line.path("project").asText())
                    && "late".equals(line.path("finding").asText()));
    var note =
        ok(
            "reviewer-demo",
            "/v1/supervision-notes",
            """
            {"project": "%s", "findings": ["late"], "text": "请说明滞后原因及赶工措施", "dueOn": "%s"}
            """
                .formatted(OWN, LocalDate.now().plusMonths(1)),
            201);
    var path = RunningSuite.path(note);
    var replied =
        suite.post(
            "operator-demo",
            path + "/replies",
            JSON,
            "{\"text\":\"用地手续已办结，三月起两班施工\"}",
            "If-Match",
            etag(note));
    assertThat(replied.statusCode()).as(replied.body()).isBetween(200, 201);
    ok("reviewer-demo", path + "/closure", "{\"text\":\"已整改\"}", 200);
    assertThat(RunningSuite.json(suite.getAs("operator-demo", path)).path("status").asText())
        .isEqualTo("closed");
  }

  private HttpResponse<String> imported(String csv) {
    return suite.post("operator-demo", REPORTS + "/imports", "text/csv", csv);
  }

  private HttpResponse<String> ok(String name, String path, String body, int status) {
    var answer = suite.post(name, path, JSON, body, "If-Match", "*");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private static String rollup() {
    return "/v1/investment-rollups?by=leadUnit,month&plan=" + PLAN;
  }

  /** What the plan's ledger has of completed investment. */
  private BigDecimal completed() {
    return total(RunningSuite.json(suite.get(rollup())));
  }

  private static BigDecimal total(JsonNode rollup) {
    return new BigDecimal(rollup.path("total").path("completedYuan").asText()).setScale(2);
  }

  private static String etag(HttpResponse<?> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}
