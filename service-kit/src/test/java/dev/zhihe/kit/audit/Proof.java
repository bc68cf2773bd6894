package dev.zhihe.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.feed.FeedItem;
import dev.zhihe.kit.feed.Pages;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a ledger's tables, log, sealed order, history and feed with each other and with what was
 * committed.
 */
public final class Proof {
  private static final HexFormat HEX = HexFormat.of();

  /** One state of an entity and the positions at which it held. */
  public record State(
      String key,
      long version,
      long from,
      @Nullable Long to,
      String audience,
      @Nullable String body) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sealed(
      long position, String tag, boolean last, Instant sealedAt, byte[] chain, Change change) {}

  private Proof() {}

  /** Everything is sealed, and all that is derived from the log says exactly what was committed. */
  public static void holds(Ledger ledger, Map<String, List<Change>> committed) throws SQLException {
    var sealed = sealed(ledger);
    nothingLostNorAdded(ledger, sealed, committed);
    transactionsWhole(sealed);
    entitiesInOrder(sealed);
    timeGoesForward(sealed);
    chainHolds(ledger, sealed);
    historyIsTheReplay(ledger, sealed);
    tablesAreTheLastStates(ledger, sealed);
    feedIsTheLog(ledger, sealed);
  }

  private static List<Sealed> sealed(Ledger ledger) throws SQLException {
    return ledger
        .rows(
            """
            select position, l.request_id, last_of_transaction, sealed_at, chain,
                   entity_type, entity_id, version, action, audience, body, l.actor, reason, area
            from sealed_change join change_log l using (log_id) order by position
            """)
        .stream()
        .map(
            row ->
                new Sealed(
                    (Long) row.get(0),
                    (String) row.get(1),
                    (Boolean) row.get(2),
                    (Instant) row.get(3),
                    (byte[]) row.get(4),
                    new Change(
                        (String) row.get(5),
                        (String) row.get(6),
                        (Long) row.get(7),
                        Action.of((String) row.get(8)),
                        new Audience((String) row.get(9)),
                        (String) row.get(10),
                        (String) row.get(11),
                        (String) row.get(1),
                        (String) row.get(12),
                        Extent.always((String) row.get(13)))))
        .toList();
  }

  private static void nothingLostNorAdded(
      Ledger ledger, List<Sealed> sealed, Map<String, List<Change>> committed) throws SQLException {
    assertThat(ledger.number("select count(*) from change_queue")).as("unsealed").isZero();
    assertThat(sealed.stream().map(Sealed::position))
        .as("positions, dense from 1")
        .isEqualTo(LongStream.rangeClosed(1, sealed.size()).boxed().toList());
    assertThat(ledger.head()).isEqualTo(sealed.size());
    assertThat(ledger.number("select count(*) from change_log")).isEqualTo(sealed.size());
    var fromTheLog = new TreeMap<String, List<Change>>();
    sealed.forEach(
        row -> fromTheLog.computeIfAbsent(row.tag, tag -> new ArrayList<>()).add(row.change));
    assertThat(fromTheLog.equals(new TreeMap<>(committed)))
        .as("the sealed transactions are the committed ones: %s", difference(fromTheLog, committed))
        .isTrue();
  }

  private static String difference(
      Map<String, List<Change>> sealed, Map<String, List<Change>> committed) {
    var tags = new HashSet<>(sealed.keySet());
    tags.addAll(committed.keySet());
    tags.removeIf(tag -> sealed.containsKey(tag) && sealed.get(tag).equals(committed.get(tag)));
    return tags.stream()
        .limit(3)
        .map(tag -> tag + " sealed " + sealed.get(tag) + " committed " + committed.get(tag))
        .toList()
        .toString();
  }

  private static void transactionsWhole(List<Sealed> sealed) {
    var ended = new HashSet<String>();
    for (int i = 0; i < sealed.size(); i++) {
      var row = sealed.get(i);
      assertThat(ended.contains(row.tag)).as("%s goes on at %d", row.tag, row.position).isFalse();
      var lastOfItsRun = i + 1 == sealed.size() || !sealed.get(i + 1).tag.equals(row.tag);
      assertThat(row.last).as("end of a transaction at %d", row.position).isEqualTo(lastOfItsRun);
      if (lastOfItsRun) {
        ended.add(row.tag);
      }
      if (i > 0 && !sealed.get(i - 1).last) {
        assertThat(row.sealedAt)
            .as("a transaction is sealed at one time")
            .isEqualTo(sealed.get(i - 1).sealedAt);
      }
    }
  }

  private static void entitiesInOrder(List<Sealed> sealed) {
    var last = new LinkedHashMap<String, Change>();
    for (var row : sealed) {
      var before = last.put(key(row.change), row.change);
      assertThat(row.change.version())
          .as("version of %s at %d", key(row.change), row.position)
          .isEqualTo(before == null ? 1 : before.version() + 1);
      assertThat(row.change.action() == Action.CREATED)
          .as("a beginning at %d", row.position)
          .isEqualTo(before == null || before.action() == Action.DELETED);
    }
  }

  private static void timeGoesForward(List<Sealed> sealed) {
    assertThat(sealed.stream().map(Sealed::sealedAt).toList()).isSorted();
  }

