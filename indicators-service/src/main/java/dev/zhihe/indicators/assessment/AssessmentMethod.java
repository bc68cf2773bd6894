package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A method of assessing targets. A change of its rule requires a new version. */
@Schema(
    name = "AssessmentMethod",
    description =
        "评估方法: attainment 达标判定 (latest value against the target), time-progress 时间进度法 (share done against share of time),"
            + " required-growth 所需增速法 (actual against required growth a year)")
public enum AssessmentMethod {
  /** 达标判定: compares the latest value up to the deadline with the target. */
  @JsonProperty("attainment")
  ATTAINMENT(
      1,
      new Text("达标判定", "Attainment"),
      new Text(
          "以截止期以前最近一期数据与目标值直接比较；允许预计数与较早年份，均予标注",
          "The latest value up to the deadline against the target's; estimates and earlier years count and are marked")),
  /** 时间进度法: compares the completed share of the way with the elapsed share of the time. */
  @JsonProperty("time-progress")
  TIME_PROGRESS(
      1,
      new Text("时间进度法", "Time progress"),
      new Text(
          "五年规划中期评估通行做法：完成率（现值−基期值）÷（目标值−基期值）与时间进度比较，不低于时间进度为达到预期进度，已达目标为提前完成，其余为滞后",
          "As mid-term evaluations of Chinese five-year plans have it: (value − baseline) ÷ (target − baseline) against the share of the time; not less is on schedule, the target reached is ahead, all else behind")),
  /** 所需增速法: compares the actual annual growth with the growth that reaches the target. */
  @JsonProperty("required-growth")
  REQUIRED_GROWTH(
      1,
      new Text("所需增速法", "Required growth"),
      new Text(
          "欧盟统计局可持续发展目标监测报告方法：实际年均增速÷所需年均增速，95% 及以上为正轨，60%–95% 为中等，0–60% 为不足，负值为背离",
          "Eurostat, monitoring report on the SDGs: actual ÷ required compound annual growth; 95% and up on track, 60% to 95% moderate, 0 to 60% insufficient, below 0 moving away"));

  private final int version;
  private final Text name;
  private final Text rule;

  AssessmentMethod(int version, Text name, Text rule) {
    this.version = version;
    this.name = name;
    this.rule = rule;
  }

  /** The default method: attainment from the deadline on, time progress before it. */
  static AssessmentMethod usual(LocalDate deadline, LocalDate on) {
    return deadline.isAfter(on) ? TIME_PROGRESS : ATTAINMENT;
  }

  /** The version of the method's rule. */
  public int version() {
    return version;
  }

  /** The method's name. */
  public Text title() {
    return name;
  }

  Text rule() {
    return rule;
  }
}
