package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.reads.Computed;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many reports are owed, late and waiting, by period. */
@Schema(
    name = "OccupancyObligationSummary",
    description = "填报义务汇总 / How many reports are owed, late and waiting, by period")
public record ObligationSummary(
    @Schema(description = "计算所依据的日期 / The day by which time is measured", examples = "2026-11-15")
        LocalDate on,
    @Schema(description = "每个填报期一行 / A line for each period") List<ObligationSummaryLine> items,
    @Schema(description = "合计 / All of them") ObligationSummaryLine total)
    implements Computed<ObligationSummaryLine> {}
