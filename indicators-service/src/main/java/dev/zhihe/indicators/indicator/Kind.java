package dev.zhihe.indicators.indicator;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a plan speaks of an indicator. */
@Schema(
    name = "IndicatorKind",
    description =
        "主要指标 headline: a row of a plan's table of main indicators; 规划目标 goal: a goal or commitment of its text;"
            + " 发展成效 achievement: what its text says was reached")
public enum Kind {
  /** 主要指标: a row of a plan's table of main indicators. */
  @JsonProperty("headline")
  HEADLINE,
  /** 规划目标: a goal or commitment of a plan's text. */
  @JsonProperty("goal")
  GOAL,
  /** 发展成效: something that a plan's text says was reached. */
  @JsonProperty("achievement")
  ACHIEVEMENT
}
