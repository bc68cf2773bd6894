package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.http.ProblemError;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A draft as it is answered. */
@Schema(
    name = "OccupancyDraft",
    description = "填报草稿，仅本单位可见 / A draft of a report, which your organisation alone sees")
public record OccupancyDraftView(
    @Schema(
            description = "填报的代码 / Code that the report has or will have",
            examples = "000000-pf-001-o-2026-m10")
        String code,
    @Schema(description = "填报内容 / Content of the report so far") NewOccupancyReport report,
    @Schema(
            description =
                "true：尚未保存，由上次通过的填报预填 / true: nothing is saved yet, and the content is that of the last accepted report")
        boolean prefilled,
    @Schema(
            description =
                "草稿所依据的填报版本，首次填报为 0 / Version of the report that it goes back to; 0 for none",
            examples = "0")
        long basedOn,
    @Schema(description = "保存时间，UTC / When it was saved, UTC", examples = "2026-11-08T02:00:00Z")
        @Nullable String savedAt,
    @Schema(description = "现在提交会被拒绝的问题 / What would be refused if it were submitted now")
        List<ProblemError> findings) {}
