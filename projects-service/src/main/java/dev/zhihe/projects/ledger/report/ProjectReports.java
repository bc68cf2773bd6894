package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /**
   * What is stored under these codes, by code. No entity is loaded: what another transaction adds
   * meanwhile must not be in the session of an import that adds the same.
   */
  Map<String, StoredReport> known(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select code, body, audience from project_report where code = any(?1)",
                Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .collect(
                Collectors.toMap(
                    row -> (String) row[0],
                    row ->
                        new StoredReport(
                            Views.read((String) row[1], ProjectReportView.class),
                            Audience.stored((String) row[2]))));
  }

  /** Codes of the first selected reports that wait for a reviewer, with those of their projects. */
  Map<String, String> selected(ProjectReportSelection asked, int most) {
    return getSession()
        .createNativeQuery(
            """
            select code, project from project_report
            where plan = ?1 and month = ?2 and status = 'SUBMITTED' and (?3 or code = any(?4))
            order by code limit ?5""",
            Object[].class)
        .setParameter(1, asked.plan())
        .setParameter(2, asked.month())
        .setParameter(3, asked.codes() == null)
        .setParameter(4, asked.givenCodes().toArray(String[]::new))
        .setParameter(5, most)
        .getResultStream()
        .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
  }

  /** Whether one of the selected reports waits for a reviewer. */
  boolean isWaiting(ProjectReportSelection asked) {
    return !selected(asked, 1).isEmpty();
  }

  /** Those of these reports that wait for a reviewer, locked, in the order of their codes. */
  List<ProjectReport> lockedSubmitted(Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : find("code in ?1 and status = ?2", Sort.by("code"), codes, ProjectReportStatus.SUBMITTED)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
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
