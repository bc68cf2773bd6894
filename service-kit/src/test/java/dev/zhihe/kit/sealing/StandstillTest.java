package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.await;
import static dev.zhihe.kit.sealing.Ledger.change;
import static dev.zhihe.kit.sealing.Ledger.execute;
import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.audit.LogVerification;
import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.audit.Verdict;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.feed.Digests;
import dev.zhihe.kit.feed.FeedItem;
import dev.zhihe.kit.feed.Scope;
import dev.zhihe.kit.feed.Snapshots;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.sealed.ValidOn;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the log from going on: it is told, it is named, and it ends. */
class StandstillTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  // Valid JSON, which PostgreSQL cannot read for its U+0000.
  private static final String UNREADABLE =
      "{\"code\":\"bad\",\"name\":\"甲\",\"note\":\"a\\u0000b \\\\u0000\"}";

  /** Released with such an index, and without the guard that refuses such a body. */
  @Test
  void aLogStoppedByWhatABodyHoldsGoesOnAfterAnUpgrade() throws Exception {
    var ledger = Ledger.createAt("0.9");
    try (var owner = ledger.as("owner")) {
      execute(
          owner,
          "create index history_note_name on history ((body::jsonb ->> 'name'), entity_id) where entity_type = 'note'");
      commitAsReleased(ledger, note("before", 1));
      commitAsReleased(ledger, change("note", "bad", 1, Action.CREATED, UNREADABLE, "bad"));
      commitAsReleased(ledger, note("after", 1));
      try (var app = ledger.as("app")) {
        execute(app, "insert into change_queue (log_id) values (999999)"); // of no change
      }
      try (var sealing = ledger.sealing()) {
        await("it stops", TIMEOUT, () -> sealing.sealer().failure().isPresent());
        assertThat(sealing.sealer().failure().orElseThrow())
            .startsWith("note/bad version 1: ")
            .contains("unsupported Unicode escape sequence");
        assertThat(ledger.head()).as("what came before is sealed").isEqualTo(1);

        ledger.migrate("latest");
        owner.setAutoCommit(false);
        execute(owner, "drop index history_note_name");
        execute(
            owner,
            "create index history_note_name on history (left(body_json(body) ->> 'name', 200), entity_id) where entity_type = 'note'");
        owner.commit();
        ledger.awaitSealed();
        await("no trouble", TIMEOUT, () -> sealing.sealer().failure().isEmpty());
      }
    }
    assertThat(Proof.feed(ledger))
        .extracting(FeedItem::entityId, FeedItem::data)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("before", Ledger.body("before", 1)),
            org.assertj.core.groups.Tuple.tuple("bad", UNREADABLE),
            org.assertj.core.groups.Tuple.tuple("after", Ledger.body("after", 1)));
    var history = new History(ledger.pool());
    var cuts = new Cuts(ledger.log(), ledger.pool());
    assertThat(
            history.page(
                "note",
                "",
                10,
                cuts.latest(),
                ValidOn.ANY_DAY,
                Audiences.PUBLIC,
                Filters.none().equal("name", "甲")))
        .as("found by the rest of it")
        .extracting(SealedState::body)
        .containsExactly(UNREADABLE);
    var snapshots = new Snapshots(ledger.pool());
    assertThat(new Digests(snapshots).of(snapshots.position(null), Scope.ALL, Audiences.BUREAU))
        .isNotEmpty();
    assertThat(
            new LogVerification(ledger.service(), ledger.pool(), Optional::empty)
                .verify(1, Long.MAX_VALUE))
        .matches(verdict -> verdict.sound() && verdict.complete());
  }

  /** Whatever the reason is, however many wait with it. */
  @Test
  void theEntityThatCannotBeSealedIsNamedOnceAndAllBeforeItIsSealed() throws Exception {
    var ledger = Ledger.create();
    try (var owner = ledger.as("owner");
        var told = new Told()) {
      execute(owner, "create index refuses on history ((1 / (length(entity_id) - 3)))");
      ledger.commit(List.of(note("first", 1)));
      ledger.commit(
          IntStream.range(0, 1_500)
              .mapToObj(i -> note(i == 1_200 ? "bad" : "many-" + i, 1))
              .toList());
      ledger.commit(List.of(note("last", 1)));
      var standstill = new Standstill();
      try (var sealing = ledger.sealing();
          var watching = ledger.as("sealer")) {
        await("it stops", TIMEOUT, () -> sealing.sealer().failure().isPresent());
        await(
            "it is named",
            TIMEOUT,
            () -> {
              standstill.look(watching, sealing.sealer().failure());
              return standstill
                  .reason()
                  .equals(Optional.of("note/bad version 1: ERROR: division by zero"));
            });
        var term = term(ledger);
        await("it is tried again and again", TIMEOUT, () -> term(ledger) > term + 1);
        assertThat(ledger.head()).isEqualTo(1);
        assertThat(told.naming("note/bad version 1")).hasSize(1);
        var verdict =
            new LogVerification(ledger.service(), ledger.pool(), standstill::reason)
                .verify(1, Long.MAX_VALUE);
        assertThat(verdict.sound()).isFalse();
        assertThat(verdict.fault())
            .isEqualTo(
                Verdict.fault(
                    null,
                    "change_queue",
                    "advancing",
                    "stands still: note/bad version 1: ERROR: division by zero"));

        execute(owner, "drop index refuses");
        ledger.awaitSealed();
        standstill.look(watching, sealing.sealer().failure());
        assertThat(standstill.reason()).isEmpty();
        await("no trouble", TIMEOUT, () -> sealing.sealer().failure().isEmpty());
      }
      assertThat(ledger.head()).isEqualTo(1_502);
    }
  }

  /** Each learns the reason when it leads, and knows it still while the other does. */
  @Test
  void twoInstancesThatFailInTurnTellItOnceEach() throws Exception {
    var ledger = Ledger.create();
    try (var owner = ledger.as("owner");
        var told = new Told()) {
      execute(
          owner,
          """
          create function refuse(text) returns text immutable language plpgsql
          as 'begin perform pg_sleep(0.5); raise exception ''refused''; end'
          """); // slowly, so that one waits while the other leads
      execute(owner, "create index refuses on history (refuse(entity_id))");
      ledger.commit(List.of(note("bad", 1)));
      try (var one = ledger.sealing();
          var other = ledger.sealing()) {
        await(
            "both have failed",
            TIMEOUT,
            () -> Stream.of(one, other).allMatch(each -> each.sealer().failure().isPresent()));
        var term = term(ledger);
        await(
            "it is tried again and again, and both know why it fails",
            TIMEOUT,
            () -> {
              assertThat(List.of(one, other)).allMatch(each -> each.sealer().failure().isPresent());
              return term(ledger) > term + 3;
            });
        assertThat(told.naming("note/bad version 1")).hasSize(2);

        execute(owner, "drop index refuses");
        ledger.awaitSealed();
        await(
            "no trouble, neither where it was sealed nor where not",
            TIMEOUT,
            () -> Stream.of(one, other).allMatch(each -> each.sealer().failure().isEmpty()));
      }
    }
  }

  /** A long batch may yet succeed, but one like it has failed. */
  @Test
  void anAttemptThatFailsSlowlyIsNoBatchAtWork() throws Exception {
    var ledger = Ledger.create();
    var standstill = new Standstill();
    try (var watching = ledger.as("sealer");
        var busy = ledger.as("sealer")) {
      ledger.commitNote("waiting", 1);
      busy.setAutoCommit(false);
      execute(busy, "select pg_advisory_xact_lock(" + SealedLog.BATCH_LOCK + ")");
      await(
          "it is told",
          TIMEOUT,
          () -> {
            execute(busy, "select 1");
            standstill.look(watching, Optional.of("note/waiting version 1: refused"));
            return standstill.reason().isPresent();
          });
      assertThat(standstill.reason()).contains("note/waiting version 1: refused");
      busy.rollback();
    }
  }

  @Test
  void whatNobodySealsIsToldByWhoeverWatches() throws Exception {
    var ledger = Ledger.create();
    var standstill = new Standstill();
    try (var watching = ledger.as("sealer")) {
      standstill.look(watching, Optional.empty());
      ledger.commitNote("waiting", 1);
      await(
          "it is told",
          TIMEOUT,
          () -> {
            standstill.look(watching, Optional.empty());
            return standstill.reason().isPresent();
          });
      assertThat(standstill.reason()).contains("note/waiting version 1 waits");
      try (var _ = ledger.sealing()) {
        ledger.awaitSealed();
      }
      standstill.look(watching, Optional.empty());
      assertThat(standstill.reason()).isEmpty();
    }
  }

  @Test
  void aRoleThatCannotConnectIsToldToo() throws Exception {
    var standstill = new Standstill();
    await(
        "it is told",
        TIMEOUT,
        () -> {
          standstill.cannotLook(new SQLException("no such role"));
          return standstill.reason().isPresent();
        });
    assertThat(standstill.reason()).contains("no such role");
  }

  /** It rises with each attempt. */
  private static long term(Ledger ledger) throws SQLException {
    return ledger.number("select term::bigint from feed_head");
  }

  /** As the application wrote before the log filled its queue itself. */
  private static void commitAsReleased(Ledger ledger, Change change) throws SQLException {
    try (Connection app = ledger.as("app")) {
      app.setAutoCommit(false);
      Ledger.write(app, change);
      LogRows.append(app, List.of(change));
      execute(app, "insert into change_queue (log_id) select max(log_id) from change_log");
      app.commit();
    }
  }

  /** Errors that the package logs. */
  private static final class Told extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.zhihe.kit.sealing");
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    Told() {
      logger.addHandler(this);
    }

    List<String> naming(String what) {
      return List.copyOf(lines).stream().filter(line -> line.contains(what)).toList();
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        var arguments = line.getParameters();
        lines.add(arguments == null ? line.getMessage() : line.getMessage().formatted(arguments));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
