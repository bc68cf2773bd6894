package dev.zhihe.indicators.report;

import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Notes in the item of a published report that figures under it were corrected, in the transaction
 * that corrects them.
 */
@ApplicationScoped
class CorrectedReports {
  private static final String REASON = "所用数据有变 / figures under it were changed";

  private final ReportFigures figures;
  private final Reports reports;
  private final ChangeLog log;
  private final EntityManager entities;
  private final TransactionSynchronizationRegistry transaction;

  CorrectedReports(
      ReportFigures figures,
      Reports reports,
      ChangeLog log,
      EntityManager entities,
      TransactionSynchronizationRegistry transaction) {
    this.figures = figures;
    this.reports = reports;
    this.log = log;
    this.entities = entities;
    this.transaction = transaction;
  }

  /**
   * Remembers the figures until the transaction is about to commit. Reports are locked after all
   * figures, so that two transactions never wait for each other.
   */
  void recorded(@Observes Recorded fact) {
    var changed =
        Stream.concat(fact.stored().stream(), fact.deleted().stream())
            .filter(Observation.class::isInstance)
            .map(Published::code)
            .toList();
    if (!changed.isEmpty()) {
      changed().addAll(changed);
    }
  }

  @SuppressWarnings("unchecked") // this method alone stores the resource
  private Set<String> changed() {
    var known = (Set<String>) transaction.getResource(CorrectedReports.class);
    if (known != null) {
      return known;
    }
    var codes = new TreeSet<String>();
    transaction.putResource(CorrectedReports.class, codes);
    entities
        .unwrap(SharedSessionContractImplementor.class)
        .getTransactionCompletionCallbacks()
        .registerCallback(session -> note(codes));
    return codes;
  }

  private void note(Set<String> observations) {
    for (var code : figures.lockedUsing(observations)) {
      var report = reports.locked(code);
      if (report.view().status().isPublic()) {
        report.correct(figures.corrected(code));
        log.updated(report, REASON);
      }
    }
  }
}
