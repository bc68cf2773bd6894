package dev.zhihe.indicators.indicator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of number an indicator is. */
public enum Nature {
  /** A stock at a moment: 高新技术企业数. */
  @JsonProperty("level")
  LEVEL,
  /** A sum since a start: 累计完成. */
  @JsonProperty("cumulative")
  CUMULATIVE,
  /** A share or a quotient of two others. */
  @JsonProperty("ratio")
  RATIO
}
