package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Publishes approved figures when their embargo ends. Every instance runs it; an instance skips
 * what another is publishing.
 */
@ApplicationScoped
class Embargoes {
  private static final int BATCH_SIZE = 100;

  private final Approvals approvals;
  private final Caller caller;

  Embargoes(Approvals approvals, Caller caller) {
    this.approvals = approvals;
    this.caller = caller;
  }

  @Scheduled(
      every = "{zhihe.embargo.look-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void release() {
    caller.actAs(new Acting("embargo", UUID.randomUUID().toString(), null, Set.of()));
    List<ObservationSubmissions.Due> due;
    boolean released;
    do {
      due = approvals.due(BATCH_SIZE);
      released = false;
      for (var place : due) {
        released |= release(place);
      }
    } while (released && due.size() == BATCH_SIZE);
  }

  /**
   * Publishes the due figures of an area and period together, because rules compare them. Figures
   * that break a rule are returned to their editors.
   *
   * @return false if nothing was done, because another instance publishes them
   */
  private boolean release(ObservationSubmissions.Due place) {
    for (var any = false; ; any = true) {
      try {
        return QuarkusTransaction.requiringNew().call(() -> approvals.release(place)) || any;
      } catch (Approval.Refused refused) {
        QuarkusTransaction.requiringNew().run(() -> approvals.sendBack(refused));
      }
    }
  }
}
