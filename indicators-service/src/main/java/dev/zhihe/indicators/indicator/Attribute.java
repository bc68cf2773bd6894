package dev.zhihe.indicators.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How strongly a plan is bound to an indicator. */
public enum Attribute {
  /** 预期性: expected, left mainly to the market. */
  @JsonProperty("anticipatory")
  @JsonAlias("预期性")
  ANTICIPATORY,
  /** 约束性: owed by the government. */
  @JsonProperty("binding")
  @JsonAlias("约束性")
  BINDING
}
