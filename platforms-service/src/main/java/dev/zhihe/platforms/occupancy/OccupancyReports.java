package dev.zhihe.platforms.occupancy;

import dev.zhihe.kit.http.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

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

  /** Code of the report of a platform for a period, or null. */
  @Nullable String codeOf(String platform, String period) {
    return find("platform = ?1 and period = ?2", platform, period)
        .<OccupancyReport>firstResultOptional()
        .map(OccupancyReport::code)
        .orElse(null);
  }
}
