package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a report in the log.
 *
 * @param state null after a deletion
 */
record LoggedReport(
    String code,
    long version,
    Action action,
    Audience audience,
    Instant time,
    String actor,
    @Nullable String reason,
    @Nullable OccupancyReportView state) {}
