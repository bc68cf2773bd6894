package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a figure is compared with a target's value. */
@Schema(
    name = "GoalComparator",
    description =
        "比较符 / ge at least, gt above, le at most; eq and approx, a bare number and one that is about so, count as at least")
public enum GoalComparator {
  @JsonProperty("ge")
  GE,
  @JsonProperty("gt")
  GT,
  @JsonProperty("le")
  LE,
  @JsonProperty("eq")
  EQ,
  @JsonProperty("approx")
  APPROX;

  /** Whether a value reaches a target. */
  boolean reached(BigDecimal value, BigDecimal target) {
    var compared = value.compareTo(target);
    return switch (this) {
      case GE, EQ, APPROX -> compared >= 0;
      case GT -> compared > 0;
      case LE -> compared <= 0;
    };
  }
}
