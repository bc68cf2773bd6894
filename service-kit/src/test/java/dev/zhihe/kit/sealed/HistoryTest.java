package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.feed.FeedItem;
import dev.zhihe.kit.feed.Snapshots;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.sealing.Sealer;
import dev.zhihe.kit.sealing.Writers;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was known at a position or an instant, read while people write. */
class HistoryTest {
  private static final List<String> TYPES = List.of("note", "road-sign");
  private static final String WAITING =
      "select count(*) from pg_locks where not granted and relation = 'sealed_change'::regclass";
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @Test
  void everyCutIsTheReplayOfTheFeedUpToItForWhomeverItIsRead() throws Exception {
    var ledger = Ledger.create();
    try (var _ = ledger.sealing()) {
      try (var writers = new Writers(ledger).start(4)) {
        Ledger.await("400 changes", Duration.ofMinutes(1), () -> writers.changes() >= 400);
      }
      ledger.awaitSealed();
    }
    var history = new History(ledger.pool());
    var cuts = cuts(ledger);
    var ends = new ArrayList<String>();
    var replayed = new TreeMap<String, FeedItem>();
    for (var item : Proof.feed(ledger)) {
      if (item.data() == null) {
        replayed.remove(key(item.entityType(), item.entityId()));
      } else {
        replayed.put(key(item.entityType(), item.entityId()), item);
      }
      if (!item.endOfTransaction()) {
        var position = String.valueOf(item.position());
        refused(() -> cuts.at(position), "lies within a transaction");
        continue;
      }
      var cut = cuts.at(String.valueOf(item.position()));
      ends.add(cuts.id(cut));
      assertThat(item.id()).isEqualTo(cuts.id(cut));
      var expected = new TreeMap<String, String>();
      replayed.forEach((key, state) -> expected.put(key, String.valueOf(state.data())));
      assertThat(read(history, cut, Audiences.BUREAU)).as("at %s", cut).isEqualTo(expected);
      assertThat(expected).containsAllEntriesOf(read(history, cut, Audiences.PUBLIC));
    }
    assertThat(ends).hasSizeGreaterThan(100);
    for (var end : ends) {
      assertThat(cuts.id(cuts.at(end))).as("cited").isEqualTo(end);
    }
  }

  /** Or else a report that cites an instant could say something else tomorrow. */
  @Test
  void anInstantNeverComesToMeanAnotherPosition() throws Exception {
    var ledger = Ledger.create();
    var cuts = cuts(ledger);
    var meant = new LinkedHashMap<String, Cut>();
    try (var _ = ledger.sealing()) {
      ledger.commitNote("first", 1);
      ledger.awaitSealed();
      try (var writers = new Writers(ledger).start(6)) {
        while (writers.changes() < 3_000) {
          var now = ledger.rows("select clock_timestamp()").getFirst().getFirst().toString();
          meant.put(now, cuts.at(now));
        }
      }
      ledger.awaitSealed();
    }
    assertThat(meant.size()).as("instants").isGreaterThan(20);
    meant.forEach((instant, cut) -> assertThat(cuts.at(instant)).as(instant).isEqualTo(cut));
  }

