package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of number an indicator is. */
public enum Nature {
  /** A stock at a moment: 高新技术企业数. */
  @JsonProperty("level")
  @JsonAlias("水平值")
  LEVEL,
  /** A sum since a start: 累计完成. */
  @JsonProperty("cumulative")
  @JsonAlias("累计值")
  CUMULATIVE,
  /** A share or a quotient of two others. */
  @JsonProperty("ratio")
  @JsonAlias("比率")
  RATIO
}
