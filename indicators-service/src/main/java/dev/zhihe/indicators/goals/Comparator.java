package dev.zhihe.indicators.goals;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How the value reached is held against the target's. */
public enum Comparator {
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
  /** A bare number as printed: reached in the indicator's direction. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** From value to valueMax, both included. */
  @JsonProperty("range")
  @JsonAlias("区间")
  RANGE,
  /** 左右: about. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "左右"})
  APPROX,
  /** A commitment without a number. */
  @JsonProperty("qualitative")
  @JsonAlias("定性")
  QUALITATIVE
}
