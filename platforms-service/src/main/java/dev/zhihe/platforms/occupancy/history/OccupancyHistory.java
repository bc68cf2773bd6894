package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.reads.Computed;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The steps of a report and its amendments, the first one first. */
@Schema(name = "OccupancyHistory", description = "填报历史 / The steps of a report and its amendments")
public record OccupancyHistory(List<HistoryStep> items) implements Computed<HistoryStep> {}
