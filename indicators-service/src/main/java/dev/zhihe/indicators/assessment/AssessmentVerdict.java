package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The verdict of a method, from worst to best; verdicts that judge nothing come last. */
@Schema(
    name = "AssessmentVerdict",
    description =
        "结论: moving_away 背离, not_met 未实现, behind 滞后, insufficient 进展不足, not_met_yet 尚未达到, moderate 中等进展,"
            + " on_track 达到预期进度, ahead 提前完成, met 已实现, no_data 无统计, no_baseline 缺基期值, undecidable 无法判定, not_quantified 无量化目标")
public enum AssessmentVerdict {
  /** 背离: the value moves away from the target. */
  @JsonProperty("moving_away")
  MOVING_AWAY("背离", "moving away"),
  /** 未实现: not reached, and the deadline has passed. */
  @JsonProperty("not_met")
  NOT_MET("未实现", "not met"),
  /** 滞后: less is completed than time has elapsed. */
  @JsonProperty("behind")
  BEHIND("滞后", "behind schedule"),
  /** 进展不足: growth is less than 60 % of the required growth. */
  @JsonProperty("insufficient")
  INSUFFICIENT("进展不足", "insufficient progress"),
  /** 尚未达到: not reached, and the deadline has not passed. */
  @JsonProperty("not_met_yet")
  NOT_MET_YET("尚未达到", "not met yet"),
  /** 中等进展: growth is 60 to 95 % of the required growth. */
  @JsonProperty("moderate")
  MODERATE("中等进展", "moderate progress"),
  /** 达到预期进度. */
  @JsonProperty("on_track")
  ON_TRACK("达到预期进度", "on track"),
  /** 提前完成: reached before the deadline. */
  @JsonProperty("ahead")
  AHEAD("提前完成", "reached ahead of time"),
  /** 已实现: reached, and the deadline has passed. */
  @JsonProperty("met")
  MET("已实现", "met"),
  /** 无统计: there is no observation. */
  @JsonProperty("no_data")
  NO_DATA("无统计", "no data"),
  /** 缺基期值: the method needs a baseline. */
  @JsonProperty("no_baseline")
  NO_BASELINE("缺基期值", "no baseline"),
  /** 无法判定: the value is only a bound, on the wrong side of the target. */
  @JsonProperty("undecidable")
  UNDECIDABLE("无法判定", "undecidable"),
  /** 无量化目标: a commitment without a number. */
  @JsonProperty("not_quantified")
  NOT_QUANTIFIED("无量化目标", "not quantified");

  private final Text words;

  AssessmentVerdict(String zh, String en) {
    words = new Text(zh, en);
  }

  /** The verdict's text. */
  public Text words() {
    return words;
  }

  /** Whether the verdict judges the target as good or bad. */
  public boolean judged() {
    return compareTo(NO_DATA) < 0;
  }

  /** Whether the target is on track or reached. */
  public boolean good() {
    return judged() && compareTo(ON_TRACK) >= 0;
  }
}
