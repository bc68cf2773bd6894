package dev.zhihe.projects.ledger.close;

import dev.zhihe.kit.problem.Text;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which months of some plans are closed.
 *
 * @param closes codes of the closes by month, by plan
 */
public record ClosedMonths(Map<String, NavigableMap<String, String>> closes) {

  /** Code of the first close that closed a month; null while the month is open. */
  public @Nullable String closeOf(String plan, String month) {
    var entry = closes.getOrDefault(plan, new TreeMap<>()).ceilingEntry(month);
    return entry == null ? null : entry.getValue();
  }

  /** The last closed month of a plan; null if none is. */
  @Nullable String last(String plan) {
    var months = closes.get(plan);
    return months == null ? null : months.lastKey();
  }

  /** That a month is closed, and what can be done. */
  public static Text refusal(String month, String close) {
    return Text.of(
        "%1$s 已关账（%2$s），不再入账；如须更正，请提交更正月报（POST /v1/project-reports，kind=correction）",
        "%1$s is closed (%2$s) and takes no more entries; a correction comes by a monthly report (POST /v1/project-reports with kind correction)",
        month,
        close);
  }
}
