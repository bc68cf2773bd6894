package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** In which part of a plan an indicator occurs. */
@Schema(
    name = "IndicatorKind",
    description =
        "主要指标 headline: a row of a plan's table of main indicators; 规划目标 goal: a goal or commitment of its text;"
            + " 发展成效 achievement: what its text says was reached")
public enum IndicatorKind {
  /** 主要指标: a row of a plan's table of main indicators. */
  @JsonProperty("headline")
  @JsonAlias("主要指标")
  HEADLINE("主要指标", "headline indicator"),
  /** 规划目标: a goal or commitment in a plan's text. */
  @JsonProperty("goal")
  @JsonAlias("规划目标")
  GOAL("规划目标", "goal"),
  /** 发展成效: a result that a plan's text reports. */
  @JsonProperty("achievement")
  @JsonAlias("发展成效")
  ACHIEVEMENT("发展成效", "achievement");

  private final Text words;

  IndicatorKind(String zh, String en) {
    words = new Text(zh, en);
  }

  /** In words. */
  public Text words() {
    return words;
  }
}
