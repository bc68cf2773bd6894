package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.sealed.SealedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many at once: eight writers, two sealers, and somebody who takes a long time. */
class ConcurrentWritersTest {
  private static final int CHANGES = 10_000;

  @Test
  void whateverIsCommittedIsSealedOnceWholeAndInOrder() throws Exception {
    var ledger = Ledger.create();
    var writers = new Writers(ledger);
    try (var one = ledger.sealing();
        var other = ledger.sealing()) {
      try (writers) {
        writers.start(8);
        var slow = CompletableFuture.supplyAsync(() -> slowTransaction(ledger, writers));
        var log = ledger.log();
        var epoch = String.valueOf(ledger.epoch());
        var reader = CompletableFuture.supplyAsync(() -> freshness(log, writers, epoch));
        await(CHANGES + " changes", Duration.ofMinutes(2), () -> writers.changes() >= CHANGES);
        writers.add(slow.get());
        assertThat(reader.get()).as("different states a reader saw").isGreaterThan(100);
        assertThat(List.of(one.sealer().term().isPresent(), other.sealer().term().isPresent()))
            .as("one leads, the other stands by")
            .containsExactlyInAnyOrder(true, false);
      }
      ledger.awaitSealed();
    }
    assertThat(writers.rolledBack()).isGreaterThan(CHANGES / 20);
    Proof.holds(ledger, writers.committed());
  }

  /**
   * Draws its first log id early, stays open while thousands of later ones are committed and
   * sealed, and then touches what the others touch.
   */
  private static List<Change> slowTransaction(Ledger ledger, Writers writers) {
    var changes = new ArrayList<Change>();
    try (var app = ledger.as("app")) {
      app.setAutoCommit(false);
      await("others at work", Duration.ofSeconds(30), () -> writers.changes() > 500);
      var own = Ledger.change("note", "slow", 1, Action.CREATED, "{}", "slow");
      Ledger.write(app, own);
      LogRows.append(app, List.of(own));
      changes.add(own);
      var headBefore = ledger.head();
      await(
          "sealing goes on beside a long transaction",
          Duration.ofSeconds(60),
          () -> ledger.head() > headBefore + CHANGES / 4);
      try (var lock =
              app.prepareStatement("select code, version from note order by code for update");
          var row = lock.executeQuery()) {
        while (row.next()) {
          if (!row.getString(1).equals("slow")) {
            var code = row.getString(1);
            var version = row.getLong(2) + 1;
            changes.add(
                Ledger.change(
                    "note", code, version, Action.UPDATED, Ledger.body(code, version), "slow"));
          }
        }
      }
      for (var change : changes.subList(1, changes.size())) {
        Ledger.write(app, change);
      }
      LogRows.append(app, changes.subList(1, changes.size()));
      app.commit();
      return changes;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the freshness key all along: it counts every commit that was acknowledged before. */
  private static int freshness(SealedLog log, Writers writers, String epoch) {
    var states = 0;
    var last = -1L;
    while (writers.changes() < CHANGES) {
      var acknowledged = writers.changes();
      var key = log.freshness().key();
      assertThat(key).startsWith(epoch + ".");
      var committed = Long.parseLong(key.substring(epoch.length() + 1));
      assertThat(committed).isGreaterThanOrEqualTo(Math.max(last, acknowledged));
      if (committed > last) {
        states++;
      }
      last = committed;
    }
    return states;
  }
}
