package dev.zhihe.indicators.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The reports. */
@ApplicationScoped
class Reports implements LockingRepository<Report> {

  /** The code of the next report of a kind on a plan. It is locked until this transaction ends. */
  String next(String plan, ReportKind kind) {
    var series = plan + "-" + kind.slug();
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "report " + series)
        .getResultList();
    return series + "-" + (count("plan = ?1 and kind = ?2", plan, kind) + 1);
  }

  /**
   * Extends the time that this transaction may be idle. Rendering a PDF takes one or two seconds,
   * but on a busy machine more than the server's limit of ten.
   */
  void allowTimeForRendering() {
    getEntityManager()
        .createNativeQuery(
            "select set_config('idle_in_transaction_session_timeout', '60s', true)", String.class)
        .getResultList();
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
