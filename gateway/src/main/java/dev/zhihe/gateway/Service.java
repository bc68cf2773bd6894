package dev.zhihe.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The route table: every family of the API belongs to one service. It is code, not configuration,
 * because the families are the same in every deployment. Only the services' addresses are
 * configured (<code>zhihe.origins.*</code>).
 */
public enum Service {
  INDICATORS(
      """
      plans indicators targets target-adjustments target-parts target-breakdowns observations observation-submissions change-requests
      collection-periods completeness validation-rules rule-violations policies policy-progress assessments scorecards
      reports report-jobs codelists
      """),
  PROJECTS(
      """
      programmes units projects project-changes investment-plans plan-adjustments annual-plans ledger-entries ledger-submissions
      ledger-closes project-reports milestones milestone-slips funds fund-positions fund-rollups stated-totals project-lists
      reconciliations investment-rollups progress-rules supervision-list supervision-notes
      """),
  PLATFORMS(
      """
      platforms registry-changes platform-targets aliases operators reporting-periods period-extensions forms
      occupancy-reports occupancy-rules occupancy-tenants occupancy-attachments occupancy-obligations occupancy-reminders occupancy-rollups
      """);

  /**
   * Families that every service has, with the service's name as the next segment: {@code
   * /v1/changes/projects}.
   */
  private static final Set<String> OF_EACH =
      Set.of("changes", "snapshots", "audit", "jobs", "search");

  private static final Map<String, Service> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Service::label, Function.identity()));

  private static final Map<String, Service> BY_FAMILY =
      Arrays.stream(values())
          .flatMap(service -> service.families().stream().map(family -> Map.entry(family, service)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String families;

  Service(String families) {
    this.families = families;
  }

  /** The families of this service alone. */
  public Set<String> families() {
    return Set.of(families.strip().split("\\s+"));
  }

  /** The name in addresses and configuration, {@code indicators}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The owner of a valid path below {@code /v1}; empty if there is none. */
  static Optional<Service> owning(String path) {
    var segments = path.split("/", 5); // "", "v1", family, service or code, the rest
    if (segments.length < 3 || !segments[1].equals("v1")) {
      return Optional.empty();
    }
    if (OF_EACH.contains(segments[2])) {
      return segments.length < 4 ? Optional.empty() : Optional.ofNullable(BY_NAME.get(segments[3]));
    }
    return Optional.ofNullable(BY_FAMILY.get(segments[2]));
  }
}
