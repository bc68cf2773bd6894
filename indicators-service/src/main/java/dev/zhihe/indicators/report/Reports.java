package dev.zhihe.indicators.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

/** The reports. */
@ApplicationScoped
class Reports implements PanacheRepositoryBase<Report, String> {

  /** The report, locked for a change; 404 if there is none. */
  Report locked(String code) {
    var report = findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (report == null) {
      throw Problem.notFound(code);
    }
    return report;
  }

  /**
   * The code of the next report of a kind on a plan: nobody else gets it until this transaction
   * ends.
   */
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
   * Lets this transaction wait for the making of its files: a PDF is made in a second or two, and
   * on a machine that is busy in more than the ten after which the server ends what seems
   * forgotten.
   */
  void allowTimeForRendering() {
    getEntityManager()
        .createNativeQuery(
            "select set_config('idle_in_transaction_session_timeout', '60s', true)", String.class)
        .getResultList();
  }

  /**
   * A report as its row has it.
   *
   * @param body what is answered
   * @param columns what the columns beside it come to
   */
  record Row(long version, String body, String columns) {}

  /** The row of a report as it is at this moment; 404 if there is none. */
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
