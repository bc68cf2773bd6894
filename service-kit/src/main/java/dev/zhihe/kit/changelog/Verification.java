package dev.zhihe.kit.changelog;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Walks the sealed order from one position to another and compares everything that says the same
 * thing twice: row hashes and chain computed anew from the log, the history, the published tables,
 * the daily heads, the epochs, the head and the relay. Read in snapshots of so many positions each;
 * people go on writing meanwhile.
 *
 * <p>Where two copies disagree, the row's hash tells which was altered. So an alteration is named
 * at the position that was altered, even where its neighbours are the first to notice.
 */
final class Verification {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CHUNK = 500;
  private static final int MOST = 20_000;
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final String ROWS =
      """
      select s.position, s.log_id, s.hash, s.chain, s.last_of_transaction, s.sealed_at, s.feed_epoch,
             s.actor as copied_actor, s.request_id as copied_request_id,
             l.log_id is not null as logged, l.entity_type, l.entity_id, l.version, l.action, l.audience, l.body, l.actor,
             l.request_id, l.reason, l.recorded_at, l.salt, l.audit_salt, l.area, l.valid_from, l.valid_to,
             h.entity_type as kept_entity_type, h.entity_id as kept_entity_id, h.version as kept_version,
             h.to_position as kept_to, h.audience as kept_audience, h.area as kept_area,
             h.valid_from as kept_valid_from, h.valid_to as kept_valid_to,
             case when h.body = l.body then null else encode(sha256(convert_to(h.body, 'UTF8')), 'hex') end as kept_body,
             later.log_id is null as latest, following.position as following_position,
             case when l.action = 'deleted' then (
               select min(r.from_position) from history r
               where r.entity_type = l.entity_type and r.entity_id = l.entity_id and r.from_position > s.position) end as reborn_at,
             earlier.action as earlier_action, preceding.position as preceding_position,
             (select e.feed_epoch from feed_epoch e where e.after_position < s.position
              order by e.after_position desc, e.feed_epoch desc limit 1) as epoch
      from sealed_change s
        left join change_log l on l.log_id = s.log_id
        left join history h on h.from_position = s.position
        left join change_log later
          on later.entity_type = l.entity_type and later.entity_id = l.entity_id and later.version = l.version + 1
        left join sealed_change following on following.log_id = later.log_id
        left join change_log earlier
          on earlier.entity_type = l.entity_type and earlier.entity_id = l.entity_id and earlier.version = l.version - 1
        left join sealed_change preceding on preceding.log_id = earlier.log_id
      where s.position between ? and ? order by s.position
      """;

  private final String service;
  private final DataSource source;

  Verification(String service, DataSource source) {
    this.service = service;
    this.source = source;
  }

