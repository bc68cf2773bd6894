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

  /** Code of the project of a report; null if there is no such report. */
  @Nullable String projectOf(String code) {
    return getSession()
        .createNativeQuery("select project from project_report where code = ?1", String.class)
        .setParameter(1, code)
        .getResultStream()
        .findFirst()
        .orElse(null);
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
   * Code of the first report that waits, of any kind, of a month after another and up to a month;
   * null if none does.
   *
   * @param after null for any month
   */
  @Nullable String firstSubmitted(String plan, @Nullable String after, String month) {
    return find(
            "plan = ?1 and month > ?2 and month <= ?3 and status = ?4",
            Sort.by("code"),
            plan,
            after == null ? "" : after,
            month,
            ProjectReportStatus.SUBMITTED)
        .<ProjectReport>firstResultOptional()
        .map(ProjectReport::code)
        .orElse(null);
  }
}
