package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.http.ProblemError;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
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
    @Schema(readOnly = true) @Nullable List<ProblemError> findings) {}
