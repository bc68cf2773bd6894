package dev.zhihe.platforms.occupancy.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which submitted reports are to be accepted: some by code, or those of a period or operator. */
@Schema(
    name = "OccupancyReportSelection",
    description =
        "选取待审填报：给出代码，或填报期、运营单位（可同时给出） / Which submitted reports are meant: these codes, or those of a period, of an operator, or of both")
public record OccupancyReportSelection(
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(description = "填报期 / Code of the reporting period", examples = "000000-2026-m10")
        @Nullable String period,
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "提交时的运营单位 / Code of the operator when it was submitted",
            examples = "000000-op-1")
        @Nullable String operator,
    @Size(min = 1, max = 1_000, message = "1 至 1000 个 / 1 to 1,000")
        @Schema(
            description = "这些代码，每个都有结果 / These codes, each of which has a result",
            examples = "[\"000000-pf-001-o-2026-m10\"]")
        @Nullable
            List<
                @NotNull(message = "必填 / required") @Pattern(regexp = CODE, message = CODE_MESSAGE)
                String>
            codes) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";

  /** Whether it names anything. */
  boolean selects() {
    return period != null || operator != null || codes != null;
  }
}
