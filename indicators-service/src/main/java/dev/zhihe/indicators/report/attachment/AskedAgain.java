package dev.zhihe.indicators.report.attachment;

import dev.zhihe.kit.problem.Text;
import org.jspecify.annotations.Nullable;

/** What came of asking for an attached answer again. */
public final class AskedAgain {
  private final ReportAttachment attachment;
  private final AttachmentStanding standing;
  private final @Nullable String found;
  private final Text why;
  private final byte @Nullable [] body;

  AskedAgain(
      ReportAttachment attachment,
      AttachmentStanding standing,
      @Nullable String found,
      Text why,
      byte @Nullable [] body) {
    this.attachment = attachment;
    this.standing = standing;
    this.found = found;
    this.why = why;
    this.body = body;
  }

  /** The attached answer. */
  public ReportAttachment attachment() {
    return attachment;
  }

  /** How the answers compare. */
  public AttachmentStanding standing() {
    return standing;
  }

  /** The hash or the status of what was answered, or the chain that was found; null for none. */
  public @Nullable String found() {
    return found;
  }

  /** The comparison for people. */
  public Text why() {
    return why;
  }

  /** What was answered, if it differs. */
  public byte @Nullable [] body() {
    return body;
  }
}
