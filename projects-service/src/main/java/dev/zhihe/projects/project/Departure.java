package dev.zhihe.projects.project;

import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * That a project left its plan.
 *
 * @param from the first day on which it is not in the plan
 * @param act code of the change that took it out
 */
public record Departure(String project, LocalDate from, String act) {

  /** Whether a month such as 2023-06 is after the one in which it left. */
  public boolean isBefore(String month) {
    return YearMonth.from(from).toString().compareTo(month) < 0;
  }

  /** Whether a year is after the one in which it left. */
  public boolean isBefore(int year) {
    return from.getYear() < year;
  }

  /** That it left, when, and by which act. */
  public Text text() {
    return Text.of(
        "项目 %1$s 自 %2$s 起已退出规划（项目变动 %3$s）",
        "project %1$s is not in the plan from %2$s on (change %3$s)", project, from, act);
  }
}
