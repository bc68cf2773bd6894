package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an indicator shall rise or fall. */
public enum Direction {
  @JsonProperty("increase")
  @JsonAlias("正向")
  INCREASE,
  @JsonProperty("decrease")
  @JsonAlias("逆向")
  DECREASE,
  @JsonProperty("stay_within")
  @JsonAlias("区间")
  STAY_WITHIN
}
