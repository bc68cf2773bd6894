package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a report in the log.
 *
 * @param state null after a deletion
 * @param tenants what became of its tenant lines with it; null if they stayed
 */
record LoggedReport(
    String code,
    long version,
    Action action,
    Audience audience,
    Instant time,
    String actor,
    String requestId,
    @Nullable String reason,
    @Nullable OccupancyReportView state,
    @Nullable Tenants tenants) {

  /** The tenant lines after the change, none if they were deleted, and who may read them. */
  record Tenants(Audience audience, List<TenantLine> lines) {}

  LoggedReport with(Tenants others) {
    return new LoggedReport(
        code, version, action, audience, time, actor, requestId, reason, state, others);
  }
}
