package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A park operator's way, and a reviewer's, from end to end in the demo area. */
class OperatorJourneyTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String IMPORTS = REPORTS + "/imports";
  private static final String CODE = "000000-pf-004-o-2026-m10";
  private static final String JSON = "application/json";

  private final RunningSuite suite = RunningSuite.get();

  private static final String OWN = "000000-pf-004";

  /** October is over, and its due day too. */
  private static final Map<String, Object> RIGHT =
      Map.ofEntries(
          entry("可用面积（平方米）*", 5800),
          entry("孵化面积（平方米）", 4100),
          entry("入驻面积（平方米）*", 5270),
          entry("期初入驻企业数（家）*", 44),
          entry("期末入驻企业数（家）*", 44),
          entry("新入驻企业数（家）*", 0),
          entry("毕业企业数（家）*", 0),
          entry("迁出企业数（家）*", 0),
          entry("高新技术企业数（家）", 3),
          entry("科技型企业数（家）", 11),
          entry("从业人员数（人）", 215),
          entry("产值（元）", 2500000));

  @Test
  void aLateMonthFromTheTemplateOverThreeMistakesToItsAmendment() throws Exception {
    var template =
        new Workbook(bytes("GET", REPORTS + "/template?period=000000-2026-m10", "", new byte[0]));
    seesThreeMistakesInTheirCells(template);
    answersForAnothersPlatformAsForNone();
    isReturnedCorrectedAndAccepted();
    isAmended();
    hasTheSameEventsInTheFeedAndInKafka();
  }

  /** An area in m² under 万平方米, tenants that are gone without leaving, output in 万元. */
  private void seesThreeMistakesInTheirCells(Workbook template) {
    var wrong =
        new Workbook(template.content())
            .enter(OWN, RIGHT)
            .enter(OWN, Map.of("可用面积（平方米）*", 5800, "期末入驻企业数（家）*", 12, "产值（元）", 250))
            .rename("可用面积（平方米）*", "可用面积（万平方米）*");
    var refused = suite.sendBytes("operator-demo", "POST", IMPORTS, Workbook.XLSX, wrong.content());
    assertThat(refused.statusCode()).isEqualTo(422);
    var errors = RunningSuite.tree(new String(refused.body(), UTF_8)).get("errors");
    assertThat(errors.findValuesAsText("column")).contains("可用面积（万平方米）*", "期末入驻企业数（家）*", "产值（元）");
    assertThat(errors.toString()).as("what is meant is offered").contains("5800");
    var marked =
        suite.sendBytes(
            "operator-demo", "POST", IMPORTS + "?errors=xlsx", Workbook.XLSX, wrong.content());
    assertThat(marked.statusCode()).isEqualTo(422);
    var comments = new Workbook(marked.body()).comments(OWN);
    assertThat(comments)
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(text -> text.matches("(?s).*[一-龥].*"));
    assertThat(suite.getAs("operator-demo", REPORTS + "/" + CODE).statusCode()).isEqualTo(404);

    // Corrected in the workbook that came back, and sent again.
    var corrected =
        new Workbook(marked.body()).rename("可用面积（万平方米）*", "可用面积（平方米）*").enter(OWN, RIGHT);
    var taken =
        suite.sendBytes("operator-demo", "POST", IMPORTS, Workbook.XLSX, corrected.content());
    assertThat(taken.statusCode()).as(new String(taken.body(), UTF_8)).isEqualTo(200);
    var submitted = RunningSuite.json(suite.getAs("operator-demo", REPORTS + "/" + CODE));
    assertThat(submitted.get("status").asText()).isEqualTo("submitted");
    assertThat(submitted.get("late").asBoolean()).isTrue();
    assertThat(submitted.get("dueOn").asText()).isEqualTo("2026-11-10");
    assertThat(suite.get(REPORTS + "/" + CODE).statusCode()).as("not public yet").isEqualTo(404);
  }

  private void answersForAnothersPlatformAsForNone() {
    var answers =
        Stream.of("000000-pf-006", "000000-pf-999")
            .map(
                platform ->
                    suite.post(
                        "operator-demo",
                        REPORTS,
                        JSON,
                        """
                        {"platform": "%s", "period": "000000-2026-m10", "kind": "nil", "comment": "停业"}"""
                            .formatted(platform)))
            .toList();
    assertThat(answers).allMatch(answer -> answer.statusCode() == 404);
  }

  private void isReturnedCorrectedAndAccepted() throws Exception {
    var item = REPORTS + "/" + CODE;
    var returned =
        suite.post(
            "reviewer-demo",
            item + "/return",
            JSON,
            """
            {"reason": "入驻面积与上月相比请说明", "fields": [{"field": "occupiedAreaM2", "code": "unexplained", "reason": "请核对"}]}""",
            "If-Match",
            etag(suite.getAs("reviewer-demo", item)));
    assertThat(returned.statusCode()).as(returned.body()).isEqualTo(200);
    var read = suite.getAs("operator-demo", item);
    assertThat(RunningSuite.json(read).at("/fields/0/code").asText()).isEqualTo("unexplained");
    var again =
        suite.send(
            "operator-demo",
            "PUT",
            item,
            JSON,
            read.body().replace("\"occupiedAreaM2\":5270", "\"occupiedAreaM2\":5260"),
            "If-Match",
            etag(read));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    var accepted =
        suite.post("reviewer-demo", item + "/acceptance", JSON, "", "If-Match", etag(again));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    assertThat(RunningSuite.json(suite.get(item)).get("occupiedAreaM2").asInt()).isEqualTo(5260);
  }

  private void isAmended() {
    var item = REPORTS + "/" + CODE;
    var amendment =
        suite.post(
            "operator-demo",
            IMPORTS,
            "text/csv; charset=utf-8",
            """
            平台,填报期,所更正填报,可用面积,孵化面积,入驻面积,期初入驻企业数,入驻企业数,新入驻企业数,毕业企业数,迁出企业数,高新技术企业数,科技型企业数,从业人员,产值（万元）,说明
            %s,2026年10月,%s,5800,4100,5270,44,44,0,0,0,3,11,215,250,入驻面积漏计 10 平方米
            """
                .formatted(OWN, CODE));
    assertThat(amendment.statusCode()).as(amendment.body()).isEqualTo(200);
    assertThat(RunningSuite.json(suite.get(item)).get("occupiedAreaM2").asInt())
        .as("the accepted one stays public")
        .isEqualTo(5260);
    var waiting = suite.getAs("reviewer-demo", item + "-a1");
    var accepted =
        suite.post("reviewer-demo", item + "-a1/acceptance", JSON, "", "If-Match", etag(waiting));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    var amended = RunningSuite.json(suite.get(item));
    assertThat(amended.get("occupiedAreaM2").asInt()).isEqualTo(5270);
    assertThat(amended.get("revision").asInt()).isEqualTo(2);
  }

  /** Its five events: submitted, returned, submitted again, accepted, amended. */
  private void hasTheSameEventsInTheFeedAndInKafka() throws Exception {
    var id = List.of("created", "updated", "updated", "updated", "updated");
    RunningSuite.eventually(
        "the events in the feed", Duration.ofSeconds(20), () -> events().size() == id.size());
    assertThat(events()).extracting(event -> event.get("action").asText()).isEqualTo(id);
    var head = suite.feed("platforms").getLast().get("position").asLong();
    var topic =
        Topic.read(suite.kafka(), "platforms", head).stream()
            .filter(event -> event.toString().contains("\"code\":\"" + CODE + "\""))
            .count();
    assertThat(topic).isEqualTo(id.size());
  }

  private byte[] bytes(String method, String path, String type, byte[] body) {
    var answer = suite.sendBytes("operator-demo", method, path, type, body);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return answer.body();
  }

  private List<JsonNode> events() {
    return suite.feed("platforms").stream()
        .filter(item -> CODE.equals(item.path("entityId").asText()))
        .toList();
  }

  private static String etag(HttpResponse<?> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void findsByNameAliasAndInitialsAcrossTheServices() {
    assertThat(found("学府悦园")).contains("500106-pf-035");
    assertThat(found("hdxcxstq")).isNotEmpty();
    assertThat(found("环重庆大学创新生态圈")).anyMatch(code -> code.startsWith("500106-145-p"));
    assertThat(found("科技进步贡献率")).anyMatch(code -> code.contains("contribution"));
    assertThat(suite.get("/v1/search?q=").statusCode()).isEqualTo(400);
  }

  private List<String> found(String text) {
    return RunningSuite.json(suite.get("/v1/search?limit=50&q=" + URLEncoder.encode(text, UTF_8)))
        .get("items")
        .findValuesAsText("code");
  }
}
