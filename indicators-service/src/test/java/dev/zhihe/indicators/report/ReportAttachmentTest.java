package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.indicators.report.MadeUpReports.asOwner;
import static dev.zhihe.indicators.report.MadeUpReports.asked;
import static dev.zhihe.indicators.report.MadeUpReports.file;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.midTerm;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.indicators.report.MadeUpReports.published;
import static dev.zhihe.indicators.report.MadeUpReports.verified;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.report.attachment.RecordedGateway;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.indicators.report.attachment.StandInGateway;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

/** Reports keep what other services answered about projects, money and platforms, and ask again. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportAttachmentTest {
  private static final String AREA = "184001";

  /** One test has the plan with projects, because its answers are recorded for one code. */
  @Test
  void keepsShowsAndProvesWhatOthersAnswered() throws Exception {
    plan(AREA, true);
    var answer = made(asEditor(), midTerm(AREA));
    answer
        .body("attached", hasSize(6))
        .body("attached.service", equalTo(fourAndTwo("projects", "platforms")));
    var report = answer.extract().jsonPath();
    var code = report.getString("code");
    assertThat(report.getList("attached.asOf"))
        .isEqualTo(fourAndTwo(RecordedGateway.AS_OF, RecordedGateway.PLATFORMS_AS_OF));

    // The content has the hashes, and its own hash is of them.
    var content = JsonPath.from(new String(file(code, "json"), StandardCharsets.UTF_8));
    assertThat(content.getInt("layout")).isEqualTo(3);
    assertThat(content.<Object>getList("attached")).isEqualTo(report.getList("attached"));

    // The bytes are for whoever may read the report.
    given().get(attachment(code, 2)).then().statusCode(404);
    for (int number = 1; number <= 5; number++) {
      var bytes =
          asEditor()
              .get(attachment(code, number))
              .then()
              .statusCode(200)
              .header("Cache-Control", equalTo("private, no-cache"))
              .contentType("application/json")
              .extract()
              .asByteArray();
      var hash = report.getString("attached[" + (number - 1) + "].sha256");
      assertThat(Sha256.of(bytes)).isEqualTo(hash);
      asEditor()
          .header("If-None-Match", "\"" + hash + "\"")
          .get(attachment(code, number))
          .then()
          .statusCode(304);
    }
    for (var none : List.of("0", "7", "01", "-1", "x")) {
      asEditor().get("/v1/reports/" + code + "/attachments/" + none).then().statusCode(404);
    }
    published(code);
    given()
        .get(attachment(code, 2))
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
        .body("total.completedYuan", equalTo(565500000.0f));

    shows(code);
    proves(code);
    namesWhatWasAltered(code);
  }

  private static List<String> fourAndTwo(String word, String last) {
    return List.of(word, word, word, word, last, last);
  }

  private static String attachment(String code, int number) {
    return "/v1/reports/" + code + "/attachments/" + number;
  }

  private static void shows(String code) throws Exception {
    assertThat(new String(file(code, "html"), StandardCharsets.UTF_8))
        .contains(
            "八、项目、资金与平台", "各类平台入驻", "双创载体", "各类项目投资", "产业园区", "4.705", "在建", "合计", "九、方法与数据说明")
        .contains("by=year&amp;on=2023-06-30&amp;asOf=" + RecordedGateway.AS_OF)
        .doesNotContain("NOT_FOUND", "尚无任何记录");
    try (var pdf = Loader.loadPDF(file(code, "pdf"))) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("项目、资金与平台", "各类平台入驻", "各类项目投资", "4.705");
    }
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file(code, "xlsx")))) {
      var money = workbook.findSheet("各类项目投资").orElseThrow().read();
      assertThat(money).hasSize(4);
      assertThat(money.get(1).getCellText(0)).isEqualTo("创新平台");
      assertThat(money.get(1).getCellAsNumber(5).orElseThrow()).isEqualByComparingTo("470500000");
      var platforms = workbook.findSheet("各类平台入驻").orElseThrow().read();
      assertThat(platforms.get(2).getCellText(0)).isEqualTo("双创载体");
      assertThat(platforms.get(2).getCellAsNumber(4).orElseThrow()).isEqualByComparingTo("13000.5");
      assertThat(workbook.findSheet("附件").orElseThrow().read()).hasSize(7);
    }
  }

  private static void proves(String code) {
    var plan = AREA + "-145";
    var proof = verified(code);
    assertThat(proof.getBoolean("verified")).as(proof.prettify()).isTrue();
    assertThat(proof.getList("attached.standing")).isEqualTo(fourAndTwo("same", "same"));

    StandInGateway.behave(plan, "changed");
    proof = verified(code);
    assertThat(proof.getBoolean("verified")).isFalse();
    assertThat(proof.getList("attached.standing"))
        .containsExactly("same", "bytes_differ", "same", "same", "same", "same");
    assertThat(proof.getList("differences.check")).containsExactly("answer");
    assertThat(proof.getString("differences[0].part")).isEqualTo("attachments.2");
    assertThat(proof.getString("differences[0].field")).isEqualTo("items 184001-c2 completedYuan");
    assertThat(proof.getString("differences[0].expected")).isEqualTo("95000000");
    assertThat(proof.getString("differences[0].found")).isEqualTo("95000001");
    assertThat(proof.getString("differences[0].detailZh")).contains("各类项目投资", "projects");

    StandInGateway.behave(plan, "down");
    proof = verified(code);
    assertThat(proof.getBoolean("verified")).isFalse();
    assertThat(proof.getList("attached.standing")).isEqualTo(fourAndTwo("not_reachable", "same"));
    assertThat(proof.getList("differences.detailEn").toString())
        .contains("not verified: the service projects did not answer (HTTP 503)");

    StandInGateway.behave(plan, "recorded");
    assertThat(verified(code).getBoolean("verified")).isTrue();
  }

  private static void namesWhatWasAltered(String code) throws SQLException {
    for (var change :
        List.of("update report_attachment set body = ''", "delete from report_attachment")) {
      try (var app =
              DriverManager.getConnection(
                  Postgres.shared().jdbcUrl("indicators"), "indicators_app", "indicators_app");
          var statement = app.createStatement()) {
        assertThatThrownBy(() -> statement.execute(change))
            .hasMessageContaining("permission denied");
      }
    }
    asOwner(
        "update report_attachment set body = convert_to(replace(convert_from(body, 'UTF8'), '470500000.00', '470500001.00'), 'UTF8') where report = '%s' and number = 2"
            .formatted(code));
    var altered = verified(code);
    assertThat(altered.getBoolean("verified")).isFalse();
    assertThat(altered.getList("differences.check")).containsExactly("attachment");
    assertThat(altered.getString("differences[0].item")).isEqualTo("各类项目投资");
    // The hash in the report's row: the row and the log differ, and the content is of the log.
    asOwner(
        "alter table report disable trigger logged",
        "update report set attached = replace(attached, 'projects/218290407/26', 'projects/218290407/25') where code = '%s'"
            .formatted(code),
        "alter table report enable trigger logged");
    assertThat(verified(code).getList("differences.check")).containsExactly("record", "attachment");
  }

  @Test
  void isNotMadeWithoutAnAnswerAndIsMadeOnceThereIsOne() {
    plan("184002", true);
    StandInGateway.behave("184002-145", "down");
    var job =
        ended(
            asked(asEditor().header("Idempotency-Key", "184002"), midTerm("184002"))
                .statusCode(202)
                .extract()
                .header("Location"));
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("detail"))
        .contains("the service projects were not obtained (HTTP 503) within 3 s")
        .contains("nothing was stored, and it may be asked for again");
    asEditor().get("/v1/reports?plan=184002-145").then().body("items", hasSize(0));
    StandInGateway.behave("184002-145", "recorded");
    made(asEditor().header("Idempotency-Key", "184002"), midTerm("184002"))
        .body("code", equalTo("184002-145-mid-term-1"))
        .body("attached", hasSize(6));
  }

  private static JsonPath ended(String location) {
    var path = location.substring(location.indexOf("/v1/"));
    return Awaitility.await()
        .until(
            () -> asEditor().header("Accept-Language", "en").get(path).jsonPath(),
            known -> known.get("finishedAt") != null);
  }

  /** The same moment asks for the same position again, and so has the same content. */
  @Test
  void asksWhatWasKnownAtTheMomentThatTheReportIsOf() {
    plan("184006", true);
    var first = frozen("184006");
    var again = midTerm("184006");
    for (var asOf :
        List.of(first.getString("asOf"), first.getString("asOf").replaceFirst(".*/", ""))) {
      again.put("asOf", asOf);
      made(asEditor(), again).body("contentHash", equalTo(first.getString("contentHash")));
    }
    var html = new String(file(first.getString("code"), "html"), StandardCharsets.UTF_8);
    assertThat(html).contains("至评估日没有数据。").doesNotContain("尚无任何记录");
    asEditor()
        .get("/v1/reports/" + first.getString("code") + "/verification")
        .then()
        .body("verified", equalTo(true))
        .body("attached[0].detailZh", equalTo("相同"))
        .body("attached[0].body", nullValue());
  }
}
