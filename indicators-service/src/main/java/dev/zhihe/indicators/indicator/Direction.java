package dev.zhihe.indicators.indicator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way an indicator is wanted to move. */
public enum Direction {
  @JsonProperty("increase")
  INCREASE,
  @JsonProperty("decrease")
  DECREASE,
  @JsonProperty("stay_within")
  STAY_WITHIN
}
