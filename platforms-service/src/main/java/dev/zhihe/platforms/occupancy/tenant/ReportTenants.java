package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tenant lines of a report. Absent lines leave those that are stored, and an
 * empty list clears them. They are written in the transaction of the report.
 */
@ApplicationScoped
public class ReportTenants {
  private final TenantLists lists;
  private final ChangeLog log;

  ReportTenants(TenantLists lists, ChangeLog log) {
    this.lists = lists;
    this.log = log;
  }

  /** The stored lines of those of the reports that have any, by code. */
  public Map<String, List<TenantLine>> kept(Collection<String> codes) {
    return lists.linesOf(codes);
  }

  /** The stored lines of a report; none if it has none. */
  public List<TenantLine> of(String code) {
    return lists.linesOf(List.of(code)).getOrDefault(code, List.of());
  }

  /** Reports every rule that given lines break. */
  public static void checkGiven(
      List<TenantLine> lines,
      Function<OccupancyFigure, @Nullable BigDecimal> figures,
      ReportingPeriodView period,
      Refusal refusal) {
    var rules = new TenantRules(period, refusal);
    if (rules.checkLines(lines) && !lines.isEmpty()) {
      rules.checkTotals(lines, figures, false);
    }
  }

  /** Reports every figure that contradicts lines which the report leaves as they are. */
  public static void checkKept(
      List<TenantLine> lines,
      Function<OccupancyFigure, @Nullable BigDecimal> figures,
      ReportingPeriodView period,
      Refusal refusal) {
    if (!lines.isEmpty()) {
      new TenantRules(period, refusal).checkTotals(lines, figures, true);
    }
  }

  /**
   * A report was submitted.
   *
   * @param amendment whether it is an amendment: its empty list is kept until it is accepted
   * @param given null if the lines stay
   */
  public void submitted(
      String code,
      String platform,
      ReportingPeriodView period,
      String organisation,
      boolean amendment,
      @Nullable List<TenantLine> given) {
    var stored = lists.lockedOrNull(code);
    if (given == null) {
      if (stored != null && !stored.organisation().equals(organisation)) {
        stored.submittedBy(organisation);
        log.updated(stored, null);
      }
    } else if (given.isEmpty() && !amendment) {
      if (stored != null) {
        log.deleted(stored, null);
      }
    } else if (stored == null) {
      log.created(new TenantList(code, platform, period, organisation, given));
    } else {
      stored.replace(organisation, given);
      log.updated(stored, null);
    }
  }

  /** A report was withdrawn. */
  public void withdrawn(String code) {
    var stored = lists.lockedOrNull(code);
    if (stored != null) {
      log.deleted(stored, "撤回 / withdrawn");
    }
  }

  /**
   * A report was accepted.
   *
   * @param amends the report that it amends, which takes over its list; null for a report
   */
  public void accepted(String code, @Nullable String amends) {
    var stored = lists.lockedOrNull(code);
    if (stored == null) {
      return;
    }
    if (amends == null) {
      stored.accept();
      log.updated(stored, null);
      return;
    }
    var replaced = lists.lockedOrNull(amends);
    if (stored.lines().isEmpty()) {
      if (replaced != null) {
        log.deleted(replaced, null);
      }
    } else if (replaced == null) {
      log.created(stored.ofReport(amends));
    } else {
      replaced.replace(stored.organisation(), stored.lines());
      log.updated(replaced, null);
    }
  }
}
