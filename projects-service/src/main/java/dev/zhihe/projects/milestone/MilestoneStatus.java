package dev.zhihe.projects.milestone;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a milestone stands on a day. A due day ends at 24:00. */
@Schema(
    name = "MilestoneStatus",
    description =
        "节点状态 / How a milestone stands on a day: met 按期完成, reached by the due day as first recorded; met_late 逾期完成, reached after it; overdue 逾期未完成, not reached and past its due day; moved 已调整计划日期, not due yet, and its due day is no longer the first one; due 未到期, not due yet; dropped 不再要求, not reached, and due on or after the day from which on its project is not in the plan or cancelled")
public enum MilestoneStatus {
  /** Reached by the due day that was recorded first. */
  @JsonProperty("met")
  @JsonAlias("按期完成")
  MET,
  /** Reached after the due day that was recorded first, whether or not that was moved. */
  @JsonProperty("met_late")
  @JsonAlias("逾期完成")
  MET_LATE,
  /** Not reached, and its due day is over. */
  @JsonProperty("overdue")
  @JsonAlias("逾期未完成")
  OVERDUE,
  /** Not reached and not due yet; its due day was moved. */
  @JsonProperty("moved")
  @JsonAlias("已调整计划日期")
  MOVED,
  /** Not reached and not due yet; its due day is the first one. */
  @JsonProperty("due")
  @JsonAlias("未到期")
  DUE,
  /** Not reached, and due on or after the day on which its project ended. */
  @JsonProperty("dropped")
  @JsonAlias("不再要求")
  DROPPED;

  /**
   * The status of a milestone on a day. What is reached later is not reached on that day.
   *
   * @param ended the first day on which nothing more is expected of its project; null if there is
   *     none
   */
  static MilestoneStatus of(MilestoneView milestone, @Nullable LocalDate ended, LocalDate day) {
    var metOn = milestone.metOn();
    if (metOn != null && !metOn.isAfter(day)) {
      return metOn.isAfter(milestone.firstDueOn()) ? MET_LATE : MET;
    }
    if (ended != null && !day.isBefore(ended) && !milestone.dueOn().isBefore(ended)) {
      return DROPPED;
    }
    if (milestone.dueOn().isBefore(day)) {
      return OVERDUE;
    }
    return milestone.dueOn().equals(milestone.firstDueOn()) ? DUE : MOVED;
  }

  /** Whether a milestone of this status is reached. */
  boolean isMet() {
    return this == MET || this == MET_LATE;
  }
}
