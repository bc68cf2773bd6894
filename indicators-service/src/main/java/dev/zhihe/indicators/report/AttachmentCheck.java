package dev.zhihe.indicators.report;

import dev.zhihe.indicators.report.attachment.AskedAgain;
import dev.zhihe.indicators.report.attachment.AttachmentStanding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An attached answer, compared with what its service answers now. */
@Schema(
    name = "ReportAttachmentCheck",
    description = "所附答复的核对 / An attached answer, compared with what its service answers now")
public record AttachmentCheck(
    @Schema(description = "附件序号 / Its number", examples = "2") int number,
    @Schema(examples = "projects") String service,
    @Schema(
            description = "再次所问 / What was asked again",
            examples =
                "/v1/investment-rollups?plan=500106-145&by=programme&on=2023-06-30&asOf=projects/217641600/1204")
        String question,
    AttachmentStanding standing,
    @Schema(examples = "相同") String detailZh,
    @Schema(examples = "the same") String detailEn) {

  static AttachmentCheck of(AskedAgain again) {
    var attachment = again.attachment();
    return new AttachmentCheck(
        attachment.number(),
        attachment.service(),
        attachment.question(),
        again.standing(),
        again.why().zh(),
        again.why().en());
  }
}
