package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The monthly reports. */
@ApplicationScoped
class ProjectReports implements LockingRepository<ProjectReport> {

  /** The regular report of a project's month; null if there is none. */
  @Nullable ProjectReport regular(String project, String month) {
    return find(
            "project = ?1 and month = ?2 and kind = ?3", project, month, ProjectReportKind.REGULAR)
        .firstResult();
  }

  /** A free code for a correction of a project's month. */
  String nextCorrection(String project, String month) {
    var prefix = code(project, month) + "-c";
    var number =
        count(
                "project = ?1 and month = ?2 and kind = ?3",
                project,
                month,
                ProjectReportKind.CORRECTION)
            + 1;
    while (findById(prefix + number) != null) {
      number++;
    }
    return prefix + number;
  }

  /** The code of the regular report of a project's month. */
  static String code(String project, String month) {
    return project + "-m" + month;
  }

  /**
   * Code of the first regular report of a month, or of one before, that waits; null if none does.
   */
  @Nullable String firstSubmitted(String plan, String month) {
    return find(
            "plan = ?1 and month <= ?2 and kind = ?3 and status = ?4",
            Sort.by("code"),
            plan,
            month,
            ProjectReportKind.REGULAR,
            ProjectReportStatus.SUBMITTED)
        .<ProjectReport>firstResultOptional()
        .map(ProjectReport::code)
        .orElse(null);
  }
}
