package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A park operator's way, and a reviewer's, from end to end in the demo area. */
class OperatorJourneyTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String CODE = "000000-pf-004-o-2026-m10";
  private static final String JSON = "application/json";

  private final RunningSuite suite = RunningSuite.get();

  private static String report(String platform, int occupied) {
    return """
        {"platform": "%s", "period": "000000-2026-m10", "usableAreaM2": 5800, "incubationAreaM2": 4100,
         "occupiedAreaM2": %d, "tenantsAtStart": 44, "tenants": 44, "newTenants": 0, "graduatedTenants": 0, "leftTenants": 0,
         "highTechFirms": 3, "techFirms": 11, "employees": 215, "outputYuan": 2500000.00}
        """
        .formatted(platform, occupied);
  }

  @Test
  void submitsIsReturnedCorrectsAndIsReadByEverybody() throws Exception {
    // A spreadsheet with mistakes comes back with all of them, in Chinese, and nothing is
    // submitted.
    var file =
        """
        平台,填报期,代码,可用面积（平方米）,入驻面积（万平方米）,入驻企业数（家）,新入驻企业数,毕业企业数
        000000-pf-004,000000-2026-m10,%s,5800平米,0.9,四十四,0,0
        000000-pf-006,000000-2026-m10,000000-pf-006-o-2026-m10,100,0.001,1,0,0
        """
            .formatted(CODE);
    var refused = suite.post("operator-demo", REPORTS + "/imports", "text/csv", file);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    var errors = RunningSuite.tree(refused.body()).get("errors");
    assertThat(errors.findValuesAsText("column")).contains("可用面积（平方米）", "入驻企业数（家）", "平台");
    assertThat(errors.findValuesAsText("code")).contains("number", "unknown-reference");
    assertThat(errors.findValuesAsText("detail")).anyMatch(detail -> detail.contains("不带单位"));
    var marked = suite.post("operator-demo", REPORTS + "/imports?errors=xlsx", "text/csv", file);
    assertThat(marked.statusCode()).isEqualTo(422);
    assertThat(marked.headers().firstValue("Content-Type").orElseThrow()).contains("spreadsheetml");

    // Somebody else's platform answers as one that is not there.
    var others = suite.post("operator-demo", REPORTS, JSON, report("000000-pf-006", 100));
    var absent = suite.post("operator-demo", REPORTS, JSON, report("000000-pf-999", 100));
    assertThat(others.statusCode()).isEqualTo(404);
    assertThat(absent.statusCode()).isEqualTo(404);

    var rule = suite.post("operator-demo", REPORTS, JSON, report("000000-pf-004", 6000));
    assertThat(rule.statusCode()).as(rule.body()).isEqualTo(422);
    var submitted = suite.post("operator-demo", REPORTS, JSON, report("000000-pf-004", 5270));
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
    assertThat(suite.get(REPORTS + "/" + CODE).statusCode()).as("not public yet").isEqualTo(404);

    var returned =
        suite.post(
            "reviewer-demo",
            REPORTS + "/" + CODE + "/return",
            JSON,
            "{\"reason\": \"入驻面积与上月相比请说明\"}",
            "If-Match",
            etag(submitted));
    assertThat(returned.statusCode()).as(returned.body()).isEqualTo(200);
    assertThat(
            RunningSuite.json(suite.getAs("operator-demo", REPORTS + "/" + CODE))
                .get("returnReason")
                .asText())
        .contains("请说明");
    var again =
        suite.send(
            "operator-demo",
            "PUT",
            REPORTS + "/" + CODE,
            JSON,
            report("000000-pf-004", 5260),
            "If-Match",
            etag(returned));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    var accepted =
        suite.post(
            "reviewer-demo",
            REPORTS + "/" + CODE + "/acceptance",
            JSON,
            "",
            "If-Match",
            etag(again));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);

    var read = RunningSuite.json(suite.get(REPORTS + "/" + CODE));
    assertThat(read.get("status").asText()).isEqualTo("accepted");
    assertThat(read.get("occupiedAreaM2").asInt()).isEqualTo(5260);

    // Its four events are in the feed and in Kafka alike.
    var id = List.of("created", "updated", "updated", "updated");
    RunningSuite.eventually(
        "the events in the feed", Duration.ofSeconds(20), () -> events().size() == id.size());
    var feed = events();
    assertThat(feed).extracting(event -> event.get("action").asText()).isEqualTo(id);
    var head = suite.feed("platforms").getLast().get("position").asLong();
    var topic =
        Topic.read(suite.kafka(), "platforms", head).stream()
            .filter(event -> event.toString().contains(CODE))
            .count();
    assertThat(topic).isEqualTo(id.size());
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
