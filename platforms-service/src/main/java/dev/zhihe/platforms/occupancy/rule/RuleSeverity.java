package dev.zhihe.platforms.occupancy.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What happens to a report that breaks a rule. */
@Schema(
    name = "OccupancyRuleSeverity",
    description =
        "强制校验或提示校验 / hard: the report is refused; soft: it is refused until it has a comment")
public enum RuleSeverity {
  /** It is refused, with or without a comment (强制校验). */
  @JsonProperty("hard")
  HARD,
  /** It is refused until it has a comment (提示校验). */
  @JsonProperty("soft")
  SOFT
}
