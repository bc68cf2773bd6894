package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The occupancy reports. */
@ApplicationScoped
class OccupancyReports implements LockingRepository<OccupancyReport> {}
