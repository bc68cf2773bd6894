package dev.zhihe.kit.feed;

import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audiences;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;

/** Pages of the sealed log, filtered by what a reader may see. */
@Singleton
public class Feed {
  private static final HexFormat HEX = HexFormat.of();
  // Limits memory: a thousand bodies of the largest size would take nearly a gigabyte.
  private static final int PAGE_BYTES = 8_000_000;
  // A page has at most this many items.
  static final int MAX_ITEMS = 1_000;
  // A filtered page scans at most this many changes, which takes some tens of milliseconds.
  private static final int SCAN_LIMIT = 20_000;
  private static final int BEYOND = FeedJson.BODY + 1;
  private static final int LARGE = FeedJson.BODY + 2;

  private final SealedLog log;
  private final DataSource source;

  public Feed(SealedLog log, DataSource source) {
    this.log = log;
    this.source = source;
  }

  /**
   * The changes after a position that belong to a scope, and the changes that moved an entity out
   * of it. A filtered feed omits withheld changes, because showing them would reveal which scope
   * they belong to. One call scans a bounded part of the log. So a page may be empty and still
   * advance the position.
   */
  FeedStretch stretch(long after, int limit, Audiences readable, Scope scope) throws SQLException {
    try (var connection = source.getConnection()) {
      var head = SealedLog.head(connection);
      var furthest = after + (scope.isWhole() ? limit : SCAN_LIMIT);
      var upTo = Math.max(after, Math.min(head.position(), furthest));
      var found = found(connection, after, upTo, limit, readable, scope);
      var next = !found.full ? upTo : found.items.count() == 0 ? after : found.items.lastPosition();
      return new FeedStretch(
          found.items,
          next,
          head.position(),
          head.feedEpoch(),
          HEX.formatHex(SealedLog.chainAt(connection, next)),
          found.full || upTo == furthest);
    }
  }

  /** As {@link #stretch}, but it continues to search until it finds a change or the time is up. */
  FeedStretch await(FeedStretch first, int limit, Audiences readable, Scope scope, Duration atMost)
      throws SQLException, InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    var stretch = first;
    while (stretch.isEmpty()) {
      var left = until - System.nanoTime();
      if (left <= 0) {
        break;
      }
      if (stretch.next() >= stretch.head()) {
        log.awaitBeyond(stretch.next(), Duration.ofNanos(left));
      }
      stretch = stretch(stretch.next(), limit, readable, scope).open();
    }
    return stretch;
  }

  /**
   * The items found for a page.
   *
   * @param full whether the page has no more room
   */
  private record Found(FeedJson items, boolean full) {}

  private Found found(
      Connection connection, long after, long upTo, int limit, Audiences readable, Scope scope)
      throws SQLException {
    if (upTo == after) {
      return new Found(new FeedJson(log.service(), 0), false);
    }
    var looked = looked(readable, scope);
    var small = found(connection, small(looked), after, upTo, limit);
    return small.isPresent()
        ? small.get()
        : found(connection, counted(looked), after, upTo, limit).orElseThrow();
  }

  /** Empty if a body is large and the statement leaves it out. */
  private Optional<Found> found(Connection connection, String sql, long after, long upTo, int limit)
      throws SQLException {
    var items = new FeedJson(log.service(), (int) Math.min(limit, upTo - after));
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, after);
      statement.setLong(2, upTo);
      statement.setLong(3, upTo - after);
      statement.setInt(4, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean(BEYOND)) {
            return Optional.of(new Found(items, true));
          }
          if (rows.getBoolean(LARGE)) {
            return Optional.empty();
          }
          items.add(rows);
        }
      }
      return Optional.of(new Found(items, items.count() == limit));
    }
  }

  /** The changes of a stretch, and what this reader may see of them. */
  private static String looked(Audiences readable, Scope scope) {
    return """
        (
          select l.*, s.position, s.hash, s.feed_epoch, s.last_of_transaction, s.sealed_at, %1$s as seen,
            not %1$s and exists (
              select from change_log p
              where p.entity_type = l.entity_type and p.entity_id = l.entity_id and p.version = l.version - 1
                and p.action <> 'deleted' and %2$s) as withdrawn
          from (
            select log_id, position, hash, feed_epoch, last_of_transaction, sealed_at
            from sealed_change where position > ? and position <= ? order by position limit ?) s
            %4$s l) looked
        %3$s order by position limit ?
        """
        .formatted(
            scope.seen("l", readable),
            scope.seen("p", readable),
            scope.isWhole() ? "" : "where seen or withdrawn",
            SealedLog.rowOf("s"));
  }

  /** A page of small bodies. It needs no count of bytes, which takes the database longer. */
  private static String small(String looked) {
    return """
        select %s, case when seen and octet_length(body) <= %3$d then body end as body,
          false as beyond, coalesce(seen and octet_length(body) > %3$d, false) as large
        from %s"""
        .formatted(FeedJson.COLUMNS, looked, PAGE_BYTES / MAX_ITEMS);
  }

  /**
   * A page that ends when its bodies exceed a size. Only the sizes of items that the caller may
   * read are counted, so that the end of a page reveals nothing about other items.
   */
  private static String counted(String looked) {
    return """
        select %1$s, case when bytes_before < %3$d then shown end as body, bytes_before >= %3$d as beyond, false as large
        from (
          select *, coalesce(sum(octet_length(shown)) over (order by position rows between unbounded preceding and 1 preceding), 0) as bytes_before
          from (select *, case when seen then body end as shown from %2$s) page) sized
        order by position
        """
        .formatted(FeedJson.COLUMNS, looked, PAGE_BYTES);
  }
}
