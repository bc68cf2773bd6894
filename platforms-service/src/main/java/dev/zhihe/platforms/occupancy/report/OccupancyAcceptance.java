package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the acceptance of a report does. An amendment also replaces the content of its report. */
@ApplicationScoped
class OccupancyAcceptance {
  private final OccupancyReports reports;
  private final ReportTenants tenants;
  private final ChangeLog log;

  OccupancyAcceptance(OccupancyReports reports, ReportTenants tenants, ChangeLog log) {
    this.reports = reports;
    this.tenants = tenants;
    this.log = log;
  }

  /** Accepts a locked report. 409 unless it is submitted. */
  void accept(OccupancyReport report) {
    accept(List.of(report));
  }

  /** Accepts locked reports. 409 unless each is submitted. */
  void accept(List<OccupancyReport> accepted) {
    for (var report : accepted) {
      report.accept();
      if (report.amends() != null) {
        var amended =
            reports.locked(report.amends()); // a lock that is held already asks for nothing
        amended.amend(report);
        log.updated(amended, report.view().comment());
      }
    }
    log.updated(accepted, null);
    tenants.accepted(
        accepted.stream()
            .collect(
                Collectors.toMap(
                    OccupancyReport::code,
                    report -> Objects.requireNonNullElse(report.amends(), ""))));
  }
}
