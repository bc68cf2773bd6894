package dev.zhihe.indicators.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.indicators.assessment.AssessmentMethod;
import dev.zhihe.indicators.edition.Editions;
import dev.zhihe.indicators.report.ReportVerification.Check;
import dev.zhihe.indicators.report.ReportVerification.Difference;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.ValidOn;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a report. It reads the report from the log, computes its content again, and compares the
 * stored row and files with both. What other services had answered is asked again.
 */
@ApplicationScoped
class ReportVerifier {
  private final Reports reports;
  private final KeptFiles files;
  private final Cuts cuts;
  private final History history;
  private final Reads reads;
  private final Editions editions;
  private final AttachmentDifferences attachments;

  ReportVerifier(
      Reports reports,
      KeptFiles files,
      Cuts cuts,
      History history,
      Reads reads,
      Editions editions,
      AttachmentDifferences attachments) {
    this.reports = reports;
    this.files = files;
    this.cuts = cuts;
    this.history = history;
    this.reads = reads;
    this.editions = editions;
    this.attachments = attachments;
  }

  /** Verifies an existing report. */
  ReportVerification of(String code) {
    var row = reports.row(code);
    var state =
        history
            .item(ChangeLog.typeName(Report.class), code, cuts.latest(), ValidOn.ANY_DAY)
            .orElseThrow(() -> Problem.notFound(code));
    if (state.version() > row.version()) {
      row = reports.row(code); // a change was written between the two reads
    }
    var logged = state.body();
    var report = Views.read(logged, ReportView.class);
    var differences = new ArrayList<Difference>();
    record(row, logged, differences);
    var content = recomputed(report, differences);
    var hash = content == null ? null : Sha256.of(content);
    if (content != null && !report.contentHash().equals(hash)) {
      var kept = tree(files.of(code, ReportFile.Format.JSON));
      differences.add(
          differs(
              Check.CONTENT,
              null,
              kept == null ? null : Place.first(kept, Views.tree(text(content))),
              report.contentHash(),
              hash));
    }
    report.files().forEach(file -> file(report, file, content, differences));
    var answers = attachments.add(report, differences);
    return new ReportVerification(
        code,
        differences.isEmpty(),
        report.asOf(),
        report.contentHash(),
        hash,
        differences,
        answers);
  }

  private static void record(Reports.Row row, String logged, List<Difference> differences) {
    if (!row.body().equals(logged)) {
      differences.add(
          differs(
              Check.RECORD,
              null,
              Place.first(Views.tree(logged), Views.tree(row.body())),
              logged,
              row.body()));
    } else if (!row.columns().equals(logged)) {
      differences.add(
          differs(
              Check.RECORD,
              null,
              Place.first(Views.tree(logged), Views.tree(row.columns())),
              logged,
              row.columns()));
    }
  }

  /**
   * The content computed from the log, in the layout in which it is stored. Null if this release
   * does not have that layout or the version of a method.
   */
  private byte @Nullable [] recomputed(ReportView report, List<Difference> differences) {
    var cut = cuts.at(report.asOf());
    var here = AssessmentMethod.versions(editions.at(cut));
    for (var used : report.methods()) {
      if (!here.contains(used)) {
        differences.add(differs(Check.METHOD, null, null, used, String.join(", ", here)));
        return null;
      }
    }
    var kept = tree(files.of(report.code(), ReportFile.Format.JSON));
    var layout = kept == null ? ReportContent.LAYOUT : kept.path("layout").asInt();
    if (!ReportContent.LAYOUTS.contains(layout)) {
      differences.add(
          differs(Check.METHOD, null, null, "layout@" + layout, "layout@" + ReportContent.LAYOUT));
      return null;
    }
    return reads
        .at(
            cut,
            states ->
                ReportContent.of(
                    layout,
                    report.plan(),
                    report.kind(),
                    report.on(),
                    cuts.id(cut),
                    report.method(),
                    states,
                    editions.at(cut),
                    layout < ReportContent.ATTACHING ? null : report.attached()))
        .bytes();
  }

  private void file(
      ReportView report, ReportFile file, byte @Nullable [] content, List<Difference> differences) {
    var kept = files.of(report.code(), file.format());
    var hash = Sha256.of(kept);
    if (hash.equals(file.sha256())) {
      return;
    }
    var document = file.format() == ReportFile.Format.JSON ? tree(kept) : null;
    differences.add(
        differs(
            Check.FILE,
            file.format(),
            document == null || content == null
                ? null
                : Place.first(Views.tree(text(content)), document),
            file.sha256(),
            hash));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The stored JSON; null if it is not JSON. */
  private static @Nullable JsonNode tree(byte[] bytes) {
    try {
      return Views.parse(text(bytes));
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static Difference differs(
      Check check,
      ReportFile.@Nullable Format format,
      @Nullable Place place,
      @Nullable String expected,
      @Nullable String found) {
    var shouldBe = place == null ? expected : place.expected();
    var is = place == null ? found : place.found();
    var named = format == null ? "" : " " + Views.word(format);
    var where =
        place == null ? "" : " " + place.part() + named(place.item()) + named(place.field());
    return new Difference(
        check,
        format,
        place == null ? null : place.part(),
        place == null ? null : place.item(),
        place == null ? null : place.field(),
        shouldBe,
        is,
        switch (check) {
              case RECORD -> "报告记录";
              case METHOD -> "方法版本";
              case CONTENT -> "由日志重算的内容";
              case FILE -> "所存文件";
              case ATTACHMENT, ANSWER -> "附件";
            }
            + named
            + where
            + " 应为 "
            + shouldBe
            + "，实为 "
            + is,
        switch (check) {
              case RECORD -> "the report's record";
              case METHOD -> "a method's version";
              case CONTENT -> "the content computed from the log";
              case FILE -> "the kept file";
              case ATTACHMENT, ANSWER -> "the attachment";
            }
            + named
            + where
            + ": "
            + shouldBe
            + " expected, "
            + is
            + " found");
  }

  private static String named(@Nullable String part) {
    return part == null ? "" : " " + part;
  }
}
