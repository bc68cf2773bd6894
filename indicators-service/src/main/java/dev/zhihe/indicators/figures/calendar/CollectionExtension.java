package dev.zhihe.indicators.figures.calendar;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An extension that a reviewer granted. The change log records who. */
@Schema(
    name = "CollectionExtension",
    description = "延期 / More time that a reviewer granted; the audit trail says who did")
public record CollectionExtension(
    @Schema(description = "牵头部门；缺省为全部 / Lead department; absent: all", examples = "区科技局")
        @Nullable String department,
    @Schema(description = "延至，当日 24:00（Asia/Shanghai）/ Last day", examples = "2023-05-10")
        LocalDate until,
    @Schema(description = "理由 / Why", examples = "统计年报推迟发布") String reason) {

  /**
   * Whether the extension applies to a department. If the department is unknown, only an extension
   * for all applies.
   */
  boolean covers(@Nullable String other) {
    return department == null || department.equals(other);
  }

  /** The text in a file. Semicolons are replaced, because one would start the next item. */
  @Override
  public String toString() {
    return ((department == null ? "全部" : department) + " " + until + ": " + reason)
        .replace(';', '；');
  }
}
