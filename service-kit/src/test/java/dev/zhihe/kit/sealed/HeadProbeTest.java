package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.sealing.Ledger;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Few statements for many readers, and none of them is told too little. */
class HeadProbeTest {
  private static final int WRITERS = 6;
  private static final int COMMITS = 60;
  private static final int ROUNDS = 40;
  private static final long SEED = 48;
  private static final Set<String> NOTES = Set.of("note");
  private static final Set<String> SIGNS = Set.of("road-sign");
  private static final Set<String> BOTH = Set.of("note", "road-sign");
  private static final String ON_THE_HEAD =
      "select count(*) from pg_locks where relation = 'feed_head'::regclass and ";

  private Ledger ledger;
  private HeadProbe probe;

  @BeforeEach
  void aLedger() throws SQLException {
    ledger = Ledger.create();
    probe = new HeadProbe(ledger.pool());
  }

  @AfterEach
  void close() {
    probe.close();
  }

  /** Sealing goes on at the same time, so that what waits becomes what is sealed. */
  @Test
  void tellsEachReaderWhatWasCommittedBeforeItAsked() throws Exception {
    var committed = new AtomicLong();
    try (var _ = ledger.sealing()) {
      var writers =
          IntStream.range(0, WRITERS)
              .mapToObj(
                  writer ->
                      CompletableFuture.runAsync(
                          () -> writeAndAsk("w" + writer, committed),
                          task -> Thread.ofVirtual().start(task)))
              .toList();
      for (var writer : writers) {
        writer.get(2, TimeUnit.MINUTES);
      }
    }
    assertThat(committed).hasValue((long) WRITERS * COMMITS);
  }

  private void writeAndAsk(String code, AtomicLong committed) {
    try (var app = ledger.as("app")) {
      app.setAutoCommit(false);
      for (int version = 1; version <= COMMITS; version++) {
        var change = Ledger.note(code, version);
        Ledger.write(app, change);
        LogRows.append(app, List.of(change));
        app.commit();
        var atLeast = committed.incrementAndGet();
        var told = ask().get(1, TimeUnit.MINUTES).orElseThrow().freshness();
        assertThat(told.position() + told.waiting()).isGreaterThanOrEqualTo(atLeast);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two statements for a hundred readers: one that runs, and the next. */
  @Test
  void tellsAllWhoWaitAtOnce() throws Exception {
    List<CompletableFuture<Optional<Head>>> answers;
    try (var owner = ledger.as("owner")) {
      owner.setAutoCommit(false);
      Ledger.execute(owner, "lock table feed_head in access exclusive mode");
      var first = ask();
      Ledger.await(
          "a statement waits",
          Duration.ofMinutes(1),
          () -> ledger.number(ON_THE_HEAD + "not granted") == 1);
      var others = Stream.generate(this::ask).limit(100).toList();
      assertThat(ledger.number(ON_THE_HEAD + "not granted")).isOne();
      answers = Stream.concat(Stream.of(first), others.stream()).toList();
      owner.commit();
    }
    for (var answer : answers) {
      assertThat(answer.get(1, TimeUnit.MINUTES)).isPresent();
    }
    var told = answers.stream().skip(1).map(CompletableFuture::join).map(Optional::get).toList();
    for (var one : told) {
      assertThat(one).as("from one statement").isSameAs(told.getFirst());
    }
  }

  @Test
  void tellsNothingWhenTheHeadCannotBeReadAndThenGoesOn() throws Exception {
    try (var owner = ledger.as("owner")) {
      Ledger.execute(owner, "alter table feed_head rename to hidden");
      assertThat(ask().get(1, TimeUnit.MINUTES)).isEmpty();
      Ledger.execute(owner, "alter table hidden rename to feed_head");
    }
    assertThat(ask().get(1, TimeUnit.MINUTES)).isPresent();
    probe.close();
    assertThat(ask().get(1, TimeUnit.MINUTES)).as("the service stops").isEmpty();
  }

  @Test
  void tellsNothingWhenTheConnectionFailsInAnUnknownWay() throws Exception {
    var failing =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("no pool");
                });
    probe = new HeadProbe(failing);
    for (int again = 0; again < 3; again++) {
      assertThat(ask().get(1, TimeUnit.MINUTES)).isEmpty();
    }
  }

  /** Held against what was committed, whether it is sealed or waits. */
  @Test
  void tellsWhetherTypesChangedSinceAnAnswerWasRead() throws Exception {
    var random = new Random(SEED);
    var commits = new ArrayList<Set<String>>();
    var reads = new TreeMap<Integer, Freshness>();
    try (var _ = ledger.sealing()) {
      for (int round = 0; round < ROUNDS; round++) {
        commits.add(commitSome(round, random));
        if (random.nextInt(3) > 0) {
          ledger.awaitSealed();
        }
        var head = ask().get(1, TimeUnit.MINUTES).orElseThrow();
        if (head.freshness().waiting() == 0) {
          reads.put(commits.size(), head.freshness());
        }
        for (var read : reads.entrySet()) {
          var since = commits.subList(read.getKey(), commits.size());
          for (var types : List.of(Set.<String>of(), NOTES, SIGNS, BOTH)) {
            assertThat(head.isUnchanged(read.getValue(), types))
                .as("%s since %s, then %s", types, read, since)
                .isEqualTo(since.stream().allMatch(one -> Collections.disjoint(one, types)));
          }
          assertThat(head.isUnchanged(read.getValue(), null))
              .isEqualTo(head.freshness().equals(read.getValue()));
        }
      }
    }
  }

  private Set<String> commitSome(int round, Random random) throws SQLException {
    var changes = new ArrayList<Change>();
    for (var table : Ledger.TABLES) {
      for (int i = random.nextInt(3); i > 0; i--) {
        var code = "r" + round + "-" + i;
        changes.add(
            Ledger.change(table, code, 1, Action.CREATED, Ledger.body(code, 1), "round " + round));
      }
    }
    ledger.commit(changes);
    return changes.stream().map(Change::entityType).collect(Collectors.toSet());
  }

  private CompletableFuture<Optional<Head>> ask() {
    var answer = new CompletableFuture<Optional<Head>>();
    probe.ask(head -> answer.complete(Optional.ofNullable(head)));
    return answer;
  }
}
