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

/** Pages of the sealed log as a reader may see them. */
@Singleton
public class Feed {
  private static final HexFormat HEX = HexFormat.of();
  // Limits memory: a thousand bodies of the largest size would take nearly a gigabyte.
  private static final int PAGE_BYTES = 8_000_000;
  // Of a part of the log a page is looked for in so many changes: some tens of milliseconds' work.
  private static final int SCAN_LIMIT = 20_000;

  private final SealedLog log;
  private final DataSource source;

  public Feed(SealedLog log, DataSource source) {
    this.log = log;
    this.source = source;
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
  public FeedPage page(long after, int limit, Audiences readable) throws SQLException {
    return page(after, limit, readable, Scope.ALL);
  }

  /** The same of a part of the log. */
  public FeedPage page(long after, int limit, Audiences readable, Scope scope) throws SQLException {
    return stretch(after, limit, readable, scope).page();
  }

  /**
   * The changes after a position that are in a scope, or, of those that are not, those which took
   * an entity out of it. What is withheld is left out of a part of the log: it would tell what it
   * belongs to. Looks at a bounded stretch of the log, so that the page may be empty and yet move
   * on.
   */
  public Stretch stretch(long after, int limit, Audiences readable, Scope scope)
      throws SQLException {
    try (var connection = source.getConnection()) {
      var head = SealedLog.head(connection);
      var furthest = after + (scope.isWhole() ? limit : SCAN_LIMIT);
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
              HEX.formatHex(SealedLog.chainAt(connection, next))),
          found.full || upTo == furthest);
    }
  }

  /**
   * The same, but an empty page is given only when the time is up or something is found; until then
   * the search goes on.
   */
  public Stretch await(Stretch first, int limit, Audiences readable, Scope scope, Duration atMost)
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
          var change = SealedChange.of(rows);
          items.add(
              rows.getBoolean("seen")
                  ? FeedItem.open(change, log.service())
                  : rows.getBoolean("withdrawn")
                      ? FeedItem.withdrawn(change, log.service())
                      : FeedItem.withheld(change));
        }
      }
      return new Found(items, items.size() == limit);
    }
  }
}
