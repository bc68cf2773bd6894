package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way an indicator is wanted to move. */
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
