package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;

/** How binding a plan's indicator is. */
public enum Attribute {
  /** 预期性: expected, and left mainly to the market. */
  @JsonProperty("anticipatory")
  @JsonAlias("预期性")
  ANTICIPATORY("预期性", "anticipatory"),
  /** 约束性: a duty of the government. */
  @JsonProperty("binding")
  @JsonAlias("约束性")
  BINDING("约束性", "binding");

  private final Text words;

  Attribute(String zh, String en) {
    words = new Text(zh, en);
  }

  /** In words. */
  public Text words() {
    return words;
  }
}
