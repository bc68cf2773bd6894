package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of an indicator's values. */
public enum Nature {
  /** A stock at a date, such as 高新技术企业数. */
  @JsonProperty("level")
  @JsonAlias("水平值")
  LEVEL,
  /** A sum since a start, such as 累计完成. */
  @JsonProperty("cumulative")
  @JsonAlias("累计值")
  CUMULATIVE,
  /** A share, or a quotient of two other quantities. */
  @JsonProperty("ratio")
  @JsonAlias("比率")
  RATIO
}
