package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.await;
import static dev.zhihe.kit.sealing.Ledger.body;
import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.servers.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The sealer that leads dies, sleeps or is cut off: another goes on where it stopped. */
class TakeoverTest {
  private static final Duration SOME_SECONDS = Duration.ofSeconds(15);

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherGoesOnWhenTheLeaderIsKilledOrPausedAndTheWokenOneChangesNothing() throws Exception {
    var ledger = Ledger.create();
    var writers = new Writers(ledger);
    try (var first = SealerProcess.start("first", ledger)) {
      await("the first leads", SOME_SECONDS, first::leads);
      try (var second = SealerProcess.start("second", ledger);
          writers) {
        writers.start(2);
        progress(ledger);
        first.kill();
        await("the second took over from the dead", SOME_SECONDS, second::leads);
        progress(ledger);
        try (var third = SealerProcess.start("third", ledger)) {
          second.pause();
          await("the third took over from the paused", SOME_SECONDS, third::leads);
          progress(ledger);
          var connections = second.connections();
          second.wake();
          second.awaitConnections(connections + 1);
          progress(ledger);
          assertThat(third.leads()).isTrue();
          third.kill();
          await("the woken one leads again, in good order", SOME_SECONDS, second::leads);
          progress(ledger);
          writers.close();
          ledger.awaitSealed();
        }
      }
    }
    Proof.holds(ledger, writers.committed());
    assertThat(ledger.number("select term from feed_head")).isEqualTo(4);
  }

  /** Were the lock ever lost without its connection, the term would still stand in the way. */
  @Test
  void aLeaderOfATermThatIsOverCanChangeNothing() throws Exception {
    var ledger = Ledger.create();
    var late = new Sealer(() -> ledger.as("sealer"), position -> {});
    var leader = new Sealer(() -> ledger.as("sealer"), position -> {});
    try (var lateConnection = ledger.as("sealer");
        var connection = ledger.as("sealer")) {
      assertThat(late.takeLead(lateConnection)).isTrue();
      assertThat(leader.takeLead(connection)).as("while the other holds the lock").isFalse();
      Ledger.execute(lateConnection, "select pg_advisory_unlock_all()");
      assertThat(leader.takeLead(connection)).isTrue();

      ledger.commitNote("a", 3);
      assertThatThrownBy(() -> late.sealBatch(lateConnection))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("another instance leads");
      assertThat(ledger.head()).isZero();
      assertThat(ledger.number("select count(*) from sealed_change")).isZero();
      assertThat(ledger.number("select count(*) from history")).isZero();
      assertThat(ledger.number("select count(*) from change_queue")).isEqualTo(3);
      assertThat(leader.sealBatch(connection)).isEqualTo(3);
      assertThat(ledger.head()).isEqualTo(3);
    }
  }

  /**
   * The server's own timeouts look at a silent client only between statements: here it is in the
   * middle of an answer that nobody reads.
   */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLeaderThatStopsReadingItsAnswerIsReplaced() throws Exception {
    replacedWhenFrozen(line -> line.freezeToClientAfter(100_000));
  }

  /** Or in the middle of a statement whose end never comes. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLeaderThatStopsInTheMiddleOfAStatementIsReplaced() throws Exception {
    replacedWhenFrozen(line -> line.freezeToServerAfter(20_000));
  }

  /** With nobody standing by, the server ends a silent leader by itself. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLeaderThatFallsSilentLosesTheLock() throws Exception {
    var ledger = Ledger.create();
    try (var line = new FreezingLine(Postgres.shared().port());
        var frozen = Ledger.running(new Sealer(through(line, ledger), position -> {}))) {
      await("it leads", SOME_SECONDS, () -> frozen.sealer().term().isPresent());
      line.freezeToServerAfter(0);
      await(
          "the lock is free",
          SOME_SECONDS,
          () ->
              ledger.number(
                      "select count(*) from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and datname = current_database()")
                  == 0);
    }
  }

  private interface Freeze {
    void apply(FreezingLine line);
  }

  private static void replacedWhenFrozen(Freeze freeze) throws Exception {
    var ledger = Ledger.create();
    try (var line = new FreezingLine(Postgres.shared().port());
        var frozen = Ledger.running(new Sealer(through(line, ledger), position -> {}))) {
      await("the first leads", SOME_SECONDS, () -> frozen.sealer().term().isPresent());
      try (var other = ledger.sealing()) {
        freeze.apply(line);
        // Sixteen of them, one fetch, fit into no socket's buffers.
        var large = "\"" + "x".repeat(850_000) + "\"";
        var changes =
            IntStream.range(0, 400)
                .mapToObj(
                    i ->
                        Ledger.change(
                            "note", "n" + i, 1, Action.CREATED, i < 20 ? large : body("n", i), "a"))
                .toList();
        ledger.commit(changes);
        await("the line is frozen", SOME_SECONDS, line::frozen);
        await("the other leads", SOME_SECONDS, () -> other.sealer().term().isPresent());
        ledger.awaitSealed();
        line.thaw();
        ledger.commit(List.of(note("after", 1)));
        ledger.awaitSealed();
        assertThat(ledger.head()).isEqualTo(401);
        assertThat(ledger.number("select count(distinct position) from sealed_change"))
            .isEqualTo(401);
      }
    }
  }

  @Test
  void sealingGoesOnAfterAFailureOfWhoeverIsToldOfIt() throws Exception {
    var ledger = Ledger.create();
    var told = new AtomicInteger();
    try (var _ =
        Ledger.running(
            new Sealer(
                () -> ledger.as("sealer"),
                position -> {
                  if (told.incrementAndGet() == 1) {
                    throw new IllegalStateException("no room");
                  }
                }))) {
      ledger.commitNote("a", 1);
      await("the failure", SOME_SECONDS, () -> told.get() == 1);
      ledger.commit(List.of(note("a", 2)));
      ledger.awaitSealed();
      assertThat(ledger.head()).isEqualTo(2);
      await("told of what came after", SOME_SECONDS, () -> told.get() == 2);
    }
  }

  @Test
  void whatIsCommittedIsSealedBeforeASealerEnds() throws Exception {
    var ledger = Ledger.create();
    try (var sealing = ledger.sealing()) {
      await("it leads", SOME_SECONDS, () -> sealing.sealer().term().isPresent());
      ledger.commitNote("a", 5);
    }
    assertThat(ledger.head()).isEqualTo(5);
  }

  private static SealerConnections through(FreezingLine line, Ledger ledger) {
    var role = ledger.service() + "_sealer";
    return () -> DriverManager.getConnection(line.url(ledger.url()), role, role);
  }

  private static void progress(Ledger ledger) throws Exception {
    var head = ledger.head();
    await("sealing goes on", SOME_SECONDS, () -> ledger.head() > head + 50);
  }
}
