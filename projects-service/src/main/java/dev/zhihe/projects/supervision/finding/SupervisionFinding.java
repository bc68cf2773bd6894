package dev.zhihe.projects.supervision.finding;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a project is on the supervision list. */
@Schema(
    name = "SupervisionFinding",
    description =
        "督查事由 / Why a project is on the list: late 滞后, its light is behind; silent 连续未报, no monthly report for some months; over-plan 超计划, arranged or completed above the total investment; money-without-progress 有资金无进度, money and nothing completed for some months")
public enum SupervisionFinding {
  /** 滞后: its light is behind. */
  @JsonProperty("late")
  @JsonAlias("滞后")
  LATE,
  /** 连续未报: no monthly report for some months. */
  @JsonProperty("silent")
  @JsonAlias("连续未报")
  SILENT,
  /** 超计划: arranged or completed above the total investment. */
  @JsonProperty("over-plan")
  @JsonAlias("超计划")
  OVER_PLAN,
  /** 有资金无进度: money arranged or paid and nothing completed for some months. */
  @JsonProperty("money-without-progress")
  @JsonAlias("有资金无进度")
  MONEY_WITHOUT_PROGRESS;

  /** Its word: cells of lists have the texts of their items. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
