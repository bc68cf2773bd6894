package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How one printed figure is to be read, target or observation. The {@link Nature} is its
 * indicator's, as a whole; a text may say less, or something else, of a single figure.
 */
@Schema(
    name = "Measure",
    description =
        "数值口径: level 水平值, ratio 比率, cumulative 累计值, increment 新增量, milestone 里程碑 (something comes to be),"
            + " structure 构成 (how many parts), size 规模, frequency 频次, base 基数 (what others are counted from),"
            + " ambiguous 原文两可, claim 定性表述 (said, not measured)")
public enum Measure {
  /** 水平值: a stock or sum of one date or year. */
  @JsonProperty("level")
  @JsonAlias("水平值")
  LEVEL,
  /** 比率: a share or quotient. */
  @JsonProperty("ratio")
  @JsonAlias("比率")
  RATIO,
  /** 累计值: counted up since a start. */
  @JsonProperty("cumulative")
  @JsonAlias("累计值")
  CUMULATIVE,
  /** 新增量: what comes on top. */
  @JsonProperty("increment")
  @JsonAlias("新增量")
  INCREMENT,
  /** 里程碑: that something comes to be. */
  @JsonProperty("milestone")
  @JsonAlias("里程碑")
  MILESTONE,
  /** 构成: of how many parts something is made. */
  @JsonProperty("structure")
  @JsonAlias("构成")
  STRUCTURE,
  /** 规模: how large one thing is. */
  @JsonProperty("size")
  @JsonAlias("规模")
  SIZE,
  /** 频次: how often something happens. */
  @JsonProperty("frequency")
  @JsonAlias("频次")
  FREQUENCY,
  /** 基数: what others are counted from. */
  @JsonProperty("base")
  @JsonAlias("基数")
  BASE,
  /** 原文两可: the text may be read in two ways. */
  @JsonProperty("ambiguous")
  @JsonAlias("原文两可")
  AMBIGUOUS,
  /** 定性表述: said, not measured. */
  @JsonProperty("claim")
  @JsonAlias("定性表述")
  CLAIM
}
