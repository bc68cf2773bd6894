package dev.zhihe.kit.changelog;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The sealed log as its readers see it: pages, the head, and how fresh an answer is. */
public final class Feed {
  private static final HexFormat HEX = HexFormat.of();
  // A thousand of the largest bodies would be nearly a gigabyte for one caller.
  private static final int PAGE_BYTES = 8_000_000;
  // Of a part of the log a page is looked for in so many changes: some tens of milliseconds' work.
  private static final int LOOKED_AT = 20_000;

  private final String service;
  private final DataSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long knownHead;

  /**
   * @param service name used in event ids
   */
  Feed(String service, DataSource source) {
    this.service = service;
    this.source = source;
  }

  /** A sealed change with all the log knows of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sealed(
      long position,
      int feedEpoch,
      String entityType,
      String entityId,
      long version,
      Action action,
      Audience audience,
      Instant time,
      byte[] salt,
      byte @Nullable [] secretSalt,
      String actor,
      String requestId,
      @Nullable String reason,
      byte[] hash,
      byte[] chain,
      boolean endOfTransaction,
      Instant sealedAt,
      Extent extent,
      @Nullable String body) {

    String id(String service) {
      return service + "/" + feedEpoch + "/" + position;
    }

    String type() {
      return "zhihe." + entityType + "." + action.word();
    }

    String key() {
      return entityType + "/" + entityId;
    }
  }

  /**
   * A page, and whether it is closed: asked for again, it will always hold the same changes.
   *
   * @param closed whether it ended because it was full, and not because nothing more was there
   */
  record Stretch(FeedPage page, boolean closed) {}

  /**
   * The changes after a position.
   *
   * @param readable the audiences the caller belongs to; what is for others is withheld
   */
  FeedPage page(long after, int limit, Audiences readable) throws SQLException {
    return page(after, limit, readable, Scope.ALL);
  }

  /** The same of a part of the log. */
  FeedPage page(long after, int limit, Audiences readable, Scope scope) throws SQLException {
    return stretch(after, limit, readable, scope).page();
  }

  /**
   * The changes after a position that are in a scope, or, of those that are not, those which took
   * an entity out of it. What is withheld is left out of a part of the log: it would tell what it
   * belongs to. Looks at a bounded stretch of the log, so that the page may be empty and yet move
   * on.
   */
  Stretch stretch(long after, int limit, Audiences readable, Scope scope) throws SQLException {
    try (var connection = source.getConnection()) {
      var head = head(connection);
      var furthest = after + (scope.isWhole() ? limit : LOOKED_AT);
      var upTo = Math.max(after, Math.min(head.position(), furthest));
      var found = found(connection, after, upTo, limit, readable, scope);
      var last = found.items.isEmpty() ? after : found.items.getLast().position();
      var next = found.full ? last : upTo;
      return new Stretch(
          new FeedPage(
              found.items,
              next,
              head.position(),
              head.feedEpoch(),
              HEX.formatHex(chainAt(connection, next))),
          found.full || upTo == furthest);
    }
  }

