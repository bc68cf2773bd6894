package dev.zhihe.projects.ledger.submission;

import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The submitted entries that pass every given filter. */
@Schema(
    name = "LedgerSelection",
    description =
        "选取待审分录：各条件同时满足，至少一项 / Which submitted entries are meant: all conditions hold, one at least")
public record LedgerSelection(
    @Schema(description = "规划 / Code of the plan", examples = "500106-145") @Nullable String plan,
    @Schema(description = "项目 / Code of the project", examples = "500106-145-p06")
        @Nullable String project,
    @Pattern(regexp = LedgerMonth.FORM, message = LedgerMonth.MESSAGE)
        @Schema(description = "所属月份 / Exactly this month", examples = "2023-06")
        @Nullable String month,
    @Size(min = 1, max = 1_000, message = "1 至 1000 个 / 1 to 1,000")
        @Schema(description = "代码，至多 1000 个 / Codes, at most 1,000")
        @Nullable List<String> codes) {

  /** At least one filter is required, so that nobody selects everything by mistake. */
  @AssertTrue(
      message = "至少给出 plan、project、month、codes 之一 / one of plan, project, month, codes at least")
  @Schema(hidden = true)
  public boolean isNarrow() {
    return plan != null || project != null || month != null || codes != null;
  }

  void addConditions(List<String> conditions, Map<String, Object> parameters) {
    addCondition("plan = :plan", "plan", plan, conditions, parameters);
    addCondition("project = :project", "project", project, conditions, parameters);
    addCondition("month = :month", "month", month, conditions, parameters);
    addCondition("code in :codes", "codes", codes, conditions, parameters);
  }

  private static void addCondition(
      String condition,
      String name,
      @Nullable Object value,
      List<String> conditions,
      Map<String, Object> parameters) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(name, value);
    }
  }
}
