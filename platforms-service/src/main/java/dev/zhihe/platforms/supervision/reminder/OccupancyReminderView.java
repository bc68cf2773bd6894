package dev.zhihe.platforms.supervision.reminder;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a reminder. */
@Schema(
    name = "OccupancyReminder",
    description = "催报提醒 / A reminder that a report is due, overdue, or waits for a reviewer")
public record OccupancyReminderView(
    @Schema(
            description =
                "代码 / Code: {platform}-r-{period without its area}-{kind}-{due day}, with the ending of the amendment if it is about one; another one if that is too long",
            examples = "000000-pf-001-r-2026-m10-overdue-20261110")
        @Heading("代码")
        String code,
    @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001") @Heading("平台")
        String platform,
    @Schema(description = "填报期 / Code of the reporting period", examples = "000000-2026-m10")
        @Heading("填报期")
        String period,
    @Since(4)
        @Schema(
            description =
                "更正；提醒更正时才有，早先的提醒没有 / Code of the amendment that it is about; absent if it is about the report itself, and in earlier reminders",
            examples = "000000-pf-001-o-2026-m10-a1")
        @Heading("更正")
        @Nullable String amendment,
    @Schema(description = "运营单位 / Code of the operator", examples = "000000-op-1") @Heading("运营单位")
        String operator,
    @Schema(examples = "overdue") @Heading("提醒类型") ReminderKind kind,
    @Schema(
            description = "填报截止日；审核逾期的为审核截止日 / The due day; of review_overdue the day to review",
            examples = "2026-11-10")
        @Heading("截止日")
        LocalDate dueOn,
    @Schema(description = "提醒日期 / Day of the reminder", examples = "2026-11-11") @Heading("提醒日期")
        LocalDate remindedOn,
    @Schema(
            description = "提醒内容 / What it says, in Chinese",
            examples = "演示·星尘众创园 2026年10月入驻填报已逾期（截止日 2026-11-10）")
        @Heading("提醒内容")
        String text) {

  /** A page of reminders. */
  @Schema(name = "OccupancyReminderPage")
  public record Page(
      List<OccupancyReminderView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
