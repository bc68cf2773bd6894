package dev.zhihe.indicators.report.attachment;

import java.util.List;

/** An answer with its bytes. */
public final class AttachedAnswer {
  private final ReportAttachment attachment;
  private final List<AttachedColumn> columns;
  private final byte[] body;

  AttachedAnswer(ReportAttachment attachment, List<AttachedColumn> columns, byte[] body) {
    this.attachment = attachment;
    this.columns = columns;
    this.body = body;
  }

  /** What is known of it. */
  public ReportAttachment attachment() {
    return attachment;
  }

  /** The columns of the table that the report shows; none if the answer is only kept. */
  List<AttachedColumn> columns() {
    return columns;
  }

  byte[] body() {
    return body;
  }
}
