package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a report with its tenant lines: those that it gives, else those that it keeps. */
final class TenantChecks {
  private TenantChecks() {}

  /** The stored lines that a report keeps: its own, else those of the report that it amends. */
  static List<TenantLine> kept(
      Map<String, List<TenantLine>> stored, @Nullable String code, @Nullable String amends) {
    var own = code == null ? null : stored.get(code);
    if (own != null) {
      return own;
    }
    return amends == null ? List.of() : stored.getOrDefault(amends, List.of());
  }

  /** Reports every rule that is broken. */
  static void check(
      NewOccupancyReport given,
      List<TenantLine> kept,
      ReportingPeriodView period,
      Refusal refusal) {
    var lines = given.tenantLines();
    if (given.saysNothing()) {
      if (!(lines == null ? kept : lines).isEmpty()) {
        refusal.refuse(
            "kind",
            "nil-report",
            "零报告没有企业明细：请以 tenantLines: [] 清除",
            "a nil report has no tenants: clear them with tenantLines: []");
      }
    } else if (lines != null) {
      ReportTenants.checkGiven(lines, given::figure, period, refusal);
    } else {
      ReportTenants.checkKept(kept, given::figure, period, refusal);
    }
  }
}
