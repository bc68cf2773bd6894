package dev.zhihe.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.sealing.Sealer;
import dev.zhihe.kit.sealing.Writers;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Snapshots, digests and parts of the feed, over a log in which entities come and go, change hands
 * between audiences and move between areas.
 */
class SnapshotsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PARK_CODE = "91000000MA00000157";
  private static final String OTHER_CODE = "91330100799655058B";
  private static final List<Audiences> READERS =
      List.of(Audiences.BUREAU, Audiences.PUBLIC, Audiences.ofRole(PARK_CODE));
  private static final List<Scope> SCOPES =
      List.of(
          Scope.ALL,
          new Scope(List.of("note"), null),
          new Scope(List.of("road-sign", "note"), null),
          new Scope(List.of(), "500106"),
          new Scope(List.of(), "500100"),
          new Scope(List.of("note"), "500000"),
          new Scope(List.of("road-sign"), "000000"));
  private static final List<Audience> AUDIENCES =
      List.of(
          Audience.PUBLIC,
          Audience.PUBLIC,
          Audience.BUREAU,
          Audience.organisation(PARK_CODE),
          Audience.organisation(OTHER_CODE));
  private static final String[] AREAS = {"500106", "500107", "510101", "000000", null};
  private static final String[] CODES = {
    "500106-a", "500106-b", "甲-1", "dictionary", "a\"quoted\\id", "z z", "😀", "500106-c-d/e"
  };

  private static Ledger ledger;

  /** Secrets stand in what is not public, to be looked for where they must not be. */
  @BeforeAll
  static void aHundredTransactions() throws Exception {
    ledger = Ledger.create();
    var random = new Random(11);
    var versions = new TreeMap<String, Long>();
    var there = new TreeSet<String>();
    for (int act = 0; act < 100; act++) {
      var changes = new ArrayList<Change>();
      var touched = new TreeSet<String>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        touched.add(
            Ledger.TABLES.get(random.nextInt(2)) + "/" + CODES[random.nextInt(CODES.length)]);
      }
      for (var key : touched) {
        var version = versions.merge(key, 1L, Long::sum);
        var audience = AUDIENCES.get(random.nextInt(AUDIENCES.size()));
        var table = key.substring(0, key.indexOf('/'));
        var code = key.substring(key.indexOf('/') + 1);
        var action =
            !there.contains(key)
                ? Action.CREATED
                : random.nextInt(5) == 0 ? Action.DELETED : Action.UPDATED;
        var body =
            action == Action.DELETED
                ? null
                : "{\"v\":%d,\"text\":\"%s\"}"
                    .formatted(version, audience.equals(Audience.PUBLIC) ? "科技" : "SECRET");
        if (action == Action.DELETED) {
          there.remove(key);
        } else {
          there.add(key);
        }
        changes.add(
            new Change(
                table.replace('_', '-'),
                code,
                version,
                action,
                audience,
                body,
                "tester",
                "act-" + act,
                null,
                Extent.always(AREAS[random.nextInt(AREAS.length)])));
      }
      ledger.commit(changes);
    }
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
  }

  @Test
  void atEachTransactionEndItIsTheReplayOfTheFeedForEveryReaderAndPart() throws Exception {
    var ends = ends();
    assertThat(ends).hasSize(100);
    for (var reader : READERS) {
      for (var scope : SCOPES) {
        var items = items(reader, scope, 7);
        var copy = new Mirror();
        var next = items.iterator();
        var item = next.hasNext() ? next.next() : null;
        for (var end : ends) {
          while (item != null && item.position() <= end) {
            copy.apply(item);
            item = next.hasNext() ? next.next() : null;
          }
          assertThat(Mirror.of(ledger, end, scope, reader).entities)
              .as("%s of %s at %d", scope, reader, end)
              .isEqualTo(copy.entities);
        }
      }
    }
    assertThat(Mirror.of(ledger, 0L, Scope.ALL, Audiences.BUREAU).entities).isEmpty();
  }

  @Test
  void itsDigestsAreThoseOfAPlainComputation() throws Exception {
    var snapshots = new Snapshots(ledger.pool());
    var digests = new Digests(snapshots);
    for (var reader : READERS) {
      for (var scope : SCOPES) {
        for (var at : List.of(ends().get(30), ledger.head())) {
          var lines = Mirror.lines(ledger, at, scope, reader, null);
          var copy = new Mirror();
          copy.load(lines);
          assertThat(digests.of(snapshots.position(at), scope, reader)).isEqualTo(copy.digests());
          var end = JSON.readTree(lines.getLast()).get("end");
          assertThat(end.get("entities").asInt()).isEqualTo(copy.entities.size());
          assertThat(end.get("content"))
              .isEqualTo(JSON.readTree(JSON.writeValueAsBytes(copy.digests())));
        }
      }
    }
  }

  @Test
  void goesOnAfterEveryLine() throws Exception {
    for (var reader : READERS) {
      for (var scope : List.of(Scope.ALL, new Scope(List.of("road-sign"), "500106"))) {
        var whole = Mirror.lines(ledger, null, scope, reader, null);
        assertThat(whole).hasSizeGreaterThan(3);
        for (int i = 1; i < whole.size() - 1; i++) {
          var line = JSON.readTree(whole.get(i));
          var rest =
              Mirror.lines(
                  ledger,
                  null,
                  scope,
                  reader,
                  new SnapshotPlace(
                      line.get("entityType").asText(), line.get("entityId").asText()));
          assertThat(rest.getFirst()).isEqualTo(whole.getFirst());
          assertThat(rest.subList(1, rest.size() - 1))
              .isEqualTo(whole.subList(i + 1, whole.size() - 1));
          assertThat(JSON.readTree(rest.getLast()).at("/end/entities").asInt())
              .isEqualTo(whole.size() - 2 - i);
        }
      }
    }
  }

  @Test
  void comesInOrderOfTypeAndBytesOfTheId() throws Exception {
    var places = new ArrayList<String>();
    for (var line : Mirror.lines(ledger, null, Scope.ALL, Audiences.BUREAU, null)) {
      var node = JSON.readTree(line);
      if (node.has("entityId")) {
        places.add(Mirror.place(node));
      }
    }
    assertThat(places)
        .isSortedAccordingTo(
            (one, other) -> java.util.Arrays.compareUnsigned(utf8(one), utf8(other)));
  }

  @Test
  void standsWhereATransactionEndsAndNowhereElse() throws Exception {
    var snapshots = new Snapshots(ledger.pool());
    var ends = ends();
    var before = 0L;
    for (long at = 0; at <= ledger.head(); at++) {
      if (at == 0 || ends.contains(at)) {
        before = at;
        assertThat(snapshots.position(at).position()).isEqualTo(at);
      } else {
        var inside = at;
        assertThatThrownBy(() -> snapshots.position(inside))
            .isInstanceOfSatisfying(
                Problem.class,
                problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_PARAMETER))
            .hasMessageContaining("position %d lies within a transaction", inside)
            .hasMessageContaining("the previous transaction ends at %d; given", before);
      }
    }
    assertThatThrownBy(() -> snapshots.position(ledger.head() + 1))
        .hasMessageContaining("beyond the head, %d", ledger.head());
    var feed = ledger.feed();
    for (var end : ends.subList(0, 10)) {
      var page = Pages.page(feed, end, 1, Audiences.PUBLIC);
      assertThat(snapshots.position(end).feedEpoch()).isEqualTo(page.feedEpoch());
      assertThat(snapshots.position(end).chain())
          .isEqualTo(Pages.page(feed, end - 1, 1, Audiences.PUBLIC).chain());
    }
  }

  @Test
  void aPartOfTheFeedHasWhatIsOfItAndNothingWithheld() throws Exception {
    for (var reader : READERS) {
      for (var scope : SCOPES) {
        var whole = items(reader, Scope.ALL, 1_000);
        var part = items(reader, scope, 3);
        if (scope.isWhole()) {
          assertThat(part).isEqualTo(whole).hasSize((int) ledger.head());
          continue;
        }
        assertThat(part).as("%s", scope).isNotEmpty().allMatch(item -> item.entityType() != null);
        for (var item : part) {
          assertThat(scope.types().isEmpty() || scope.types().contains(item.entityType())).isTrue();
          if (item.action() != Action.WITHDRAWN) {
            assertThat(item).isEqualTo(whole.get((int) item.position() - 1));
          }
        }
      }
    }
    for (var reader : READERS) {
      assertThat(
              items(reader, new Scope(List.of("note", "road-sign"), null), 10).stream()
                  .map(FeedItem::position))
          .as("all types are all that the reader knows of")
          .isEqualTo(
              items(reader, Scope.ALL, 10).stream()
                  .filter(item -> item.entityType() != null)
                  .map(FeedItem::position)
                  .toList());
    }
  }

  /** Against the log itself: withdrawn is said where sight was lost, and there alone. */
  @Test
  void saysWithdrawnWhereAReaderLosesSight() throws Exception {
    var rows =
        ledger.rows(
            """
            select s.position, p.audience, l.audience, p.action, l.entity_id, l.version
            from sealed_change s join change_log l using (log_id)
              left join change_log p on p.entity_type = l.entity_type and p.entity_id = l.entity_id and p.version = l.version - 1
            order by s.position
            """);
    for (var reader : READERS) {
      var items = items(reader, Scope.ALL, 50);
      var lost = 0;
      for (var row : rows) {
        var item = items.get((int) ((Long) row.get(0) - 1));
        var sawBefore =
            row.get(1) != null
                && !"deleted".equals(row.get(3))
                && reader.include(new Audience((String) row.get(1)));
        var sees = reader.include(new Audience((String) row.get(2)));
        if (sees) {
          assertThat(item.withheld()).isNull();
        } else if (sawBefore) {
          lost++;
          assertThat(item.action()).isEqualTo(Action.WITHDRAWN);
          assertThat(item.type()).isEqualTo("zhihe." + item.entityType() + ".withdrawn");
          assertThat(item.entityId()).isEqualTo(row.get(4));
          assertThat(item.version()).isEqualTo(row.get(5));
          assertThat(item.id()).endsWith("/" + item.position());
          assertThat(item.withheld()).isTrue();
          assertThat(item.hash()).isNotNull();
          assertThat(item.data()).isNull();
          assertThat(item.salt()).isNull();
          assertThat(item.auditHash()).isNull();
          assertThat(item.time()).isNull();
        } else {
          assertThat(item.withheld()).isTrue();
          assertThat(item.id()).isNull();
          assertThat(item.entityType()).isNull();
        }
      }
      assertThat(lost > 0).isEqualTo(!reader.all());
    }
  }

  @Test
  void pagesOfAPartMoveOnPastWhatIsNotOfIt() throws Exception {
    var sparse = Ledger.create();
    sparse.commit(List.of(Ledger.change("road_sign", "a", 1, Action.CREATED, "{}", "first")));
    try (var app = sparse.as("app")) {
      // More than a page looks at, in one transaction.
      Ledger.execute(
          app,
          """
          insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)
          select 'other', i::text, 1, 'created', 'PUBLIC', '{}', 'test', 'test' from generate_series(1, 45000) i
          """);
    }
    sparse.commit(List.of(Ledger.change("road_sign", "b", 1, Action.CREATED, "{}", "last")));
    try (var _ = sparse.sealing()) {
      sparse.awaitSealed();
    }
    var scope = new Scope(List.of("road-sign"), null);
    var feed = sparse.feed();
    var first = feed.stretch(1, 10, Audiences.PUBLIC, scope);
    assertThat(Pages.of(first).items()).isEmpty();
    assertThat(Pages.of(first).next()).isEqualTo(20_001);
    assertThat(first.closed()).isTrue();
    assertThat(Pages.of(first).chain())
        .isEqualTo(Pages.page(feed, 20_000, 1, Audiences.PUBLIC).chain())
        .isNotEqualTo(Pages.page(feed, 20_001, 1, Audiences.PUBLIC).chain());
    var found =
        Pages.of(feed.await(first, 10, Audiences.PUBLIC, scope, java.time.Duration.ofSeconds(20)));
    assertThat(found.items()).hasSize(1);
    assertThat(found.items().getFirst().entityId()).isEqualTo("b");
    assertThat(found.next()).isEqualTo(sparse.head()).isEqualTo(45_002);
    assertThat(Mirror.of(sparse, null, scope, Audiences.PUBLIC).entities).hasSize(2);
  }

  @Test
  void whoeverWaitsForAPartIsWokenByItAloneAndMovesOn() throws Exception {
    var busy = Ledger.create();
    var log = busy.log();
    var feed = new Feed(log, busy.pool());
    var scope = new Scope(List.of("road-sign"), null);
    try (var _ = Ledger.running(new Sealer(() -> busy.as("sealer"), log::headIs))) {
      busy.commitNote("a", 3);
      busy.awaitSealed();
      var nothing =
          feed.await(
              feed.stretch(0, 10, Audiences.PUBLIC, scope),
              10,
              Audiences.PUBLIC,
              scope,
              java.time.Duration.ofMillis(300));
      assertThat(Pages.of(nothing).items()).isEmpty();
      assertThat(Pages.of(nothing).next()).isEqualTo(3);
      var waiting =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> {
                try {
                  return feed.await(
                      nothing, 10, Audiences.PUBLIC, scope, java.time.Duration.ofSeconds(25));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      busy.commitNote("b", 5);
      assertThat(waiting).isNotDone();
      busy.commit(List.of(Ledger.change("road_sign", "s", 1, Action.CREATED, "{}", "sign")));
      var page = Pages.of(waiting.get());
      assertThat(page.items()).hasSize(1);
      assertThat(page.items().getFirst().position()).isEqualTo(9);
    }
  }

  @Test
  void aSnapshotAndTheChangesAfterItAreAFreshSnapshotWhileWritersGoOn() throws Exception {
    var busy = Ledger.create();
    var scopes = List.of(Scope.ALL, new Scope(List.of("note"), null));
    try (var _ = busy.sealing()) {
      var copies = new ArrayList<Mirror>();
      var readers = new ArrayList<Audiences>();
      var parts = new ArrayList<Scope>();
      try (var writers = new Writers(busy).start(3)) {
        for (int begun = 0; begun < 12; begun++) {
          var reader = List.of(Audiences.BUREAU, Audiences.PUBLIC).get(begun % 2);
          var part = scopes.get(begun / 2 % 2);
          readers.add(reader);
          parts.add(part);
          copies.add(Mirror.of(busy, null, part, reader));
          var goal = writers.changes() + 40;
          Ledger.await("more", java.time.Duration.ofSeconds(30), () -> writers.changes() >= goal);
          // One copy each time: writers may be faster than a reader of twelve.
          var one = begun * 7 % copies.size();
          follow(busy, copies.get(one), parts.get(one), readers.get(one), 17);
        }
      }
      busy.awaitSealed();
      for (int i = 0; i < copies.size(); i++) {
        follow(busy, copies.get(i), parts.get(i), readers.get(i), 500);
        assertThat(copies.get(i).entities)
            .as("%s of %s", parts.get(i), readers.get(i))
            .isEqualTo(Mirror.of(busy, busy.head(), parts.get(i), readers.get(i)).entities);
        assertThat(copies.get(i).position).isEqualTo(busy.head());
        var snapshots = new Snapshots(busy.pool());
        assertThat(copies.get(i).digests())
            .isEqualTo(
                new Digests(snapshots).of(snapshots.position(null), parts.get(i), readers.get(i)));
      }
    }
  }

  @Test
  void whatIsWithheldTeachesNothing() throws Exception {
    for (var scope : SCOPES) {
      for (var reader : List.of(Audiences.PUBLIC)) {
        var answers = new StringBuilder();
        items(reader, scope, 5).forEach(item -> answers.append(Views.write(item)));
        Mirror.lines(ledger, null, scope, reader, null).forEach(answers::append);
        assertThat(answers.toString()).contains("科技").doesNotContain("SECRET");
      }
    }
    // Two logs that differ in what is withheld alone: in type, id, size and area.
    var small = withWithheld("note", "x", "\"x\"", "500106");
    var large = withWithheld("road_sign", "y", "\"" + "y".repeat(880_000) + "\"", "510101");
    for (var scope : List.of(Scope.ALL, new Scope(List.of("note"), null), SCOPES.get(3))) {
      assertThat(told(large, scope)).as("%s", scope).isEqualTo(told(small, scope));
      assertThat(Mirror.of(large, null, scope, Audiences.PUBLIC).entities)
          .isEqualTo(Mirror.of(small, null, scope, Audiences.PUBLIC).entities);
    }
  }

  /** What pages say, without what is random in every log: hashes, salts, chain, epoch and times. */
  private static List<Object> told(Ledger log, Scope scope) throws Exception {
    var told = new ArrayList<Object>();
    for (long after = 0; after < log.head(); ) {
      var page = Pages.page(log.feed(), after, 100, Audiences.PUBLIC, scope);
      for (var item : page.items()) {
        told.add(
            java.util.Arrays.asList(
                item.position(),
                item.entityType(),
                item.entityId(),
                item.version(),
                item.action(),
                item.endOfTransaction(),
                item.withheld(),
                item.data()));
      }
      told.add(page.next());
      after = page.next();
    }
    return told;
  }

  private static Ledger withWithheld(String table, String code, String body, String area)
      throws Exception {
    var log = Ledger.create();
    log.commitNote("500106-open", 3);
    for (int i = 0; i < 12; i++) {
      log.commit(
          List.of(
              new Change(
                  table.replace('_', '-'),
                  code + i,
                  1,
                  Action.CREATED,
                  Audience.BUREAU,
                  body,
                  "tester",
                  "hidden",
                  null,
                  Extent.always(area))));
    }
    log.commit(List.of(Ledger.note("500106-open", 4)));
    try (var _ = log.sealing()) {
      log.awaitSealed();
    }
    return log;
  }

  /** Chunks by rows and by bytes, rows for others among them, and a table nobody has counted. */
  @Test
  void isWholeHoweverManyAndLargeItsRowsAre() throws Exception {
    var many = Ledger.create();
    many.commitNote("a", 1);
    try (var _ = many.sealing()) {
      many.awaitSealed();
    }
    try (var owner = many.as("owner")) {
      Ledger.execute(
          owner,
          """
          insert into history (entity_type, entity_id, version, from_position, to_position, audience, body)
          select 'big', i::text, v, case v when 1 then 0 else 1 end, case v when 1 then 1 end,
            case when i % 3 = 0 then 'BUREAU' else 'PUBLIC' end, '"' || repeat('x', case when i % 1500 = 1 then 890000 else 10 end) || '"'
          from generate_series(1, 15000) i, generate_series(1, 2) v
          """);
    }
    var lines = Mirror.lines(many, null, Scope.ALL, Audiences.PUBLIC, null);
    assertThat(lines).hasSize(10_000 + 1 + 2);
    var copy = new Mirror();
    assertThat(copy.load(lines)).isTrue();
    assertThat(copy.entities).hasSize(10_001);
    assertThat(copy.digests())
        .isEqualTo(
            new Snapshots(many.pool())
                .write(
                    new Snapshots(many.pool()).position(null),
                    Scope.ALL,
                    Audiences.PUBLIC,
                    null,
                    null));
  }

  private static void follow(Ledger log, Mirror copy, Scope scope, Audiences reader, int pageSize)
      throws Exception {
    var feed = log.feed();
    var head = log.head(); // as it is now: writers who go on may be faster than a reader
    while (copy.position < head) {
      copy.apply(Pages.page(feed, copy.position, pageSize, reader, scope));
    }
  }

  private static List<FeedItem> items(Audiences reader, Scope scope, int size) throws Exception {
    var items = new ArrayList<FeedItem>();
    var feed = ledger.feed();
    for (long after = 0; after < ledger.head(); ) {
      var page = Pages.page(feed, after, size, reader, scope);
      assertThat(page.next()).isGreaterThan(after);
      items.addAll(page.items());
      after = page.next();
    }
    return items;
  }

  private static List<Long> ends() throws Exception {
    return ledger
        .rows("select position from sealed_change where last_of_transaction order by position")
        .stream()
        .map(row -> (Long) row.getFirst())
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
