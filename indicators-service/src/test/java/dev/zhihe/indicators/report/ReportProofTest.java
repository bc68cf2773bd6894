package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.report.MadeUpReports.asOwner;
import static dev.zhihe.indicators.report.MadeUpReports.figure;
import static dev.zhihe.indicators.report.MadeUpReports.file;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.indicators.report.MadeUpReports.verified;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A published report is computed again, and what was altered is named. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportProofTest {
  @Inject Freezing freezing;
  @Inject Reads reads;
  @Inject Cuts cuts;
  @Inject Caller caller;

  /** JSON leaves out what a layout had not: its bytes are those of the release that wrote it. */
  @ParameterizedTest
  @CsvSource({"1, 432021", "2, 184003"})
  @ActivateRequestContext
  void aReportFrozenInAnEarlierLayoutIsComputedAgainInIt(int layout, String area) {
    plan(area, true);
    var later =
        Views.read(
            asEditor().get("/v1/reports/" + frozen(area).getString("code")).asString(),
            ReportView.class);
    var content =
        reads.at(
            cuts.at(later.asOf()),
            states ->
                ReportContent.of(
                    layout,
                    later.plan(),
                    later.kind(),
                    later.on(),
                    later.asOf(),
                    null,
                    states,
                    Edition.LATEST,
                    null));
    var now = new String(file(later.code(), "json"), StandardCharsets.UTF_8);
    assertThat(new String(content.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            now.replaceFirst(
                    layout == 1 ? "\"headlines\":\\[.*\\],\"policies\"" : "-",
                    layout == 1 ? "\"policies\"" : "-")
                .replaceFirst("\"attached\":\\[.*\\],\"basis\"", "\"basis\"")
                .replace("\"layout\":3,", "\"layout\":" + layout + ","))
        .doesNotContain("attached");
    var files = new EnumMap<ReportFile.Format, byte[]>(ReportFile.Format.class);
    for (var format : ReportFile.Format.values()) {
      files.put(
          format,
          format == ReportFile.Format.JSON
              ? content.bytes()
              : "<body>as it was made then</body>".getBytes(StandardCharsets.UTF_8));
    }
    var first =
        new ReportView(
            area + "-145-mid-term-9",
            later.plan(),
            later.kind(),
            later.on(),
            later.asOf(),
            null,
            later.titleZh(),
            later.titleEn(),
            later.frozenOn(),
            later.methods(),
            Sha256.of(content.bytes()),
            files.entrySet().stream()
                .map(file -> ReportFile.of(file.getKey(), file.getValue()))
                .toList(),
            ReportStatus.FROZEN,
            null,
            null,
            null,
            null,
            null,
            null);
    caller.actAs(new Acting("erin", "r1", null, Set.of("editor")));
    QuarkusTransaction.requiringNew()
        .run(() -> freezing.store(new Freezing.Made(first, files, List.of(), List.of())));
    var verified = verified(first.code());
    assertThat(verified.getBoolean("verified")).as(verified.prettify()).isTrue();
    assertThat(verified.<Object>get("attached")).isNull();
    figure(area, "3.1");
    asEditor()
        .get("/v1/reports/" + first.code() + "/corrections")
        .then()
        .body("items.observation", contains(area + "-o1"));
    assertThat(asEditor().get("/v1/reports/" + first.code() + "/page").asString())
        .contains("所用数据有 1 项更正", "as it was made then");
  }

  @Test
  void namesWhatWasAlteredBehindItsBack() throws SQLException {
    plan("432010", true);
    var code = frozen("432010").getString("code");
    assertThat(verified(code).getBoolean("verified")).isTrue();

    // A byte of the PDF.
    asOwner(
        "update report_file set body = set_byte(body, 2000, (get_byte(body, 2000) + 1) %% 256) where report = '%s' and format = 'PDF'"
            .formatted(code));
    var altered = verified(code);
    assertThat(altered.getBoolean("verified")).isFalse();
    assertThat(altered.getList("differences.check")).containsExactly("file");
    assertThat(altered.getString("differences[0].format")).isEqualTo("pdf");

    // A digit of the content that is kept.
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"observedValue\":3.5', '\"observedValue\":3.9'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));
    altered = verified(code);
    assertThat(altered.getList("differences.format")).containsExactly("json", "pdf");
    assertThat(altered.getString("differences[0].detailEn"))
        .isEqualTo(
            "the kept file json targets 432010-145-t1 observedValue: 3.5 expected, 3.9 found");

    // What is laid out in another way is not held against what would be made today.
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"layout\":3', '\"layout\":9'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));
    assertThat(verified(code).getList("differences.found")).contains("layout@3");
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"layout\":9', '\"layout\":3'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));

    // The row of the report, and a figure in the history itself.
    asOwner(
        "alter table report disable trigger logged",
        "update report set title_zh = '另一题' where code = '%s'".formatted(code),
        "alter table report enable trigger logged",
        "update history set body = replace(body, '\"value\":120', '\"value\":190') where entity_type = 'observation' and entity_id = '432010-o2'");
    altered = verified(code);
    assertThat(altered.getList("differences.check"))
        .containsExactly("record", "content", "file", "file");
    assertThat(altered.getString("differences[0].part")).isEqualTo("titleZh");
    assertThat(altered.getString("differences[0].found")).isEqualTo("另一题");
    assertThat(altered.getString("recomputedHash")).isNotEqualTo(altered.getString("contentHash"));
    assertThat(altered.getList("differences.part")).doesNotContain("titleEn");
  }

  @Test
  void namesTheTargetWhoseFigureTheLogNoLongerHas() throws SQLException {
    plan("432011", true);
    var code = frozen("432011").getString("code");
    asOwner(
        "update history set body = replace(body, '\"note\":\"\"', ''), audience = 'BUREAU' where entity_type = 'policy' and entity_id = '432011-145-y1'");
    var altered = verified(code);
    assertThat(altered.getList("differences.check")).containsExactly("content");
    assertThat(altered.getString("differences[0].part")).startsWith("policies");
    assertThat(altered.getString("differences[0].item")).isNotNull();
  }

  @Test
  void itsFilesAreNeverChangedByTheApplication() throws SQLException {
    plan("432012", true);
    var code = frozen("432012").getString("code");
    for (var change :
        List.of(
            "update report_file set body = ''",
            "delete from report_file",
            "truncate report_file")) {
      try (var app =
              DriverManager.getConnection(
                  Postgres.shared().jdbcUrl("indicators"), "indicators_app", "indicators_app");
          var statement = app.createStatement()) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .hasMessageContaining("permission denied");
      }
    }
    assertThat(file(code, "json")).isNotEmpty();
  }
}
