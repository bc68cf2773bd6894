package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bureau's way on the real servers: from a figure that is handed in to a proven report. */
class BureauJourneyTest {
  private static final Map<String, String> BEGINNINGS =
      Map.of("json", "{", "html", "<!DOCTYPE html>", "pdf", "%PDF-", "xlsx", "PK");

  private final RunningSuite suite = RunningSuite.get();

  @Test
  void fromAFigureToAReport() throws Exception {
    load("plans", "code,area,nameZh,startYear,endYear\n500199-145,500199,某区规划,2021,2025\n");
    load(
        "indicators",
        "code,nameZh,kind,unit,direction,nature,plans\n500199-a,研发投入强度,headline,%,increase,ratio,500199-145\n");
    load(
        "targets",
        "code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear\n"
            + "500199-t,500199-145,500199-a,500199,2025,ge,4,3.5,2020\n");
    act("/v1/plans/500199-145/adoption");
    load(
        "observations",
        "code,indicator,area,period,value,status\n500199-o,500199-a,500199,2022,3.8,actual\n");
    var asked = "{\"plan\":\"500199-145\",\"kind\":\"mid_term\",\"on\":\"2023-06-30\"}";
    assertThat(frozen(asked).statusCode()).as("the figure waits for a reviewer").isEqualTo(422);
    act("/v1/observation-submissions/500199-o/approval");
    assertThat(verdict("2023-06-30")).isEqualTo("on_track");

    var answer = frozen(asked);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var report = made(RunningSuite.path(answer));
    act(report + "/approval");
    act(report + "/publication");
    attaches(report);
    BEGINNINGS.forEach(
        (format, beginning) ->
            assertThat(suite.get(report + "/files/" + format).body().getBytes(ISO_8859_1))
                .as(format)
                .startsWith(beginning.getBytes(ISO_8859_1)));
    var proof = RunningSuite.json(suite.get(report + "/verification"));
    assertThat(proof.get("verified").asBoolean()).as(proof.toString()).isTrue();
    assertThat(proof.get("attached").findValuesAsText("standing")).containsOnly("same");
    var since = RunningSuite.json(suite.get(report + "/corrections"));
    assertThat(since.get("items")).as(since.toString()).isEmpty();
    assertThat(suite.get(report + "/page").body()).contains("本报告所用数据没有更正");
  }

  /** Whoever asks the other service the same question at the same position has the same bytes. */
  private void attaches(String report) {
    var attached = RunningSuite.json(suite.get(report)).get("attached");
    assertThat(attached).as(attached.toString()).isNotEmpty();
    for (var one : attached) {
      assertThat(one.get("asOf").asText()).matches("(projects|platforms)/\\d+/\\d+");
      var number = one.get("number").asText();
      assertThat(suite.get(report + "/attachments/" + number).body())
          .isEqualTo(suite.get(one.get("question").asText()).body());
    }
  }

  /** Waits for a job, and answers the path of its report. */
  private String made(String job) throws Exception {
    RunningSuite.eventually(
        "the report is made",
        Duration.ofMinutes(1),
        () ->
            !RunningSuite.json(suite.getAs("editor-demo", job)).path("finishedAt").isMissingNode());
    var ended = RunningSuite.json(suite.getAs("editor-demo", job));
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("done");
    return "/v1/reports/" + ended.get("report").asText();
  }

  private String verdict(String on) {
    var lines = RunningSuite.json(suite.get("/v1/assessments?plan=500199-145&on=" + on));
    return lines.get("items").get(0).get("verdict").asText();
  }

  private HttpResponse<String> frozen(String asked) {
    return suite.post("editor-demo", "/v1/reports", "application/json", asked);
  }

  private void load(String family, String csv) {
    var answer = suite.load(family, csv);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void act(String path) {
    var answer = suite.post("reviewer-demo", path, "application/json", "", "If-Match", "*");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
