package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A caution about the data behind a verdict. */
@Schema(
    name = "AssessmentCaution",
    description =
        "注意: estimated 预计数, provisional 初步数, approximate 约数, bound 仅知上下限, earlier_year 数据年份较早,"
            + " sources_differ 同期另有不同数据, baseline_year_differs 基期早于或晚于规划期前一年, baseline_is_zero 基期为零,按年均增量计,"
            + " baseline_assumed 累计值以规划期初为零, target_equals_baseline 目标等于基期值, met_at_baseline 基期已达目标,"
            + " beyond_baseline 目标为超过基期值,无途程可计, growth_out_of_range 增速过微过巨,按年均增量计,"
            + " increment 按新增量计, about 目标为约数,容许5%, baseline_from_figure 基期值取自公布数据, baseline_of_one_year 目标为累计而印有基期值,"
            + " through_milestones 应达值经年度目标, no_time_to_deadline 截止期不晚于基期")
public enum AssessmentCaution {
  /** 预计数. */
  @JsonProperty("estimated")
  ESTIMATED("观测值为预计数", "the value is an estimate"),
  /** 初步数. */
  @JsonProperty("provisional")
  PROVISIONAL("观测值为初步数", "the value is provisional"),
  /** 约数. */
  @JsonProperty("approximate")
  APPROXIMATE("观测值为约数", "the value is approximate"),
  /** 仅知上下限. */
  @JsonProperty("bound")
  BOUND("观测值只是上限或下限", "the value is only a bound"),
  /** 数据年份较早: a whole year has ended since the value's period. */
  @JsonProperty("earlier_year")
  EARLIER_YEAR("其后已满一年而无新数据", "a whole year has ended since, without a newer value"),
  /** 同期另有不同数据. */
  @JsonProperty("sources_differ")
  SOURCES_DIFFER("同期另有不同数据", "another source says otherwise for the same period"),
  /** 基期年份不同. */
  @JsonProperty("baseline_year_differs")
  BASELINE_YEAR_DIFFERS("基期不是规划期前一年", "the baseline is not of the year before the plan"),
  /** 基期为零. */
  @JsonProperty("baseline_is_zero")
  BASELINE_IS_ZERO(
      "基期或目标不为正，增速无从计算，按年均增量计", "growth from or to nothing is none: yearly amounts are compared"),
  /** 累计值以规划期初为零: no baseline exists, and zero is assumed. */
  @JsonProperty("baseline_assumed")
  BASELINE_ASSUMED("累计值或新增量自规划期初从零计起", "counted up from nothing at the plan's start"),
  /** 目标等于基期值. */
  @JsonProperty("target_equals_baseline")
  TARGET_EQUALS_BASELINE(
      "目标等于基期值，以保持为达标", "the target is the baseline: to hold it is to be on track"),
  /** 基期已达目标. */
  @JsonProperty("met_at_baseline")
  MET_AT_BASELINE("基期已达到目标，以保持为达标", "the baseline had reached it: to hold it is to be on track"),
  /** 目标为超过基期值. */
  @JsonProperty("beyond_baseline")
  BEYOND_BASELINE(
      "目标为超过基期值，没有可分段计量的途程",
      "more than the baseline is asked: there is no way of which a share could be done"),
  /** 增速过微或过巨. */
  @JsonProperty("growth_out_of_range")
  GROWTH_OUT_OF_RANGE(
      "增速过微或过巨，无从计算，按年均增量计",
      "the growth is too little or too much to be computed: yearly amounts are compared"),
  /** 按新增量计. */
  @JsonProperty("increment")
  INCREMENT("目标为新增量，取现值与基期值之差", "the target is what comes on top: value less baseline"),
  /** 目标为约数. */
  @JsonProperty("about")
  ABOUT("目标为约数，容许相差 5%", "the target is about a number: 5% short of it counts"),
  /** 基期值取自公布数据: the plan prints no baseline. */
  @JsonProperty("baseline_from_figure")
  BASELINE_FROM_FIGURE(
      "规划未印基期值，取规划期前一年末的公布数据",
      "the plan prints no baseline: the figure published for the end of the year before it serves"),
  /** 目标为累计而印有基期值: the share done differs if the baseline is one year's value. */
  @JsonProperty("baseline_of_one_year")
  BASELINE_OF_ONE_YEAR(
      "目标为累计值而印有基期值：基期值若为一年之值，完成率应自零计起",
      "the target is a sum and has a printed baseline: if that is one year's value, the share done is counted from zero"),
  /** 应达值经年度目标. */
  @JsonProperty("through_milestones")
  THROUGH_MILESTONES("应达值按年度目标分段计", "what is expected goes through the milestones"),
  /** 截止期不晚于基期. */
  @JsonProperty("no_time_to_deadline")
  NO_TIME_TO_DEADLINE("截止期不晚于基期，没有可评估的时间", "the deadline is not after the baseline");

  private final Text words;

  AssessmentCaution(String zh, String en) {
    words = new Text(zh, en);
  }

  /** The caution's text. */
  public Text words() {
    return words;
  }
}
