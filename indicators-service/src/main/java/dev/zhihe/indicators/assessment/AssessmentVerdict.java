package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.kit.problem.Text;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The verdict of a method, from worst to best; verdicts that judge nothing come last. */
@Schema(
    name = "AssessmentVerdict",
    description =
        "结论: moving_away 背离, not_met 未实现, behind 滞后, insufficient 进展不足, not_met_yet 尚未达到, moderate 中等进展,"
            + " on_track 达到预期进度, ahead 提前完成, met 已实现, no_data 暂无数据 (nothing was handed in), not_collected 无统计 (it was not counted), no_baseline 缺基期值, no_milestone 无年度目标, undecidable 无法判定, not_assessable 无法评估, not_quantified 无量化目标")
public enum AssessmentVerdict {
  /** 背离: the value moves away from the target. */
  @JsonProperty("moving_away")
  @JsonAlias("背离")
  MOVING_AWAY("背离", "moving away"),
  /** 未实现: not reached, and the deadline has passed. */
  @JsonProperty("not_met")
  @JsonAlias("未实现")
  NOT_MET("未实现", "not met"),
  /** 滞后: less is completed than time has elapsed. */
  @JsonProperty("behind")
  @JsonAlias("滞后")
  BEHIND("滞后", "behind schedule"),
  /** 进展不足: growth is less than 60 % of the required growth. */
  @JsonProperty("insufficient")
  @JsonAlias("进展不足")
  INSUFFICIENT("进展不足", "insufficient progress"),
  /** 尚未达到: not reached, and the deadline has not passed. */
  @JsonProperty("not_met_yet")
  @JsonAlias("尚未达到")
  NOT_MET_YET("尚未达到", "not met yet"),
  /** 中等进展: growth is 60 to 95 % of the required growth. */
  @JsonProperty("moderate")
  @JsonAlias("中等进展")
  MODERATE("中等进展", "moderate progress"),
  /** 达到预期进度. */
  @JsonProperty("on_track")
  @JsonAlias("达到预期进度")
  ON_TRACK("达到预期进度", "on track"),
  /** 提前完成: reached before the deadline. */
  @JsonProperty("ahead")
  @JsonAlias("提前完成")
  AHEAD("提前完成", "reached ahead of time"),
  /** 已实现: reached, and the deadline has passed. */
  @JsonProperty("met")
  @JsonAlias("已实现")
  MET("已实现", "met"),
  /** 暂无数据: nothing was handed in. */
  @JsonProperty("no_data")
  @JsonAlias("暂无数据")
  NO_DATA("暂无数据", "no data yet"),
  /** 无统计: an observation says that it was not counted. */
  @JsonProperty("not_collected")
  @JsonAlias("无统计")
  NOT_COLLECTED("无统计", "not collected"),
  /** 缺基期值: the method needs a baseline. */
  @JsonProperty("no_baseline")
  @JsonAlias("缺基期值")
  NO_BASELINE("缺基期值", "no baseline"),
  /** 无年度目标: no milestone is declared for the figure's year. */
  @JsonProperty("no_milestone")
  @JsonAlias("无年度目标")
  NO_MILESTONE("无年度目标", "no milestone for that year"),
  /** 无法判定: the value is only a bound, on the wrong side of the target. */
  @JsonProperty("undecidable")
  @JsonAlias("无法判定")
  UNDECIDABLE("无法判定", "undecidable"),
  /** 无法评估: the target leaves no way to go, whatever the figures are. */
  @JsonProperty("not_assessable")
  @JsonAlias("无法评估")
  NOT_ASSESSABLE("无法评估", "not assessable"),
  /** 无量化目标: a commitment without a number. */
  @JsonProperty("not_quantified")
  @JsonAlias("无量化目标")
  NOT_QUANTIFIED("无量化目标", "not quantified");

  private static final Text NO_DATA_AT_FIRST = new Text("无统计", "no data");
  private static final Set<AssessmentVerdict> NOT_AT_FIRST =
      EnumSet.of(NOT_COLLECTED, NO_MILESTONE, NOT_ASSESSABLE);

  private final Text words;

  AssessmentVerdict(String zh, String en) {
    words = new Text(zh, en);
  }

  /** The verdict's text. */
  public Text words() {
    return words;
  }

  /** The verdict's text in an edition of the rules. */
  public Text words(Edition edition) {
    return edition == Edition.FIRST && this == NO_DATA ? NO_DATA_AT_FIRST : words;
  }

  /** The verdicts of an edition, from worst to best. */
  static List<AssessmentVerdict> of(Edition edition) {
    return Arrays.stream(values())
        .filter(verdict -> edition != Edition.FIRST || !NOT_AT_FIRST.contains(verdict))
        .toList();
  }

  /**
   * The verdict on a value that is compared with what is due.
   *
   * @param met null if the value does not decide it
   * @param over whether it is due already
   */
  static AssessmentVerdict reached(@Nullable Boolean met, boolean over) {
    if (met == null) {
      return UNDECIDABLE;
    }
    return met ? (over ? MET : AHEAD) : (over ? NOT_MET : NOT_MET_YET);
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
