package dev.zhihe.indicators.goals;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a reached value is compared with a target's value. */
@Schema(name = "Comparator")
public enum TargetComparator {
  /** ≥ */
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE,
  /** ≤ */
  @JsonProperty("le")
  @JsonAlias("≤")
  LE,
  /** &gt; */
  @JsonProperty("gt")
  @JsonAlias(">")
  GT,
  /** A bare number in the document. The indicator's direction decides how it is compared. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** From value to valueMax, both inclusive. */
  @JsonProperty("range")
  @JsonAlias("区间")
  RANGE,
  /** 左右: approximately. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "左右"})
  APPROX,
  /** A commitment without a number. */
  @JsonProperty("qualitative")
  @JsonAlias("定性")
  QUALITATIVE
}
