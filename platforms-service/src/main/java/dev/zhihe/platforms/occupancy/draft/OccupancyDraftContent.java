package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.http.ProblemError;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.platforms.occupancy.report.DraftedReport;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it is sent. The report in it is not checked; what the system sets may be sent as it
 * was read, and is ignored.
 */
@Schema(
    name = "OccupancyDraftContent",
    description = "草稿内容，可以不完整 / The content of a draft, which may be incomplete")
public record OccupancyDraftContent(
    @NotNull(message = "必填 / required") NewOccupancyReport report,
    @Min(value = 0, message = "不得小于 0 / not below 0")
        @Schema(
            description =
                "草稿所依据的填报版本，缺省为当前版本 / Version of the report that the draft goes back to; the current one unless given",
            examples = "0")
        @Nullable Integer basedOn,
    @Schema(readOnly = true) @Nullable String code,
    @Schema(readOnly = true) @Nullable Boolean prefilled,
    @Schema(readOnly = true) @Nullable String savedAt,
    @Schema(readOnly = true) @Nullable List<ProblemError> findings) {

  /**
   * Version of the report that the draft goes back to. 422 if there is no such version, or if what
   * the system sets is another.
   *
   * @param seen the draft that it replaces
   */
  long requireSound(DraftedReport drafted, KnownDraft seen) {
    var rules =
        new BrokenRules(
            Map.of(
                "code",
                Objects.toString(code, ""),
                "savedAt",
                Objects.toString(savedAt, ""),
                "basedOn",
                Objects.toString(basedOn, "")));
    requireUnchanged(rules, "code", code, drafted.code());
    requireUnchanged(rules, "savedAt", savedAt, Objects.toString(seen.savedAt(), ""));
    if (basedOn != null && basedOn > drafted.version()) {
      rules.add(
          "basedOn",
          "unknown-reference",
          "填报没有此版本，至多 %d",
          "the report has no such version: at most %d",
          drafted.version());
    }
    rules.throwIfAny();
    return basedOn == null ? drafted.version() : basedOn;
  }

  private static void requireUnchanged(
      BrokenRules rules, String field, @Nullable String sent, String expected) {
    if (sent != null && !sent.equals(expected)) {
      rules.add(
          field,
          "read-only",
          "由系统填写，应为 %s 或省略",
          "the system sets it: %s, or leave it out",
          expected);
    }
  }
}