  private static void chainHolds(Ledger ledger, List<Sealed> sealed) throws SQLException {
    var chain = HEX.parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    var salts =
        ledger.rows(
            "select salt, recorded_at, hash, audit_salt from change_log join sealed_change using (log_id) order by position");
    for (var row : sealed) {
      var stored = salts.get((int) row.position - 1);
      var salt = (byte[]) stored.get(0);
      var change = row.change;
      var hash =
          ChangeHash.row(
              salt,
              change.entityType(),
              change.entityId(),
              change.version(),
              change.action(),
              (Instant) stored.get(1),
              change.body(),
              ChangeHash.audit(
                  (byte[]) stored.get(3),
                  salt,
                  change.actor(),
                  change.requestId(),
                  change.reason(),
                  change.audience(),
                  change.extent()));
      assertThat((byte[]) stored.get(2)).as("hash at %d", row.position).isEqualTo(hash);
      chain = ChangeHash.chain(chain, row.position, hash, row.sealedAt, row.last);
      assertThat(row.chain).as("chain at %d", row.position).isEqualTo(chain);
    }
    assertThat((byte[]) ledger.rows("select chain from feed_head").getFirst().getFirst())
        .as("chain of the head")
        .isEqualTo(chain);
  }

  private static void historyIsTheReplay(Ledger ledger, List<Sealed> sealed) throws SQLException {
    var replayed = new ArrayList<State>();
    var open = new TreeMap<String, State>();
    for (var row : sealed) {
      var key = key(row.change);
      var before = open.remove(key);
      if (before != null) {
        replayed.add(ended(before, row.position));
      }
      if (row.change.action() != Action.DELETED) {
        open.put(
            key,
            new State(
                key,
                row.change.version(),
                row.position,
                null,
                row.change.audience().text(),
                row.change.body()));
      }
    }
    replayed.addAll(open.values());
    replayed.sort(Comparator.comparingLong(State::from));
    var kept =
        states(
            ledger,
            "select entity_type || '/' || entity_id, version, from_position, to_position, audience, body from history order by from_position");
    assertThat(kept.equals(replayed)).as("history equals the replay of the feed").isTrue();
    for (var at :
        List.of(1L, sealed.size() / 3L + 1, sealed.size() / 2L + 1, (long) sealed.size())) {
      assertThat(
              states(
                  ledger,
                  """
                  select entity_type || '/' || entity_id, version, from_position, null, audience, body from history
                  where from_position <= %1$d and (to_position is null or to_position > %1$d) order by 1
                  """
                      .formatted(at)))
          .as("what stood at position %d", at)
          .isEqualTo(replayed(sealed, at));
    }
  }

  private static List<State> replayed(List<Sealed> sealed, long upTo) {
    var states = new TreeMap<String, State>();
    for (var row : sealed.subList(0, (int) upTo)) {
      if (row.change.action() == Action.DELETED) {
        states.remove(key(row.change));
      } else {
        states.put(
            key(row.change),
            new State(
                key(row.change),
                row.change.version(),
                row.position,
                null,
                row.change.audience().text(),
                row.change.body()));
      }
    }
    return List.copyOf(states.values());
  }

  private static State ended(State state, long at) {
    return new State(state.key, state.version, state.from, at, state.audience, state.body);
  }

  private static List<State> states(Ledger ledger, String query) throws SQLException {
    return ledger.rows(query).stream()
        .map(
            row ->
                new State(
                    (String) row.get(0),
                    (Long) row.get(1),
                    (Long) row.get(2),
                    (Long) row.get(3),
                    (String) row.get(4),
                    (String) row.get(5)))
        .toList();
  }

  private static void tablesAreTheLastStates(Ledger ledger, List<Sealed> sealed)
      throws SQLException {
    var tables = new TreeMap<String, List<Object>>();
    for (var table : Ledger.TABLES) {
      for (var row : ledger.rows("select code, version, audience, body from " + table)) {
        tables.put(table.replace('_', '-') + "/" + row.getFirst(), row.subList(1, 4));
      }
    }
    var last = new TreeMap<String, List<Object>>();
    for (var state : replayed(sealed, sealed.size())) {
      last.put(state.key, List.of(state.version, state.audience, String.valueOf(state.body)));
    }
    assertThat(tables).isEqualTo(last);
  }

  private static void feedIsTheLog(Ledger ledger, List<Sealed> sealed) throws SQLException {
    var items = feed(ledger);
    var epoch = ledger.epoch();
    assertThat(items).hasSize(sealed.size());
    for (var row : sealed) {
      var item = items.get((int) row.position - 1);
      var change = row.change;
      assertThat(
              List.of(
                  item.position(),
                  String.valueOf(item.id()),
                  String.valueOf(item.type()),
                  item.entityType() + "/" + item.entityId(),
                  item.version() + " " + item.action(),
                  String.valueOf(item.data())))
          .isEqualTo(
              List.of(
                  row.position,
                  ledger.service() + "/" + epoch + "/" + row.position,
                  "zhihe." + change.entityType() + "." + change.action().word(),
                  key(change),
                  change.version() + " " + change.action(),
                  String.valueOf(change.body())));
    }
  }

  /** The whole feed, page by page, as one who may read all of it. */
  public static List<FeedItem> feed(Ledger ledger) throws SQLException {
    var feed = ledger.feed();
    var items = new ArrayList<FeedItem>();
    var page = Pages.page(feed, 0, 997, Audiences.BUREAU);
    while (!page.items().isEmpty()) {
      items.addAll(page.items());
      page = Pages.page(feed, page.next(), 997, Audiences.BUREAU);
    }
    return items;
  }

  public static String key(Change change) {
    return change.entityType() + "/" + change.entityId();
  }
}
