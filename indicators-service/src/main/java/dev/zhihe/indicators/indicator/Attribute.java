package dev.zhihe.indicators.indicator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How strongly a plan is bound to an indicator. */
public enum Attribute {
  /** 预期性: expected, left mainly to the market. */
  @JsonProperty("anticipatory")
  ANTICIPATORY,
  /** 约束性: owed by the government. */
  @JsonProperty("binding")
  BINDING
}
