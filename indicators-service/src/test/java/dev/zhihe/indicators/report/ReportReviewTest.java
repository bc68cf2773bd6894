package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.indicators.report.MadeUpReports.FORMATS;
import static dev.zhihe.indicators.report.MadeUpReports.asReviewer;
import static dev.zhihe.indicators.report.MadeUpReports.figure;
import static dev.zhihe.indicators.report.MadeUpReports.file;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.midTerm;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.indicators.report.MadeUpReports.published;
import static dev.zhihe.indicators.report.MadeUpReports.verified;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How a report is reviewed, published, superseded and withdrawn. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportReviewTest {
  @Test
  void isTheBureausUntilItIsPublishedAndEverybodysForEverAfterwards() {
    plan("432003", true);
    var code = frozen("432003").getString("code");
    var paths =
        List.of(
            "/v1/reports/" + code,
            "/v1/reports/" + code + "/files/pdf",
            "/v1/reports/" + code + "/verification");
    paths.forEach(path -> given().get(path).then().statusCode(404));
    paths.forEach(path -> asEditor().get(path).then().statusCode(200));
    var page = "/v1/reports/" + code + "/page";
    for (var path : List.of(paths.get(1), paths.get(2), page)) {
      asEditor()
          .get(path)
          .then()
          .header("Cache-Control", equalTo("private, no-cache"))
          .header("Vary", containsString("Authorization"));
    }
    given().get("/v1/reports?plan=432003-145").then().body("items", hasSize(0));
    published(code);
    given()
        .get("/v1/reports?plan=432003-145&kind=mid_term")
        .then()
        .body("items.code", contains(code));
    given().get("/v1/reports?plan=432003-145&status=frozen").then().body("items", hasSize(0));
    given()
        .get(page)
        .then()
        .header("Cache-Control", equalTo("no-cache"))
        .header("Vary", containsString("Authorization"));
    var pdf =
        given()
            .get(paths.get(1))
            .then()
            .statusCode(200)
            .contentType("application/pdf")
            .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
            .header(
                "Content-Disposition",
                equalTo(
                    "inline; filename=\"%s.pdf\"; filename*=UTF-8''%s.pdf"
                        .formatted(
                            code, URLEncoder.encode("某区科技创新规划中期评估报告", StandardCharsets.UTF_8))))
            .extract();
    assertThat(pdf.header("ETag")).isEqualTo("\"" + Sha256.of(pdf.asByteArray()) + "\"");
    given().header("If-None-Match", pdf.header("ETag")).get(paths.get(1)).then().statusCode(304);
    given().get("/v1/reports/" + code + "/files/docx").then().statusCode(404);
    given().get(paths.get(2)).then().body("verified", equalTo(true));
  }

  @Test
  void isReviewedByAnotherPersonStepByStep() {
    plan("432004", true);
    var code =
        made(as("both", "editor", "reviewer"), midTerm("432004"))
            .extract()
            .jsonPath()
            .getString("code");
    var path = "/v1/reports/" + code;
    for (var act : List.of("/approval", "/publication")) {
      as("both", "editor", "reviewer")
          .header("If-Match", "\"v1\"")
          .post(path + act)
          .then()
          .statusCode(403);
      asEditor().header("If-Match", "\"v1\"").post(path + act).then().statusCode(403);
    }
    asReviewer()
        .header("If-Match", "\"v1\"")
        .header("Accept-Language", "en")
        .post(path + "/publication")
        .then()
        .statusCode(409)
        .body("detail", containsString("a reviewer may approve it"));
    asReviewer().header("If-Match", "\"v1\"").post(path + "/approval").then().statusCode(200);
    returned(path, "重复", "\"v2\"").statusCode(409);
    asReviewer().header("If-Match", "\"v1\"").post(path + "/publication").then().statusCode(412);
    asReviewer()
        .header("If-Match", "\"v2\"")
        .post(path + "/publication")
        .then()
        .statusCode(200)
        .header("ETag", "\"v3\"");
    returned(path, "重复", "\"v3\"").statusCode(409);
  }

  @Test
  void isReturnedForGoodAndAnotherTakesItsPlace() {
    plan("432005", true);
    var path = "/v1/reports/" + frozen("432005").getString("code");
    returned(path, " ", "\"v1\"").statusCode(422).body("errors[0].pointer", equalTo("/reason"));
    returned(path, " 数据有误 ", "\"v1\"")
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("数据有误"));
    asReviewer()
        .header("If-Match", "\"v2\"")
        .header("Accept-Language", "en")
        .post(path + "/approval")
        .then()
        .statusCode(409)
        .body("detail", containsString("another is to be made"));
    assertThat(frozen("432005").getString("code")).isEqualTo("432005-145-mid-term-2");
    assertThat(verified("432005-145-mid-term-1").getBoolean("verified")).isTrue();
  }

  @Test
  void isSupersededByAnotherPublishedReportWhenASecondPersonApproves() {
    plan("432019", true);
    var first = frozen("432019").getString("code");
    var second = frozen("432019").getString("code");
    var both = as("both", "editor", "reviewer");
    ending(both, first, "supersession", Map.of("by", second)).statusCode(409);
    published(first);
    var bytes = FORMATS.stream().collect(Collectors.toMap(each -> each, each -> file(first, each)));
    for (var wrong :
        Map.of(first, "same", second, "not-published", "432019-none", "unknown-reference")
            .entrySet()) {
      ending(as("both", "editor", "reviewer"), first, "supersession", Map.of("by", wrong.getKey()))
          .statusCode(422)
          .body(
              "errors.collect { it.pointer + ' ' + it.code }", contains("/by " + wrong.getValue()));
    }
    published(second);
    var asked =
        ending(
                as("both", "editor", "reviewer"),
                first,
                "supersession",
                Map.of("by", second, "reason", "数据已更正"))
            .statusCode(201)
            .body("kind", equalTo("report"))
            .body("subject", equalTo(first))
            .body(
                "changes.collect { it.property + ' ' + it.after }",
                contains("status superseded", "supersededBy " + second));
    given().get("/v1/reports/" + first).then().body("status", equalTo("published"));
    approved(as("both", "editor", "reviewer"), asked).statusCode(403);
    approved(asReviewer(), asked).statusCode(200);
    given()
        .get("/v1/reports/" + first)
        .then()
        .statusCode(200)
        .body("status", equalTo("superseded"))
        .body("supersededBy", equalTo(second));
    bytes.forEach((format, content) -> assertThat(file(first, format)).isEqualTo(content));
    given().get("/v1/reports/" + first + "/files/pdf").then().statusCode(200);
    assertThat(given().get("/v1/reports/" + first + "/page").asString())
        .contains("本报告已被", "/v1/reports/" + second + "/page");
    assertThat(verified(first).getBoolean("verified")).isTrue();
    ending(asEditor(), first, "withdrawal", Map.of("reason", "重复")).statusCode(409);
    // What does not hold any more takes nobody's place.
    ending(asEditor(), second, "supersession", Map.of("by", first))
        .statusCode(422)
        .body("errors[0].code", equalTo("not-published"));
  }

  @Test
  void isWithdrawnWithAReasonAndStaysReadable() {
    plan("432020", true);
    var code = frozen("432020").getString("code");
    published(code);
    ending(asEditor(), code, "withdrawal", Map.of("reason", " ")).statusCode(422);
    var asked = ending(asEditor(), code, "withdrawal", Map.of("reason", " 口径有误 ")).statusCode(201);
    figure("432020", "3.1"); // is noted in the report, and does not stop the request
    var corrections = "/v1/reports/" + code + "/corrections";
    for (int again = 0; again < 3; again++) {
      given().get(corrections).then().body("status", equalTo("published"));
    }
    approved(asReviewer(), asked).statusCode(200);
    given().get(corrections).then().body("status", equalTo("withdrawn"));
    given().get("/v1/reports/" + code).then().body("correctedCount", equalTo(1));
    given()
        .get("/v1/reports/" + code)
        .then()
        .statusCode(200)
        .body("status", equalTo("withdrawn"))
        .body("withdrawalReason", equalTo("口径有误"));
    given().get("/v1/reports?plan=432020-145&status=withdrawn").then().body("items", hasSize(1));
    given().get("/v1/reports/" + code + "/files/json").then().statusCode(200);
    assertThat(given().get("/v1/reports/" + code + "/page").asString()).contains("本报告已撤回：口径有误");
    assertThat(verified(code).getBoolean("verified")).isTrue();
  }

  private static ValidatableResponse ending(
      Request by, String code, String act, Map<String, ?> body) {
    return by.header("If-Match", "*")
        .contentType("application/json")
        .body(body)
        .post("/v1/reports/" + code + "/" + act)
        .then();
  }

  private static ValidatableResponse approved(Request by, ValidatableResponse asked) {
    return by.header("If-Match", "*")
        .post("/v1/change-requests/" + asked.extract().jsonPath().getString("code") + "/approval")
        .then();
  }

  private static ValidatableResponse returned(String path, String reason, String version) {
    return asReviewer()
        .header("If-Match", version)
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post(path + "/return")
        .then();
  }
}
