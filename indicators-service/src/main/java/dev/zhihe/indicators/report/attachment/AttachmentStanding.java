package dev.zhihe.indicators.report.attachment;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an attached answer compares with what the service answers now to the same question. */
@Schema(
    name = "ReportAttachmentStanding",
    description =
        "same 相同 (the same bytes), bytes_differ 字节不同 (other bytes, or no answer any more), feed_restarted 变更流已重置 (the service's log does not lead to that position any more), not_reachable 未能核对 (not verified: no answer)")
public enum AttachmentStanding {
  /** The same bytes, and the same chain at the position. */
  @JsonProperty("same")
  SAME,
  /** Other bytes. */
  @JsonProperty("bytes_differ")
  BYTES_DIFFER,
  /** The service has another log: its chain at the position is another, or has no such position. */
  @JsonProperty("feed_restarted")
  FEED_RESTARTED,
  /** The gateway or the service did not answer. Nothing is known. */
  @JsonProperty("not_reachable")
  NOT_REACHABLE
}
