package dev.zhihe.kit.feed;

import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audiences;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/** Pages of the sealed log, filtered by what a reader may see. */
@Singleton
public class Feed {
  private static final HexFormat HEX = HexFormat.of();
  // Limits memory: a thousand bodies of the largest size would take nearly a gigabyte.
  private static final int PAGE_BYTES = 8_000_000;
  // A filtered page scans at most this many changes, which takes some tens of milliseconds.
  private static final int SCAN_LIMIT = 20_000;

  private final SealedLog log;
  private final DataSource source;

  public Feed(SealedLog log, DataSource source) {
    this.log = log;
    this.source = source;
  }

  /**
   * The changes after a position.
   *
   * @param readable the caller's audiences; changes for others are withheld
   */
  public FeedPage page(long after, int limit, Audiences readable) throws SQLException {
    return page(after, limit, readable, Scope.ALL);
  }

  /** The changes after a position that belong to a scope. */
  public FeedPage page(long after, int limit, Audiences readable, Scope scope) throws SQLException {
    return stretch(after, limit, readable, scope).page();
  }

  /**
   * The changes after a position that belong to a scope, and the changes that moved an entity out
   * of it. A filtered feed omits withheld changes, because showing them would reveal which scope
   * they belong to. One call scans a bounded part of the log. So a page may be empty and still
   * advance the position.
   */
  public FeedStretch stretch(long after, int limit, Audiences readable, Scope scope)
      throws SQLException {
    try (var connection = source.getConnection()) {
      var head = SealedLog.head(connection);
      var furthest = after + (scope.isWhole() ? limit : SCAN_LIMIT);
      var upTo = Math.max(after, Math.min(head.position(), furthest));
      var found = found(connection, after, upTo, limit, readable, scope);
      var last = found.items.isEmpty() ? after : found.items.getLast().position();
      var next = found.full ? last : upTo;
      return new FeedStretch(
          new FeedPage(
              found.items,
              next,
              head.position(),
              head.feedEpoch(),
              HEX.formatHex(SealedLog.chainAt(connection, next))),
          found.full || upTo == furthest);
    }
  }

  /** As {@link #stretch}, but it continues to search until it finds a change or the time is up. */
  public FeedStretch await(
      FeedStretch first, int limit, Audiences readable, Scope scope, Duration atMost)
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
        log.awaitBeyond(reached, Duration.ofNanos(left));
      }
      stretch = new FeedStretch(stretch(reached, limit, readable, scope).page(), false);
    }
    return stretch;
  }

  /**
   * The items found for a page.
   *
   * @param full whether the page has no more room
   */
  private record Found(List<FeedItem> items, boolean full) {}

  private Found found(
      Connection connection, long after, long upTo, int limit, Audiences readable, Scope scope)
      throws SQLException {
    var items = new ArrayList<FeedItem>();
    if (upTo == after) {
      return new Found(items, false);
    }
    // Only the sizes of items that the caller may read are counted, so that the end of a page
    // reveals nothing about other items.
    try (var statement =
        connection.prepareStatement(
            """
            select %1$s, case when bytes_before < ? then body end as body, seen, withdrawn, bytes_before >= ? as beyond
            from (
              select *, coalesce(sum(octet_length(body)) over (order by position rows between unbounded preceding and 1 preceding), 0) as bytes_before
              from (
                select %1$s, case when seen then body end as body, seen, withdrawn
                from (
                  select l.*, s.position, s.hash, s.chain, s.feed_epoch, s.last_of_transaction, s.sealed_at, %2$s as seen,
                    not %2$s and exists (
                      select from change_log p
                      where p.entity_type = l.entity_type and p.entity_id = l.entity_id and p.version = l.version - 1
                        and p.action <> 'deleted' and %3$s) as withdrawn
                  from (select * from sealed_change where position > ? and position <= ? order by position limit ?) s
                    %5$s l) looked
                %4$s order by position limit ?) page) sized
            order by position
            """
                .formatted(
                    SealedChange.COLUMNS.replace(", body", ""),
                    scope.seen("l", readable),
                    scope.seen("p", readable),
                    scope.isWhole() ? "" : "where seen or withdrawn",
                    SealedLog.rowOf("s")))) {
      statement.setInt(1, PAGE_BYTES);
      statement.setInt(2, PAGE_BYTES);
      statement.setLong(3, after);
      statement.setLong(4, upTo);
      statement.setLong(5, upTo - after);
      statement.setInt(6, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean(24)) {
            return new Found(items, true);
          }
          var change = SealedChange.of(rows);
          items.add(
              rows.getBoolean(22)
                  ? FeedItem.open(change, log.service())
                  : rows.getBoolean(23)
                      ? FeedItem.withdrawn(change, log.service())
                      : FeedItem.withheld(change));
        }
      }
      return new Found(items, items.size() == limit);
    }
  }
}
