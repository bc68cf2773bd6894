package dev.zhihe.indicators.submission;

import dev.zhihe.kit.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
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
    boolean more;
    do {
      more = QuarkusTransaction.requiringNew().call(() -> approvals.release(AT_ONCE));
    } while (more);
  }
}
