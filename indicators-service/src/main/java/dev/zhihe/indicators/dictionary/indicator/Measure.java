package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How one printed figure is to be read, in a target or an observation. The {@link Nature} describes
 * the whole indicator; the text of a single figure may differ from it.
 */
@Schema(
    name = "Measure",
    description =
        "数值口径: level 水平值, ratio 比率, cumulative 累计值, increment 新增量, milestone 里程碑 (something comes to be),"
            + " structure 构成 (how many parts), size 规模, frequency 频次, base 基数 (what others are counted from),"
            + " ambiguous 原文两可, claim 定性表述 (said, not measured)")
public enum Measure {
  /** 水平值: a stock at a date, or a sum over a year. */
  @JsonProperty("level")
  @JsonAlias("水平值")
  LEVEL,
  /** 比率: a share or quotient. */
  @JsonProperty("ratio")
  @JsonAlias("比率")
  RATIO,
  /** 累计值: a count since a start. */
  @JsonProperty("cumulative")
  @JsonAlias("累计值")
  CUMULATIVE,
  /** 新增量: an increase. */
  @JsonProperty("increment")
  @JsonAlias("新增量")
  INCREMENT,
  /** 里程碑: an event that shall happen. */
  @JsonProperty("milestone")
  @JsonAlias("里程碑")
  MILESTONE,
  /** 构成: the number of parts of a whole. */
  @JsonProperty("structure")
  @JsonAlias("构成")
  STRUCTURE,
  /** 规模: the size of one thing. */
  @JsonProperty("size")
  @JsonAlias("规模")
  SIZE,
  /** 频次: the frequency of an event. */
  @JsonProperty("frequency")
  @JsonAlias("频次")
  FREQUENCY,
  /** 基数: the base of another count. */
  @JsonProperty("base")
  @JsonAlias("基数")
  BASE,
  /** 原文两可: the text has two possible readings. */
  @JsonProperty("ambiguous")
  @JsonAlias("原文两可")
  AMBIGUOUS,
  /** 定性表述: a statement without a measured value. */
  @JsonProperty("claim")
  @JsonAlias("定性表述")
  CLAIM
}
