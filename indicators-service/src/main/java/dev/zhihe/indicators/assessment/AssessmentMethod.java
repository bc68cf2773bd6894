package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A method of assessing targets. A change of its rule requires a new version. */
@Schema(
    name = "AssessmentMethod",
    description =
        "评估方法: attainment 达标判定 (latest value against the target), time-progress 时间进度法 (share done against share of time),"
            + " required-growth 所需增速法 (actual against required growth a year), annual 年度分解 (value against the milestone of its year)")
public enum AssessmentMethod {
  /** 达标判定: compares the latest value up to the deadline with the target. */
  @JsonProperty("attainment")
  @JsonAlias("达标判定")
  ATTAINMENT(
      new Text("达标判定", "Attainment"),
      new Text(
          "以截止期以前最近一期数据与目标值直接比较；允许预计数与较早年份，均予标注",
          "The latest value up to the deadline against the target's; estimates and earlier years count and are marked"),
      new Text(
          "以基期之后、截止期以前最近一期数据与目标值直接比较；目标所在行所印数据先于同文件他处；允许预计数与较早年份，均予标注",
          "The latest value after the baseline and up to the deadline against the target's; the figure printed beside the target goes before other lines of its document; estimates and earlier years count and are marked")),
  /** 时间进度法: compares the completed share of the way with the elapsed share of the time. */
  @JsonProperty("time-progress")
  @JsonAlias("时间进度法")
  TIME_PROGRESS(
      new Text("时间进度法", "Time progress"),
      new Text(
          "五年规划中期评估通行做法：完成率（现值−基期值）÷（目标值−基期值）与时间进度比较，不低于时间进度为达到预期进度，已达目标为提前完成，其余为滞后",
          "As mid-term evaluations of Chinese five-year plans have it: (value − baseline) ÷ (target − baseline) against the share of the time; not less is on schedule, the target reached is ahead, all else behind"),
      new Text(
          "五年规划中期评估通行做法：完成率（现值−基期值）÷（目标值−基期值）与时间进度比较，不低于时间进度为达到预期进度，已达目标为提前完成，其余为滞后；定有年度目标的，应达值按年度目标分段计；未印基期值的，取规划期前一年末的公布数据，累计值与新增量自零计起",
          "As mid-term evaluations of Chinese five-year plans have it: (value − baseline) ÷ (target − baseline) against the share of the time; not less is on schedule, the target reached is ahead, all else behind. Where milestones are declared, what is expected goes through them. Without a printed baseline the figure published for the end of the year before the plan serves; sums and increments begin at zero")),
  /** 所需增速法: compares the actual annual growth with the growth that reaches the target. */
  @JsonProperty("required-growth")
  @JsonAlias("所需增速法")
  REQUIRED_GROWTH(
      new Text("所需增速法", "Required growth"),
      new Text(
          "欧盟统计局可持续发展目标监测报告方法：实际年均增速÷所需年均增速，95% 及以上为正轨，60%–95% 为中等，0–60% 为不足，负值为背离",
          "Eurostat, monitoring report on the SDGs: actual ÷ required compound annual growth; 95% and up on track, 60% to 95% moderate, 0 to 60% insufficient, below 0 moving away"),
      new Text(
          "欧盟统计局可持续发展目标监测报告方法：实际年均增速÷所需年均增速，95% 及以上为正轨，60%–95% 为中等，0–60% 为不足，负值为背离；未印基期值的，取规划期前一年末的公布数据，累计值与新增量自零计起",
          "Eurostat, monitoring report on the SDGs: actual ÷ required compound annual growth; 95% and up on track, 60% to 95% moderate, 0 to 60% insufficient, below 0 moving away. Without a printed baseline the figure published for the end of the year before the plan serves; sums and increments begin at zero")),
  /** 年度分解: compares the latest value with the milestone of its year. */
  @JsonProperty("annual")
  @JsonAlias("年度分解")
  ANNUAL(
      new Text("年度分解", "Annual milestones"),
      null,
      new Text(
          "以最近一期数据与其所属年份的年度目标比较；目标年的年度目标即目标本身；当年未定年度目标的不作判定",
          "The latest value against the milestone of its year; that of the target's own year is the target; a year without a milestone is not judged"));

  private final Text name;
  private final @Nullable Text ruleAtFirst;
  private final Text rule;

  AssessmentMethod(Text name, @Nullable Text ruleAtFirst, Text rule) {
    this.name = name;
    this.ruleAtFirst = ruleAtFirst;
    this.rule = rule;
  }

  /** The default method: attainment from the deadline on, time progress before it. */
  static AssessmentMethod usual(LocalDate deadline, LocalDate on) {
    return deadline.isAfter(on) ? TIME_PROGRESS : ATTAINMENT;
  }

  /** Whether an edition of the rules knows the method. */
  public boolean in(Edition edition) {
    return edition != Edition.FIRST || ruleAtFirst != null;
  }

  /** The version of the method's rule in an edition. It counts the editions that changed it. */
  public int version(Edition edition) {
    return edition == Edition.FIRST || ruleAtFirst == null ? 1 : 2;
  }

  /** The methods of an edition with their versions, such as {@code time-progress@2}. */
  public static List<String> versions(Edition edition) {
    return Arrays.stream(values())
        .filter(method -> method.in(edition))
        .map(method -> Views.word(method) + "@" + method.version(edition))
        .toList();
  }

  /** The method's name. */
  public Text title() {
    return name;
  }

  Text rule(Edition edition) {
    return edition == Edition.FIRST && ruleAtFirst != null ? ruleAtFirst : rule;
  }
}
