package dev.zhihe.indicators.submission;

import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The end of embargoes: what was approved is published when its time has come, as a change like any
 * other. Each instance looks; what one is busy with the others pass over.
 */
@ApplicationScoped
class Embargoes {
  private static final int AT_ONCE = 500;

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
    caller.actAs(new Caller.Acting("embargo", UUID.randomUUID().toString(), null, Set.of()));
    List<String> due;
    do {
      due = approvals.due(AT_ONCE);
    } while (release(due) && due.size() == AT_ONCE);
  }

  /**
   * All at once; if something speaks against any of it, one by one. False if there was nothing to
   * do, or another instance is busy with all of it.
   */
  private boolean release(List<String> codes) {
    if (codes.isEmpty()) {
      return false;
    }
    try {
      return QuarkusTransaction.requiringNew().call(() -> approvals.release(codes));
    } catch (Problem broken) {
      if (codes.size() > 1) {
        codes.forEach(code -> release(List.of(code)));
      } else {
        QuarkusTransaction.requiringNew()
            .run(() -> approvals.giveBack(codes.getFirst(), broken.detail()));
      }
      return true;
    }
  }
}
