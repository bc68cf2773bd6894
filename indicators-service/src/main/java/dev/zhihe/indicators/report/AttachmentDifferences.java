package dev.zhihe.indicators.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.zhihe.indicators.report.ReportVerification.Check;
import dev.zhihe.indicators.report.ReportVerification.Difference;
import dev.zhihe.indicators.report.attachment.AskedAgain;
import dev.zhihe.indicators.report.attachment.AttachmentStanding;
import dev.zhihe.indicators.report.attachment.AttachmentVerifier;
import dev.zhihe.indicators.report.attachment.KeptAttachments;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.json.Views;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the attached answers of a report with their hashes, and with what is answered now. */
@ApplicationScoped
class AttachmentDifferences {
  private final KeptAttachments kept;
  private final AttachmentVerifier verifier;

  AttachmentDifferences(KeptAttachments kept, AttachmentVerifier verifier) {
    this.kept = kept;
    this.verifier = verifier;
  }

  /**
   * Adds what differs.
   *
   * @param report as the log has it
   * @return what each answer's service answers now; null for a report that attaches none
   */
  @Nullable List<AttachmentCheck> add(ReportView report, List<Difference> differences) {
    if (report.attached() == null) {
      return null;
    }
    for (var one : report.attached()) {
      var hash = Sha256.of(kept.of(report.code(), one.number()));
      if (!hash.equals(one.sha256())) {
        differences.add(stored(one, hash));
      }
    }
    var again = verifier.verify(report.attached());
    again.stream()
        .filter(one -> one.standing() != AttachmentStanding.SAME)
        .forEach(one -> differences.add(answered(report, one)));
    return again.stream().map(AttachmentCheck::of).toList();
  }

  private static Difference stored(ReportAttachment one, String hash) {
    return new Difference(
        Check.ATTACHMENT,
        null,
        part(one),
        one.titleZh(),
        null,
        one.sha256(),
        hash,
        "所存附件 " + named(one) + " 应为 " + one.sha256() + "，实为 " + hash,
        "the kept attachment "
            + named(one)
            + ": "
            + one.sha256()
            + " expected, "
            + hash
            + " found");
  }

  private Difference answered(ReportView report, AskedAgain again) {
    var one = again.attachment();
    var place = again.body() == null ? null : place(kept.of(report.code(), one.number()), again);
    var where =
        place == null
            ? null
            : place.item() == null ? place.part() : place.part() + " " + place.item();
    var field =
        place == null || place.field() == null || where == null
            ? where
            : where + " " + place.field();
    var expected =
        place != null
            ? place.expected()
            : again.standing() == AttachmentStanding.FEED_RESTARTED ? one.chain() : one.sha256();
    var found = place == null ? again.found() : place.found();
    var at = field == null ? "" : " " + field;
    var zh = found == null ? "" : "；应为 %s，实为 %s".formatted(expected, found);
    var en = found == null ? "" : ": %s expected, %s found".formatted(expected, found);
    return new Difference(
        Check.ANSWER,
        null,
        part(one),
        one.titleZh(),
        field,
        expected,
        found,
        "附件 %s%s：%s%s".formatted(named(one), at, again.why().zh(), zh),
        "the attachment %s%s: %s%s".formatted(named(one), at, again.why().en(), en));
  }

  private static String part(ReportAttachment one) {
    return "attachments." + one.number();
  }

  private static String named(ReportAttachment one) {
    return one.number() + " " + one.titleZh();
  }

  /** Where the answers differ; null if one of them is no JSON, or if the kept one was altered. */
  private static @Nullable Place place(byte[] kept, AskedAgain again) {
    try {
      return Place.first(
          Views.parse(new String(kept, StandardCharsets.UTF_8)),
          Views.parse(new String(again.body(), StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
