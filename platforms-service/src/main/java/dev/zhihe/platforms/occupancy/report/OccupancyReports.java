package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

/** The occupancy reports. */
@ApplicationScoped
class OccupancyReports implements PanacheRepositoryBase<OccupancyReport, String> {

  /** The report, locked for a change; 404 if there is none. */
  OccupancyReport locked(String code) {
    var report = findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (report == null) {
      throw Problem.notFound(code);
    }
    return report;
  }
}
