package dev.zhihe.indicators.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The reports. */
@ApplicationScoped
class Reports implements LockingRepository<Report> {

  /**
   * The beginning of the codes of a plan's reports of one kind. It is locked until this transaction
   * ends, so that no other one gives the same code.
   */
  String lockedSeries(String plan, ReportKind kind) {
    var series = plan + "-" + kind.slug();
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "report " + series)
        .getResultList();
    return series;
  }

  /**
   * A report's row.
   *
   * @param body the stored answer
   * @param columns the answer as composed from the other columns
   */
  record Row(long version, String body, String columns) {}

  /** The report's row as it is now. 404 if there is none. */
  Row row(String code) {
    getEntityManager().clear();
    var report = findById(code);
    if (report == null) {
      throw Problem.notFound(code);
    }
    return new Row(
        report.publication().version(), report.publication().body(), Views.write(report.view()));
  }
}
