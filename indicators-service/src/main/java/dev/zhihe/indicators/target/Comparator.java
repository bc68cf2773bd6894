package dev.zhihe.indicators.target;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the value reached is held against the target's. */
public enum Comparator {
  /** ≥ */
  @JsonProperty("ge")
  GE,
  /** ≤ */
  @JsonProperty("le")
  LE,
  /** &gt; */
  @JsonProperty("gt")
  GT,
  /** A bare number as printed: reached in the indicator's direction. */
  @JsonProperty("eq")
  EQ,
  /** From value to valueMax, both included. */
  @JsonProperty("range")
  RANGE,
  /** 左右: about. */
  @JsonProperty("approx")
  APPROX,
  /** A commitment without a number. */
  @JsonProperty("qualitative")
  QUALITATIVE
}
