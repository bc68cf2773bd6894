package dev.zhihe.projects.ledger.report;

import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The submitted reports of a month. */
@Schema(
    name = "ProjectReportSelection",
    description =
        "选取待审月报 / Which submitted reports are meant: those of a plan's month, or some of them")
public record ProjectReportSelection(
    @NotNull(message = "必填 / required")
        @Schema(description = "规划 / Code of the plan", examples = "500106-145")
        String plan,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = LedgerMonth.FORM, message = LedgerMonth.MESSAGE)
        @Schema(description = "月份 / Exactly this month", examples = "2023-06")
        String month,
    @Size(min = 1, max = 1_000, message = "1 至 1000 个 / 1 to 1,000")
        @Schema(description = "只选这些代码，至多 1000 个 / These codes alone, at most 1,000")
        @Nullable List<@NotNull(message = "必填 / required") String> codes) {

  List<String> givenCodes() {
    return Objects.requireNonNullElse(codes, List.of());
  }
}