  @Test
  void whoAsksForTheLatestFindsWhatWasCommittedBefore() throws Exception {
    var ledger = Ledger.create();
    var history = new History(ledger.pool());
    var cuts = cuts(ledger);
    try (var _ = ledger.sealing()) {
      for (int version = 1; version <= 50; version++) {
        ledger.commit(List.of(Ledger.note("a", version)));
        for (var latest : List.of(cuts.latest(), cuts.at("now"))) {
          assertThat(history.item("note", "a", latest, ValidOn.ANY_DAY).orElseThrow().version())
              .isEqualTo(version);
        }
      }
    }
    ledger.commit(List.of(Ledger.note("a", 51)));
    var impatient = new Cuts(ledger.log(), ledger.pool(), Duration.ZERO);
    assertThatThrownBy(impatient::latest)
        .as("nobody seals")
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));
  }

  /** Or it would never be answered while people write. */
  @Test
  void whoAsksForTheLatestWaitsForNothingThatComesLater() throws Exception {
    var ledger = Ledger.create();
    var looks = new AtomicInteger();
    var cuts = cuts(ledger, counting(ledger.pool(), looks));
    ledger.commitNote("a", 1);
    var latest = CompletableFuture.supplyAsync(cuts::latest, THREADS);
    Ledger.await("it looked, and waits", Duration.ofMinutes(1), () -> looks.get() > 1);
    try (var sealing = ledger.as("sealer");
        var holding = ledger.as("owner")) {
      var sealer = new Sealer(() -> sealing, position -> {});
      assertThat(sealer.takeLead(sealing)).isTrue();
      holding.setAutoCommit(false);
      Ledger.execute(holding, "lock table sealed_change in share mode");
      var batch = CompletableFuture.supplyAsync(() -> sealed(sealer, sealing), THREADS);
      Ledger.await("a batch was chosen", Duration.ofMinutes(1), () -> ledger.number(WAITING) > 0);
      ledger.commit(List.of(Ledger.note("a", 2)));
      holding.commit();
      assertThat(batch.get(1, TimeUnit.MINUTES)).isEqualTo(1);
    }
    assertThat(latest.get(1, TimeUnit.MINUTES)).isEqualTo(cuts.at("1"));
    assertThat(ledger.number("select count(*) from change_queue")).isEqualTo(1);
  }

  private static int sealed(Sealer sealer, Connection connection) {
    try {
      return sealer.sealBatch(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same connections, counted as they are taken. */
  private static DataSource counting(DataSource source, AtomicInteger taken) {
    return (DataSource)
        Proxy.newProxyInstance(
            HistoryTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              taken.incrementAndGet();
              return method.invoke(source, arguments);
            });
  }

  @Test
  void holdsOnTheDaysOfItsExtent() throws Exception {
    var ledger = Ledger.create();
    ledger.commit(
        List.of(
            held("always", null, null),
            held("from", "2023-06-30", null),
            held("until", null, "2023-06-30"),
            held("within", "2023-01-01", "2023-06-30")));
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    var history = new History(ledger.pool());
    var cuts = cuts(ledger);
    var cut = cuts.latest();
    for (var expected :
        Map.of(
                "2022-12-31", List.of("always", "until"),
                "2023-01-01", List.of("always", "until", "within"),
                "2023-06-29", List.of("always", "until", "within"),
                "2023-06-30", List.of("always", "from"))
            .entrySet()) {
      var day = LocalDate.parse(expected.getKey());
      assertThat(
              history.page(
                  "note", "", 10, cut, new ValidOn(day, false), Audiences.PUBLIC, Filters.none()))
          .extracting(SealedState::code)
          .as(expected.getKey())
          .isEqualTo(expected.getValue());
      assertThat(history.item("note", "from", cut, new ValidOn(day, false)).isPresent())
          .isEqualTo(expected.getValue().contains("from"));
    }
  }

  /** Each version holds until the first day of a later one; a deleted entity has none. */
  @Test
  void readsTheVersionThatHadBegun() throws Exception {
    var ledger = Ledger.create();
    ledger.commit(
        List.of(
            held("acts", null, null), held("gone", null, null), held("later", "2023-01-01", null)));
    ledger.commit(
        List.of(
            held("acts", 2, Action.UPDATED, "2023-06-30", null),
            held("gone", 2, Action.DELETED, "2023-06-30", null),
            held("later", 2, Action.UPDATED, "2023-06-30", "2023-09-01")));
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    var history = new History(ledger.pool());
    var cut = cuts(ledger).latest();
    for (var expected :
        Map.of(
                "2022-12-31", List.of("acts 1"),
                "2023-06-29", List.of("acts 1", "later 1"),
                "2023-06-30", List.of("acts 2", "later 2"),
                "2023-09-01", List.of("acts 2"))
            .entrySet()) {
      var on = new ValidOn(LocalDate.parse(expected.getKey()), true);
      assertThat(history.page("note", "", 10, cut, on, Audiences.PUBLIC, Filters.none()))
          .extracting(state -> state.code() + " " + state.version())
          .as(expected.getKey())
          .isEqualTo(expected.getValue());
      assertThat(history.page("note", "acts", 1, cut, on, Audiences.PUBLIC, Filters.none()))
          .hasSize(expected.getValue().size() - 1);
      assertThat(history.item("note", "later", cut, on).isPresent())
          .isEqualTo(expected.getValue().size() > 1);
    }
  }

  @Test
  void refusesMomentsThatThereAreNot() throws Exception {
    var ledger = Ledger.create();
    var cuts = cuts(ledger);
    for (var position : List.of("0", "1", "999")) {
      refused(() -> cuts.at(position), "nothing is recorded yet");
    }
    refused(() -> cuts.at(Instant.now().toString()), "nothing was recorded");
    ledger.commitNote("a", 2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    refused(() -> cuts.at("0"), "the first end of one is 1");
    refused(() -> cuts.at("3"), "asOf is beyond the head, 2");
    refused(() -> cuts.at("999999999999999999"), "asOf is beyond the head, 2");
    refused(() -> cuts.at("yesterday"), "an instant with its offset");
    refused(() -> cuts.at("2026-11-23T08:00:00"), "an instant with its offset");
    refused(() -> cuts.at("2023-02-30"), "there is no such day");
    refused(() -> cuts.at(Days.of(Instant.now()).plusDays(1).toString()), "has not ended");
    refused(() -> cuts.at(Instant.now().plusSeconds(3_600).toString()), "future");
    refused(() -> cuts.at("2020-01-01T08:00:00+08:00"), "nothing was recorded");
    refused(() -> cuts.at("2020-01-01"), "nothing was recorded");
    refused(() -> cuts.at("projects/" + ledger.epoch() + "/1"), "is of projects");
    refused(() -> cuts.at(ledger.service() + "/7/1"), "epoch " + ledger.epoch());
  }

  /** Whoever is told of another position can ask for it, of reads and of snapshots alike. */
  @Test
  void namesPositionsThatCanBeAskedFor() throws Exception {
    var ledger = Ledger.create();
    var cuts = cuts(ledger);
    var snapshots = new Snapshots(ledger.pool());
    ledger.commit(List.of(Ledger.note("a", 1), Ledger.note("b", 1), Ledger.note("c", 1)));
    ledger.commit(List.of(Ledger.note("a", 2), Ledger.note("b", 2)));
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    for (var expected : Map.of(0L, 3L, 1L, 3L, 2L, 3L, 4L, 3L, 6L, 5L).entrySet()) {
      var asked = expected.getKey();
      var named = expected.getValue();
      refused(() -> cuts.at(asked.toString()), " " + named + ";");
      assertThat(cuts.at(named.toString()).position()).isEqualTo(named);
      assertThat(snapshots.position(named).position()).isEqualTo(named);
    }
    refused(() -> snapshots.position(2L), "the previous transaction ends at 0;");
    assertThat(snapshots.position(0L).position()).isZero();
  }

  @Test
  void aDayIsItsEndInThePlansZone() throws Exception {
    var ledger = Ledger.create();
    ledger.commitNote("a", 2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    try (var owner = ledger.as("owner")) {
      Ledger.execute(
          owner,
          """
          update sealed_change set sealed_at = case position
            when 1 then timestamptz '2023-06-30 23:59:59.999999+08' else timestamptz '2023-07-01 00:00:00+08' end""");
    }
    var cuts = cuts(ledger);
    refused(() -> cuts.at("2023-06-29"), "nothing was recorded");
    assertThat(cuts.at("2023-06-30").position()).isEqualTo(1);
    assertThat(cuts.at("2023-07-01").position()).isEqualTo(2);
  }

  private static Cuts cuts(Ledger ledger) throws Exception {
    return cuts(ledger, ledger.pool());
  }

  private static Cuts cuts(Ledger ledger, DataSource source) throws Exception {
    return new Cuts(ledger.log(), source, Duration.ofMinutes(1));
  }

  private static Map<String, String> read(History history, Cut cut, Audiences readable) {
    var read = new TreeMap<String, String>();
    for (var type : TYPES) {
      var after = "";
      while (true) {
        var page = history.page(type, after, 3, cut, ValidOn.ANY_DAY, readable, Filters.none());
        for (var state : page) {
          read.put(key(type, state.code()), state.body());
          assertThat(history.item(type, state.code(), cut, ValidOn.ANY_DAY)).contains(state);
        }
        if (page.size() < 3) {
          break;
        }
        after = page.getLast().code();
      }
    }
    return read;
  }

  private static String key(@Nullable String type, @Nullable String code) {
    return type + "/" + code;
  }

  private static Change held(String code, @Nullable String from, @Nullable String to) {
    return held(code, 1, Action.CREATED, from, to);
  }

  private static Change held(
      String code, long version, Action action, @Nullable String from, @Nullable String to) {
    var change = Ledger.note(code, version);
    return new Change(
        change.entityType(),
        code,
        version,
        action,
        change.audience(),
        action == Action.DELETED ? null : change.body(),
        change.actor(),
        change.requestId(),
        null,
        new Extent(
            null,
            from == null ? null : LocalDate.parse(from),
            to == null ? null : LocalDate.parse(to)));
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable read, String why) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.detail().en()).contains(why));
  }
}
