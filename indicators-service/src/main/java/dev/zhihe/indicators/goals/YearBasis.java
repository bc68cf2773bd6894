package dev.zhihe.indicators.goals;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the year of a target is known. */
@Schema(
    name = "YearBasis",
    description =
        "目标年依据: stated 原文明示, context 承上文 (the sentence before says it), table 表内明示,"
            + " presumed 推定 (the plan's last year, for want of another)")
public enum YearBasis {
  /** 原文明示: the sentence names it. */
  @JsonProperty("stated")
  @JsonAlias("原文明示")
  STATED,
  /** 承上文: an earlier sentence names it. */
  @JsonProperty("context")
  @JsonAlias("承上文")
  CONTEXT,
  /** 表内明示: the table names it. */
  @JsonProperty("table")
  @JsonAlias("表内明示")
  TABLE,
  /** 推定: presumed to be the plan's last year, because no year is named. */
  @JsonProperty("presumed")
  @JsonAlias("推定")
  PRESUMED
}