  /**
   * Verifies a stretch, or as much of it as one answer may take.
   *
   * @param from first position, 1 or more
   * @param to last position; beyond the head it means the head, and all that belongs to no position
   *     is looked at too
   */
  Verdict verify(long from, long to) throws SQLException {
    var deadline = Instant.now().plus(LONGEST);
    var walk = new Walk(from);
    while (true) {
      try (var connection = source.getConnection()) {
        connection.setAutoCommit(false);
        try {
          try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
          }
          Trail.walkIndexes(connection);
          var head = Feed.head(connection).position();
          var last = Math.min(to, head);
          var fault = walk.chunk(connection, Math.min(last, walk.position + CHUNK), head);
          var done = walk.position >= last;
          if (fault == null && done && to >= head) {
            fault = whole(connection, walk, head);
          }
          var tired = walk.position - from + 1 >= MOST || Instant.now().isAfter(deadline);
          if (fault != null || done || tired) {
            return new Verdict(
                service,
                from,
                walk.position,
                fault == null,
                fault == null && done,
                fault == null && !done ? walk.position + 1 : null,
                head,
                HEX.formatHex(walk.chain),
                fault);
          }
        } finally {
          connection.rollback();
        }
      }
    }
  }

  /**
   * An entity's last state as the log has it, to be found in its published table.
   *
   * @param endsAt where the history says that there is a later one after all
   */
  private record Expected(
      long position,
      @Nullable Long version,
      @Nullable String audience,
      @Nullable String body,
      @Nullable Long endsAt) {}

  /** Where the walk is, and what the next row is compared with. */
  private static final class Walk {
    private long position;
    private byte[] chain = new byte[0];
    private @Nullable Instant sealedAt;
    private long lastLogId;
    private boolean begun;

    Walk(long from) {
      position = from - 1;
    }

    private void begin(Connection connection) throws SQLException {
      begun = true;
      chain = ChangeHash.sha256().digest();
      try (var statement =
          connection.prepareStatement(
              "select chain, sealed_at, log_id from sealed_change where position = ?")) {
        statement.setLong(1, position);
        try (var row = statement.executeQuery()) {
          if (row.next()) {
            chain = row.getBytes(1);
            sealedAt = instant(row, "sealed_at");
            lastLogId = row.getLong(3);
          }
        }
      }
    }

    /** Goes on to a position; the first alteration found on the way, or null. */
    Verdict.@Nullable Fault chunk(Connection connection, long last, long head) throws SQLException {
      if (!begun) {
        begin(connection);
      }
      var first = position + 1;
      var firstLogId = lastLogId;
      var largestLogId = lastLogId;
      var days = dailyHeads(connection, Math.max(position, 1), last);
      var states = new TreeMap<String, Map<String, Expected>>();
      Verdict.@Nullable Fault fault = null;
      try (var statement = connection.prepareStatement(ROWS)) {
        statement.setLong(1, first);
        statement.setLong(2, last);
        statement.setFetchSize(16);
        try (var rows = statement.executeQuery()) {
          while (fault == null && rows.next()) {
            if (rows.getLong("position") == position) {
              fault = secondState(connection, rows);
            } else if (rows.getLong("position") != position + 1) {
              break;
            } else {
              fault = dayEnded(rows, days);
              if (fault == null) {
                largestLogId = Math.max(largestLogId, rows.getLong("log_id"));
                fault = row(connection, rows, head, states);
              }
            }
          }
        }
      }
      if (fault == null && position < last) {
        fault = missing(connection, head);
      }
      fault = earlier(fault, tables(connection, states, head));
      if (fault == null && !days.isEmpty()) {
        fault = noDayEnded(connection, days);
      }
      return fault != null ? fault : unsealed(connection, firstLogId, largestLogId);
    }

    /** Either the row is gone, or the head only says that there is one. */
    private Verdict.Fault missing(Connection connection, long head) throws SQLException {
      try (var statement = connection.prepareStatement("select chain from feed_head");
          var row = statement.executeQuery()) {
        row.next();
        return Arrays.equals(row.getBytes(1), chain)
            ? fault(position, "feed_head.position", String.valueOf(position), String.valueOf(head))
            : fault(position + 1, "sealed_change", "a row", null);
      }
    }

    private Verdict.@Nullable Fault row(
        Connection connection, ResultSet row, long head, Map<String, Map<String, Expected>> states)
        throws SQLException {
      var here = row.getLong("position");
      if (!row.getBoolean("logged")) {
        return fault(here, "change_log", "a row of log_id " + row.getLong("log_id"), null);
      }
      var hash = hash(row);
      var stored = row.getBytes("hash");
      var storedChain = row.getBytes("chain");
      var sealed = instant(row, "sealed_at");
      var ends = row.getBoolean("last_of_transaction");
      var computed = ChangeHash.chain(chain, here, hash, sealed, ends);
      if (!Arrays.equals(hash, stored)) {
        return Arrays.equals(computed, storedChain)
            ? fault(here, "sealed_change.hash", HEX.formatHex(hash), HEX.formatHex(stored))
            : altered(row, here, stored, hash);
      }
      if (!Arrays.equals(computed, storedChain)) {
        return broken(connection, here, storedChain, computed);
      }
      var fault = copies(row, here, sealed);
      if (fault != null) {
        return fault;
      }
      fault = history(connection, row, here, head);
      if (fault != null) {
        return fault;
      }
      if (row.getBoolean("latest")) {
        var body = row.getString("body");
        states
            .computeIfAbsent(row.getString("entity_type"), type -> new HashMap<>())
            .put(
                row.getString("entity_id"),
                new Expected(
                    here,
                    body == null ? null : row.getLong("version"),
                    row.getString("audience"),
                    body == null ? null : digest(body),
                    number(row, body == null ? "reborn_at" : "kept_to")));
      }
      position = here;
      chain = computed;
      sealedAt = sealed;
      lastLogId = row.getLong("log_id");
      return null;
    }

    /** The chain vouches for the stored hash or not; the copies tell which column changed. */
    private static Verdict.Fault altered(ResultSet row, long here, byte[] stored, byte[] hash)
        throws SQLException {
      for (var column : List.of("actor", "request_id")) {
        if (!Objects.equals(row.getString(column), row.getString("copied_" + column))) {
          return fault(
              here,
              "change_log." + column,
              row.getString("copied_" + column),
              row.getString(column));
        }
      }
      if (row.getString("kept_entity_type") != null) {
        for (var column :
            List.of(
                "entity_type",
                "entity_id",
                "version",
                "audience",
                "area",
                "valid_from",
                "valid_to")) {
          if (!Objects.equals(row.getString(column), row.getString("kept_" + column))) {
            return fault(
                here,
                "change_log." + column,
                row.getString("kept_" + column),
                row.getString(column));
          }
        }
        if (row.getString("kept_body") != null) {
          return fault(here, "change_log.body", row.getString("kept_body"), digest(row, "body"));
        }
      }
      return fault(
          here,
          "change_log (of columns without a copy: reason, recorded_at, action, salt, audit_salt)",
          HEX.formatHex(stored),
          HEX.formatHex(hash));
    }

    /** The row is as it was, its link is not: the next link tells whether the value itself is. */
    private static Verdict.Fault broken(
        Connection connection, long here, byte[] stored, byte[] computed) throws SQLException {
      try (var statement =
          connection.prepareStatement(
              """
              select n.hash, n.sealed_at, n.last_of_transaction, n.chain, f.chain as head_chain
              from feed_head f left join sealed_change n on n.position = ?
              """)) {
        statement.setLong(1, here + 1);
        try (var next = statement.executeQuery()) {
          next.next();
          var vouched =
              next.getBytes("hash") == null
                  ? Arrays.equals(stored, next.getBytes("head_chain"))
                  : Arrays.equals(
                      next.getBytes("chain"),
                      ChangeHash.chain(
                          stored,
                          here + 1,
                          next.getBytes("hash"),
                          instant(next, "sealed_at"),
                          next.getBoolean("last_of_transaction")));
          return vouched
              ? fault(
                  here,
                  "sealed_change (sealed_at or last_of_transaction)",
                  HEX.formatHex(stored),
                  HEX.formatHex(computed))
              : fault(here, "sealed_change.chain", HEX.formatHex(computed), HEX.formatHex(stored));
        }
      }
    }

    private Verdict.@Nullable Fault copies(ResultSet row, long here, Instant sealed)
        throws SQLException {
      for (var column : List.of("actor", "request_id")) {
        if (!row.getString(column).equals(row.getString("copied_" + column))) {
          return fault(
              here,
              "sealed_change." + column,
              row.getString(column),
              row.getString("copied_" + column));
        }
      }
      if (row.getInt("feed_epoch") != row.getInt("epoch")) {
        return fault(
            here, "sealed_change.feed_epoch", row.getString("epoch"), row.getString("feed_epoch"));
      }
      if (sealedAt != null && sealed.isBefore(sealedAt)) {
        return fault(here, "sealed_change.sealed_at", "from " + sealedAt + " on", "" + sealed);
      }
      var created = row.getString("action").equals("created");
      var version = row.getLong("version");
      if (version > 1 && !before(row, here)) {
        return fault(
            here,
            "change_log.version",
            "version " + (version - 1) + " at an earlier position",
            row.getString("preceding_position"));
      }
      return created == (version == 1 || "deleted".equals(row.getString("earlier_action")))
          ? null
          : fault(
              here, "change_log.action", created ? "updated" : "created", row.getString("action"));
    }

    private static boolean before(ResultSet row, long here) throws SQLException {
      var preceding = number(row, "preceding_position");
      return preceding != null && preceding < here;
    }

    private Verdict.@Nullable Fault history(
        Connection connection, ResultSet row, long here, long head) throws SQLException {
      var kept = row.getString("kept_entity_type") != null;
      if (row.getString("body") == null) {
        return kept ? misplaced(connection, row, here) : null;
      }
      if (!kept) {
        return fault(here, "history", "a state that begins here", null);
      }
      if (!sameEntity(row) && homeless(connection, row)) {
        return misplaced(connection, row, here);
      }
      for (var column :
          List.of(
              "entity_type",
              "entity_id",
              "version",
              "audience",
              "area",
              "valid_from",
              "valid_to")) {
        if (!Objects.equals(row.getString(column), row.getString("kept_" + column))) {
          return fault(
              here, "history." + column, row.getString(column), row.getString("kept_" + column));
        }
      }
      if (row.getString("kept_body") != null) {
        return fault(here, "history.body", digest(row, "body"), row.getString("kept_body"));
      }
      var expected = number(row, "following_position");
      var found = number(row, "kept_to");
      return Objects.equals(expected, found)
              || !sound(connection, expected, head)
              || !sound(connection, found, head)
          ? null
          : fault(here, "history.to_position", String.valueOf(expected), String.valueOf(found));
    }

    private static boolean sameEntity(ResultSet row) throws SQLException {
      return row.getString("entity_type").equals(row.getString("kept_entity_type"))
          && row.getString("entity_id").equals(row.getString("kept_entity_id"));
    }

    /** Whether the state that stands here has a position of its own elsewhere, now empty. */
    private static boolean homeless(Connection connection, ResultSet row) throws SQLException {
      return home(connection, row) != null;
    }

    /** Of two states that begin here one belongs elsewhere; where, the log tells. */
    private static Verdict.Fault secondState(Connection connection, ResultSet row)
        throws SQLException {
      return misplaced(connection, row, row.getLong("position"));
    }

    private static Verdict.Fault misplaced(Connection connection, ResultSet row, long here)
        throws SQLException {
      var home = home(connection, row);
      return home == null
          ? fault(
              here,
              "history",
              null,
              "a state of "
                  + row.getString("kept_entity_type")
                  + " "
                  + row.getString("kept_entity_id")
                  + " that nobody wrote here")
          : fault(home, "history.from_position", String.valueOf(home), String.valueOf(here));
    }

    private static @Nullable Long home(Connection connection, ResultSet row) throws SQLException {
      try (var statement =
          connection.prepareStatement(
              """
              select s.position from change_log l join sealed_change s using (log_id)
              where l.entity_type = ? and l.entity_id = ? and l.version = ? and l.action <> 'deleted'
                and not exists (select from history h where h.from_position = s.position and h.entity_type = l.entity_type and h.entity_id = l.entity_id)
              """)) {
        statement.setString(1, row.getString("kept_entity_type"));
        statement.setString(2, row.getString("kept_entity_id"));
        statement.setLong(3, row.getLong("kept_version"));
        try (var found = statement.executeQuery()) {
          return found.next() ? found.getLong(1) : null;
        }
      }
    }

    /** Between two positions of different days there is the head of the earlier day. */
    private Verdict.@Nullable Fault dayEnded(ResultSet row, Map<Long, DailyHead> days)
        throws SQLException {
      if (sealedAt == null) {
        return null;
      }
      var day = DailyHead.day(sealedAt);
      if (!day.isBefore(DailyHead.day(instant(row, "sealed_at")))) {
        return null;
      }
      var kept = days.remove(position);
      if (kept == null) {
        return fault(position, "daily_head of " + day, "a row", null);
      }
      if (!kept.day().equals(day)) {
        return fault(position, "daily_head.day", day.toString(), kept.day().toString());
      }
      if (!kept.chain().equals(HEX.formatHex(chain))) {
        return fault(position, "daily_head.chain", HEX.formatHex(chain), kept.chain());
      }
      return kept.sealedAt().equals(sealedAt.toString())
          ? null
          : fault(position, "daily_head.sealed_at", sealedAt.toString(), kept.sealedAt());
    }

    private Verdict.@Nullable Fault noDayEnded(Connection connection, Map<Long, DailyHead> days)
        throws SQLException {
      // That of the very last position looked at is compared when its successor is.
      days.remove(position);
      if (days.isEmpty()) {
        return null;
      }
      var first = days.entrySet().iterator().next();
      var ended = Feed.lastBefore(connection, DailyHead.begins(first.getValue().day().plusDays(1)));
      return fault(
          ended == null ? first.getKey() : ended,
          "daily_head.position",
          String.valueOf(ended),
          String.valueOf(first.getKey()));
    }

    private static Map<Long, DailyHead> dailyHeads(Connection connection, long from, long to)
        throws SQLException {
      try (var statement =
          connection.prepareStatement(
              "select * from daily_head where position between ? and ? order by position")) {
        statement.setLong(1, from);
        statement.setLong(2, to);
        var heads = new LinkedHashMap<Long, DailyHead>();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            heads.put(
                rows.getLong("position"),
                new DailyHead(
                    rows.getObject("day", LocalDate.class),
                    "",
                    rows.getLong("position"),
                    HEX.formatHex(rows.getBytes("chain")),
                    instant(rows, "sealed_at").toString()));
          }
        }
        return heads;
      }
    }

    /** Each entity's last state is the one that its published table has. */
    private static Verdict.@Nullable Fault tables(
        Connection connection, Map<String, Map<String, Expected>> states, long head)
        throws SQLException {
      Verdict.@Nullable Fault first = null;
      var tables = publishedTables(connection);
      for (var type : states.entrySet()) {
        var table = tables.get(type.getKey());
        if (table == null) {
          first = earlier(first, untabled(type.getKey(), type.getValue()));
          continue;
        }
        var missing = new HashMap<>(type.getValue());
        try (var statement =
            connection.prepareStatement(
                "select code, version, audience, encode(sha256(convert_to(body, 'UTF8')), 'hex') as body from %s where code = any(?)"
                    .formatted(table))) {
          statement.setArray(1, connection.createArrayOf("text", missing.keySet().toArray()));
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              var expected = Objects.requireNonNull(missing.remove(rows.getString("code")));
              first = earlier(first, published(connection, table, expected, rows, head));
            }
          }
        }
        for (var state : missing.entrySet()) {
          var expected = state.getValue();
          if (expected.version != null && sound(connection, expected.endsAt, head)) {
            first = earlier(first, fault(expected.position, table, state.getKey(), null));
          }
        }
      }
      return first;
    }

    private static Verdict.@Nullable Fault untabled(String type, Map<String, Expected> states) {
      return states.values().stream()
          .filter(state -> state.version != null)
          .min((one, other) -> Long.compare(one.position, other.position))
          .map(state -> fault(state.position, type, "a published table", null))
          .orElse(null);
    }

    private static Verdict.@Nullable Fault published(
        Connection connection, String table, Expected expected, ResultSet row, long head)
        throws SQLException {
      var fault =
          expected.version == null
              ? fault(expected.position, table, null, row.getString("code"))
              : row.getLong("version") != expected.version
                  ? fault(
                      expected.position,
                      table + ".version",
                      expected.version.toString(),
                      row.getString("version"))
                  : !row.getString("audience").equals(expected.audience)
                      ? fault(
                          expected.position,
                          table + ".audience",
                          expected.audience,
                          row.getString("audience"))
                      : !row.getString("body").equals(expected.body)
                          ? fault(
                              expected.position,
                              table + ".body",
                              expected.body,
                              row.getString("body"))
                          : null;
      return fault != null && sound(connection, expected.endsAt, head) ? fault : null;
    }

    /** Rows of the log that have no position and wait for none; the history may know theirs. */
    private static Verdict.@Nullable Fault unsealed(Connection connection, long after, long upTo)
        throws SQLException {
      try (var statement =
          connection.prepareStatement(
              """
              select l.log_id, (select h.from_position from history h
                                where h.entity_type = l.entity_type and h.entity_id = l.entity_id and h.version = l.version)
              from change_log l
              where l.log_id > ? and l.log_id <= ?
                and not exists (select from sealed_change s where s.log_id = l.log_id)
                and not exists (select from change_queue q where q.log_id = l.log_id)
              order by l.log_id limit 1
              """)) {
        statement.setLong(1, after);
        statement.setLong(2, upTo);
        try (var row = statement.executeQuery()) {
          return row.next()
              ? fault(
                  (Long) row.getObject(2),
                  "change_log",
                  null,
                  "log_id " + row.getLong(1) + " unsealed")
              : null;
        }
      }
    }
  }

  /** What belongs to no position: looked at when the walk has come to the head. */
  private static Verdict.@Nullable Fault whole(Connection connection, Walk walk, long head)
      throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
            select f.position, f.chain, nullif(f.sealed_at, '-infinity') as sealed_at, f.feed_epoch,
                   (select max(feed_epoch) from feed_epoch) as last_epoch,
                   (select min(position) from sealed_change where position > f.position or position < 1) as beyond,
                   (select min(from_position) from history where from_position > f.position or from_position < 1) as history_beyond,
                   (select min(position) from daily_head where position >= f.position or position < 1) as day_beyond,
                   (select min(position) from relay where position > f.position) as relay_beyond
            from feed_head f
            """);
        var row = statement.executeQuery()) {
      row.next();
      if (number(row, "beyond") != null) {
        return fault(row.getLong("beyond"), "sealed_change", null, "a row outside the log");
      }
      if (!Arrays.equals(row.getBytes("chain"), walk.chain)) {
        return fault(
            head,
            "feed_head.chain",
            HEX.formatHex(walk.chain),
            HEX.formatHex(row.getBytes("chain")));
      }
      if (head > 0 && !instant(row, "sealed_at").equals(walk.sealedAt)) {
        return fault(
            head,
            "feed_head.sealed_at",
            String.valueOf(walk.sealedAt),
            instant(row, "sealed_at").toString());
      }
      if (row.getInt("feed_epoch") != row.getInt("last_epoch")) {
        return fault(
            head, "feed_head.feed_epoch", row.getString("last_epoch"), row.getString("feed_epoch"));
      }
      for (var beyond :
          Map.of(
                  "history_beyond", "history.from_position",
                  "day_beyond", "daily_head.position",
                  "relay_beyond", "relay.position")
              .entrySet()) {
        if (number(row, beyond.getKey()) != null) {
          return fault(
              null, beyond.getValue(), "from 1 to " + head, row.getString(beyond.getKey()));
        }
      }
    }
    var unsealed = Walk.unsealed(connection, walk.lastLogId, Long.MAX_VALUE);
    return unsealed != null ? unsealed : unlogged(connection);
  }

  /** Rows of published tables that the log knows nothing of. */
  private static Verdict.@Nullable Fault unlogged(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("reset enable_hashjoin; reset enable_seqscan");
      for (var table : publishedTables(connection).entrySet()) {
        try (var row =
            statement.executeQuery(
                "select t.code from %s t where not exists (select from change_log l where l.entity_type = '%s' and l.entity_id = t.code and l.version = t.version) order by 1 limit 1"
                    .formatted(table.getValue(), table.getKey()))) {
          if (row.next()) {
            return fault(null, table.getValue(), null, row.getString(1));
          }
        }
      }
    }
    return null;
  }

  /** Quoted names of the published tables by the entity type that each holds. */
  private static Map<String, String> publishedTables(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
                select replace(c.relname, '_', '-'), quote_ident(c.relname)
                from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
                where p.proname = 'published_logged' and not t.tgisinternal
                """);
        var rows = statement.executeQuery()) {
      var tables = new TreeMap<String, String>();
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getString(2));
      }
      return tables;
    }
  }

  /**
   * Whether a position's row is as it was sealed, so that a contradiction with it is not its own:
   * of one that is not, its own place in the walk tells.
   */
  private static boolean sound(Connection connection, @Nullable Long position, long head)
      throws SQLException {
    if (position == null || position < 1 || position > head) {
      return true;
    }
    try (var statement =
        connection.prepareStatement(
            "select l.*, s.hash from sealed_change s join change_log l using (log_id) where s.position = ?")) {
      statement.setLong(1, position);
      try (var row = statement.executeQuery()) {
        return row.next() && Arrays.equals(hash(row), row.getBytes("hash"));
      }
    }
  }

  /** The row's hash computed anew; none at all if a word in it has become no word of ours. */
  private static byte[] hash(ResultSet row) throws SQLException {
    try {
      var salt = row.getBytes("salt");
      return ChangeHash.row(
          salt,
          row.getString("entity_type"),
          row.getString("entity_id"),
          row.getLong("version"),
          Action.of(row.getString("action")),
          instant(row, "recorded_at"),
          row.getString("body"),
          ChangeHash.audit(
              row.getBytes("audit_salt"),
              salt,
              row.getString("actor"),
              row.getString("request_id"),
              row.getString("reason"),
              new Audience(row.getString("audience")),
              Feed.extent(row)));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Verdict.@Nullable Fault earlier(
      Verdict.@Nullable Fault one, Verdict.@Nullable Fault other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return position(other) < position(one) ? other : one;
  }

  private static long position(Verdict.Fault fault) {
    return fault.position() == null ? Long.MAX_VALUE : fault.position();
  }

  private static Verdict.Fault fault(
      @Nullable Long position, String what, @Nullable String expected, @Nullable String found) {
    return new Verdict.Fault(position, what, expected, found);
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return (Long) row.getObject(column);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable String digest(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null ? null : digest(text);
  }

  private static String digest(String text) {
    return HEX.formatHex(ChangeHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
