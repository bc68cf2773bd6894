package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The kind of a report: at which time of the plan it is made. */
@Schema(name = "ReportKind", description = "报告种类 / Kind: mid_term 中期评估报告, final 终期评估报告")
public enum ReportKind {
  /** 中期: within the plan's years. */
  @JsonProperty("mid_term")
  @JsonAlias("中期")
  MID_TERM("mid-term", new Text("中期评估报告", "Mid-term report")),
  /** 终期: on the final results. */
  @JsonProperty("final")
  @JsonAlias("终期")
  FINAL("final", new Text("终期评估报告", "Final report"));

  private final String slug;
  private final Text words;

  ReportKind(String slug, Text words) {
    this.slug = slug;
    this.words = words;
  }

  /** Its part of a report's code. */
  String slug() {
    return slug;
  }

  /** In words. */
  Text words() {
    return words;
  }
}
