package dev.zhihe.projects.ledger.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a report is the first of its month. */
@Schema(
    name = "ProjectReportKind",
    description =
        "月报类型 / regular 常规: the report of an open month; correction 更正: what follows the accepted one, also after the close")
public enum ProjectReportKind {
  /** 常规 */
  @JsonProperty("regular")
  @JsonAlias("常规")
  REGULAR,
  /** 更正 */
  @JsonProperty("correction")
  @JsonAlias("更正")
  CORRECTION
}
