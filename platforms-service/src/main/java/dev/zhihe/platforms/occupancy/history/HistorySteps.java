package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.report.ReviewStatus;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps that somebody may read. A step differs from the last state that the same reader
 * may read: so the public sees what an amendment changed, and nothing of what was under review.
 */
final class HistorySteps {
  private final Predicate<Audience> mayRead;
  private final Map<String, OccupancyReportView> last = new HashMap<>();
  private final Map<String, OccupancyReportView> lastRead = new HashMap<>();
  private final Map<String, List<TenantLine>> lastTenants = new HashMap<>();
  private final Map<String, Audience> owners = new HashMap<>();
  private final List<HistoryStep> steps = new ArrayList<>();
  private long notPublic;

  /**
   * @param mayRead whether the reader may read states for an audience
   */
  HistorySteps(Predicate<Audience> mayRead) {
    this.mayRead = mayRead;
  }

  /** Adds what a change did. Changes come in the order of the log. */
  void add(LoggedReport change) {
    var before = last.get(change.code());
    var isPublic = change.audience().equals(Audience.PUBLIC);
    if (!isPublic) {
      owners.put(change.code(), change.audience());
    }
    if (mayRead.test(change.audience())) {
      var step = step(change, before);
      notPublic += isPublic && step.tenants().isEmpty() ? 0 : 1;
      steps.add(step);
      keep(lastRead, change);
    }
    keep(last, change);
  }

  private static void keep(Map<String, OccupancyReportView> states, LoggedReport change) {
    if (change.state() == null) {
      states.remove(change.code());
    } else {
      states.put(change.code(), change.state());
    }
  }

  private HistoryStep step(LoggedReport change, @Nullable OccupancyReportView before) {
    var state = change.state();
    var kind = HistoryStepKind.of(change, before);
    var returned = state == null || state.status() != ReviewStatus.RETURNED ? null : state;
    var owner = owners.get(change.code());
    return new HistoryStep(
        change.code(),
        change.version(),
        change.time().toString(),
        kind,
        kind.isOperators() ? StepSide.OPERATOR : StepSide.BUREAU,
        owner != null && mayRead.test(kind == HistoryStepKind.SUPERSEDED ? Audience.BUREAU : owner)
            ? change.actor()
            : null,
        returned == null ? null : returned.returnReason(),
        returned == null ? List.of() : returned.fields(),
        changes(change),
        tenants(change),
        state == null ? null : state.revision());
  }

  private List<FieldChange> changes(LoggedReport change) {
    var state = change.state();
    if (state == null) {
      return List.of();
    }
    var earlier = lastRead.get(change.code());
    if (earlier == null && state.amends() != null) {
      earlier = lastRead.get(state.amends());
    }
    return earlier == null ? List.of() : FieldChange.between(earlier, state);
  }

  /** Which tenant lines differ from those that the reader may read of the version before. */
  private List<TenantChange> tenants(LoggedReport change) {
    var given = change.tenants();
    if (change.state() == null) {
      lastTenants.remove(change.code());
    }
    if (change.state() == null || given == null || !mayRead.test(given.audience())) {
      return List.of();
    }
    var amends = change.state().amends();
    var isFirst =
        !lastRead.containsKey(change.code()) && (amends == null || !lastRead.containsKey(amends));
    var before = lastTenants.get(change.code());
    if (before == null && amends != null) {
      before = lastTenants.get(amends);
    }
    lastTenants.put(change.code(), given.lines());
    return isFirst
        ? List.of()
        : TenantChange.between(Objects.requireNonNullElse(before, List.of()), given.lines());
  }

  List<HistoryStep> steps() {
    return List.copyOf(steps);
  }

  /** How many of the steps are not public. */
  long notPublic() {
    return notPublic;
  }
}
