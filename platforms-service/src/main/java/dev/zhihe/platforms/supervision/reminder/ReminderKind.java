package dev.zhihe.platforms.supervision.reminder;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a reminder is about. Each is written once for a report and due day. */
@Schema(
    name = "ReminderKind",
    description =
        "due_soon 即将到期, overdue 逾期未报, missed_twice 连续两期未报 (to the operator); review_overdue 审核逾期 (to the bureau)")
public enum ReminderKind {
  /** 即将到期: some days before the due day. */
  @JsonProperty("due_soon")
  @JsonAlias("即将到期")
  DUE_SOON("due-soon"),
  /** 逾期未报 */
  @JsonProperty("overdue")
  @JsonAlias("逾期未报")
  OVERDUE("overdue"),
  /** 连续两期未报 */
  @JsonProperty("missed_twice")
  @JsonAlias("连续两期未报")
  MISSED_TWICE("missed-twice"),
  /** 审核逾期: a report waits for a reviewer after the day to review. */
  @JsonProperty("review_overdue")
  @JsonAlias("审核逾期")
  REVIEW_OVERDUE("review-overdue");

  private final String ending;

  ReminderKind(String ending) {
    this.ending = ending;
  }

  /** The end of its reminders' codes. */
  String ending() {
    return ending;
  }
}
