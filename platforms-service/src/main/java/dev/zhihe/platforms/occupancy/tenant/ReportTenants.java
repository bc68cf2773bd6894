package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tenant lines of a report. Absent lines leave those that are stored, and an
 * empty list clears them. They are written in the transaction of the report.
 */
@ApplicationScoped
public class ReportTenants {
  private final TenantLists lists;
  private final ChangeLog log;
  private final Caller caller;

  ReportTenants(TenantLists lists, ChangeLog log, Caller caller) {
    this.lists = lists;
    this.log = log;
    this.caller = caller;
  }

  /**
   * The stored lines of those of the reports that have any, by code; none of those that another
   * organisation has under review.
   */
  public Map<String, List<TenantLine>> kept(Collection<String> codes) {
    return lists.linesOf(codes, caller.organisation());
  }

  /** The stored lines of a report; none if it has none. */
  public List<TenantLine> of(String code) {
    return kept(List.of(code)).getOrDefault(code, List.of());
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

  /** Reports were withdrawn, or gave way to others: their lists are deleted. */
  public void withdrawn(Collection<String> codes, String reason) {
    log.deleted(lists.locked(codes), reason);
  }

  /**
   * Reports were accepted.
   *
   * @param amended by the code of each, the report that it amends and that takes over its list; an
   *     empty text for a report
   */
  public void accepted(Map<String, String> amended) {
    var codes = new HashSet<>(amended.keySet());
    codes.addAll(amended.values());
    var stored =
        lists.locked(codes).stream()
            .collect(Collectors.toMap(TenantList::code, Function.identity()));
    var created = new ArrayList<TenantList>();
    var updated = new ArrayList<TenantList>();
    var deleted = new ArrayList<TenantList>();
    amended.forEach(
        (code, amends) -> {
          var list = stored.get(code);
          var replaced = stored.get(amends);
          if (list == null) {
            return;
          }
          if (amends.isEmpty()) {
            list.accept();
            updated.add(list);
          } else if (list.lines().isEmpty()) {
            if (replaced != null) {
              deleted.add(replaced);
            }
          } else if (replaced == null) {
            created.add(list.ofReport(amends));
          } else {
            replaced.replace(list.organisation(), list.lines());
            updated.add(replaced);
          }
        });
    log.created(created);
    log.updated(updated, null);
    log.deleted(deleted, null);
  }
}
