package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.LogRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A transaction larger than what the sealer looks at in one go. */
class LargeTransactionTest {
  private static final int ROWS = 30_000;

  @Test
  void isSealedWholeBesideSmallOnesInTheOrderOfTheirEnds() throws Exception {
    var ledger = Ledger.create();
    var committed = new HashMap<String, List<Change>>();
    try (var large = ledger.as("app")) {
      large.setAutoCommit(false);
      var changes =
          IntStream.range(0, ROWS)
              .mapToObj(
                  i ->
                      Ledger.change(
                          "note", "n" + i, 1, Action.CREATED, Ledger.body("n", i), "large"))
              .toList();
      try (var insert =
          large.prepareStatement("insert into note values (?, 'text', 1, ?, 'PUBLIC')")) {
        for (var change : changes) {
          insert.setString(1, change.entityId());
          insert.setString(2, change.body());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      LogRows.append(large, changes.subList(0, ROWS - 1));
      for (int i = 1; i <= 20; i++) { // log ids in the midst of the large one's
        small(ledger, committed, note("small-" + i, 1));
      }
      LogRows.append(large, changes.subList(ROWS - 1, ROWS));
      large.commit();
      committed.put("large", changes);
      small(
          ledger,
          committed,
          Ledger.change("note", "n0", 2, Action.UPDATED, Ledger.body("n0", 2), "after"));
    }
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    Proof.holds(ledger, committed);
    assertThat(
            ledger.rows(
                "select l.request_id, max(position) from sealed_change join change_log l using (log_id) group by 1 order by 2 desc limit 3"))
        .isEqualTo(
            List.of(
                List.of("after", ROWS + 21L),
                List.of("large", ROWS + 20L),
                List.of("small-20-1", 20L)));
  }

  /** 90 MB of bodies in one transaction, sealed by a JVM of 64 MB. */
  @Test
  void isSealedInBoundedMemory() throws Exception {
    var ledger = Ledger.create();
    try (var app = ledger.as("app")) {
      app.setAutoCommit(false);
      var body = "\"" + "x".repeat(ChangeLog.MAX_BODY_BYTES - 2) + "\"";
      for (int part = 0; part < 4; part++) {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 25; i++) {
          changes.add(
              Ledger.change("note", "n" + part + "-" + i, 1, Action.CREATED, body, "large"));
          Ledger.write(app, changes.getLast());
        }
        LogRows.append(app, changes);
      }
      app.commit();
    }
    try (var _ = SealerProcess.start("small-heap", ledger)) {
      ledger.awaitSealed();
    }
    assertThat(ledger.head()).isEqualTo(100);
    assertThat(ledger.number("select term from feed_head")).as("at the first attempt").isEqualTo(1);
  }

  private static void small(Ledger ledger, Map<String, List<Change>> committed, Change change)
      throws Exception {
    ledger.commit(List.of(change));
    committed.put(change.requestId(), List.of(change));
  }
}