  /**
   * The same, but an empty page is given only when the time is up or something is found; until then
   * the search goes on.
   */
  Stretch await(Stretch first, int limit, Audiences readable, Scope scope, Duration atMost)
      throws SQLException, InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    var stretch = first;
    while (stretch.page().items().isEmpty()) {
      var left = until - System.nanoTime();
      if (left <= 0) {
        break;
      }
      var reached = stretch.page().next();
      if (reached >= stretch.page().head()) {
        awaitBeyond(reached, Duration.ofNanos(left));
      }
      stretch = new Stretch(stretch(reached, limit, readable, scope).page(), false);
    }
    return stretch;
  }

  /**
   * What was found for a page.
   *
   * @param full whether there is no room for more in it
   */
  private record Found(List<FeedItem> items, boolean full) {}

  private Found found(
      Connection connection, long after, long upTo, int limit, Audiences readable, Scope scope)
      throws SQLException {
    var items = new ArrayList<FeedItem>();
    if (upTo == after) {
      return new Found(items, false);
    }
    // Sizes are summed of what the caller reads alone: where a page ends tells nothing of the rest.
    try (var statement =
        connection.prepareStatement(
            """
            select %1$s, bytes_before >= ? as beyond, case when bytes_before < ? then body end as body
            from (
              select *, coalesce(sum(octet_length(body)) over (order by position rows between unbounded preceding and 1 preceding), 0) as bytes_before
              from (
                select %1$s, case when seen then body end as body
                from (
                  select l.*, s.position, s.hash, s.chain, s.feed_epoch, s.last_of_transaction, s.sealed_at, %2$s as seen,
                    not %2$s and exists (
                      select from change_log p
                      where p.entity_type = l.entity_type and p.entity_id = l.entity_id and p.version = l.version - 1
                        and p.action <> 'deleted' and %3$s) as withdrawn
                  from (select * from sealed_change where position > ? and position <= ? order by position limit ?) s
                    join change_log l using (log_id)) looked
                %4$s order by position limit ?) page) sized
            order by position
            """
                .formatted(
                    """
                    position, hash, chain, feed_epoch, last_of_transaction, sealed_at, entity_type, entity_id, version, action, audience,
                    recorded_at, salt, audit_salt, actor, request_id, reason, area, valid_from, valid_to, seen, withdrawn""",
                    scope.seen("l", readable),
                    scope.seen("p", readable),
                    scope.isWhole() ? "" : "where seen or withdrawn"))) {
      statement.setInt(1, PAGE_BYTES);
      statement.setInt(2, PAGE_BYTES);
      statement.setLong(3, after);
      statement.setLong(4, upTo);
      statement.setLong(5, upTo - after);
      statement.setInt(6, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean("beyond")) {
            return new Found(items, true);
          }
          var change = sealed(rows);
          items.add(
              rows.getBoolean("seen")
                  ? open(change)
                  : rows.getBoolean("withdrawn") ? withdrawn(change) : withheld(change));
        }
      }
      return new Found(items, items.size() == limit);
    }
  }

  /** Waits until the head has passed a position, or the time is up. */
  void awaitBeyond(long position, Duration atMost) throws InterruptedException {
    var left = atMost.toNanos();
    lock.lock();
    try {
      while (knownHead <= position && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells those who wait where the head is now. */
  void headIs(long position) {
    lock.lock();
    try {
      knownHead = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * How fresh an answer is whose data are read after this. Taken before the data, its key can make
   * an answer look older than it is, never newer.
   */
  public Freshness freshness() {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement("select " + Freshness.COLUMNS + " from feed_head h");
        var row = statement.executeQuery()) {
      row.next();
      return Freshness.of(row);
    } catch (SQLException e) {
      throw new PersistenceException("The freshness of the data cannot be read", e);
    }
  }

  /** Where the sealed log ends. */
  record Head(int feedEpoch, long position) {}

  static Head head(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select feed_epoch, position from feed_head");
        var row = statement.executeQuery()) {
      row.next();
      return new Head(row.getInt(1), row.getLong(2));
    }
  }

  /**
   * The next sealed changes after a position, in order; fewer than the limit when they are large.
   */
  static List<Sealed> after(Connection connection, long after, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select *
            from (
              select l.*, s.position, s.hash, s.chain, s.feed_epoch, s.last_of_transaction, s.sealed_at,
                     sum(octet_length(l.body)) over (order by s.position rows between unbounded preceding and 1 preceding) as bytes_before
              from (select * from sealed_change where position > ? order by position limit ?) s join change_log l using (log_id)) page
            where coalesce(bytes_before, 0) < ? order by position
            """)) {
      statement.setLong(1, after);
      statement.setInt(2, limit);
      statement.setInt(3, PAGE_BYTES);
      var changes = new ArrayList<Sealed>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          changes.add(sealed(rows));
        }
      }
      return changes;
    }
  }

  private static Sealed sealed(ResultSet row) throws SQLException {
    return new Sealed(
        row.getLong("position"),
        row.getInt("feed_epoch"),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getLong("version"),
        Action.of(row.getString("action")),
        new Audience(row.getString("audience")),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getBytes("salt"),
        row.getBytes("audit_salt"),
        row.getString("actor"),
        row.getString("request_id"),
        row.getString("reason"),
        row.getBytes("hash"),
        row.getBytes("chain"),
        row.getBoolean("last_of_transaction"),
        row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
        extent(row),
        row.getString("body"));
  }

  /** Where and when the state of a row holds. */
  static Extent extent(ResultSet row) throws SQLException {
    return new Extent(
        row.getString("area"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class));
  }

  /** The last position sealed before an instant where a transaction ends; null if there is none. */
  static @Nullable Long lastBefore(Connection connection, Instant instant) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select position from sealed_change where sealed_at < ? and last_of_transaction
            order by sealed_at desc, position desc limit 1
            """)) {
      statement.setObject(1, instant.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    }
  }

  /** The chain's value at a position, as pages tell it. */
  String chainAt(long position) throws SQLException {
    try (var connection = source.getConnection()) {
      return HEX.formatHex(chainAt(connection, position));
    }
  }

  /** The chain's value at a position; that of the empty log at 0. */
  static byte[] chainAt(Connection connection, long position) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select coalesce((select chain from sealed_change where position = ?), sha256(''))")) {
      statement.setLong(1, position);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private FeedItem open(Sealed change) {
    return new FeedItem(
        change.position(),
        change.id(service),
        change.type(),
        change.entityType(),
        change.entityId(),
        change.version(),
        change.action(),
        change.time().toString(),
        HEX.formatHex(change.hash()),
        HEX.formatHex(change.salt()),
        HEX.formatHex(
            ChangeHash.audit(
                change.secretSalt(),
                change.salt(),
                change.actor(),
                change.requestId(),
                change.reason(),
                change.audience(),
                change.extent())),
        change.sealedAt().toString(),
        change.endOfTransaction(),
        null,
        change.body());
  }

  /** Says which entity is out of the reader's sight, and nothing of the state it is in now. */
  private FeedItem withdrawn(Sealed change) {
    return new FeedItem(
        change.position(),
        change.id(service),
        "zhihe." + change.entityType() + "." + Action.WITHDRAWN.word(),
        change.entityType(),
        change.entityId(),
        change.version(),
        Action.WITHDRAWN,
        null,
        HEX.formatHex(change.hash()),
        null,
        null,
        change.sealedAt().toString(),
        change.endOfTransaction(),
        true,
        null);
  }

  private static FeedItem withheld(Sealed change) {
    return new FeedItem(
        change.position(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        HEX.formatHex(change.hash()),
        null,
        null,
        change.sealedAt().toString(),
        change.endOfTransaction(),
        true,
        null);
  }
}
