package dev.zhihe.indicators.figures.calendar;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** More time, as a reviewer granted it; who did is the log's to say. */
@Schema(
    name = "CollectionExtension",
    description = "延期 / More time that a reviewer granted; the audit trail says who did")
public record CollectionExtension(
    @Schema(description = "牵头部门；缺省为全部 / Lead department; absent: all", examples = "区科技局")
        @Nullable String department,
    @Schema(description = "延至，当日 24:00（Asia/Shanghai）/ Last day", examples = "2023-05-10")
        LocalDate until,
    @Schema(description = "理由 / Why", examples = "统计年报推迟发布") String reason) {

  /** Whether it is for this department; for one that is not known, only if it is for all. */
  boolean covers(@Nullable String other) {
    return department == null || department.equals(other);
  }

  /** As a file shows it, where a semicolon would begin the next item. */
  @Override
  public String toString() {
    return ((department == null ? "全部" : department) + " " + until + ": " + reason)
        .replace(';', '；');
  }
}
