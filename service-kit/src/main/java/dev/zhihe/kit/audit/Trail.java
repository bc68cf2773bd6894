package dev.zhihe.kit.audit;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.sealed.SealedLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, ordered by position. Filters by actor, request or entity use an index in that
 * order, so a page costs the same however large the log is. Every other filter scans a bounded
 * number of positions, and the answer says how far it scanned.
 */
final class Trail {
  private static final int SCAN_LIMIT = 20_000;
  private static final int PAGE_BYTES = 8_000_000;

  private final String service;
  private final DataSource source;

  Trail(String service, DataSource source) {
    this.service = service;
    this.source = source;
  }

  private record Looked(List<Long> positions, @Nullable Long next) {}

  AuditEntry.Page page(TrailQuestion question, long after, int limit) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false); // otherwise the driver buffers every body of the page
      try {
        walkIndexes(connection);
        var looked = look(connection, question, after, limit);
        var entries = new ArrayList<AuditEntry>();
        var bytes = 0L;
        try (var statement = connection.createStatement()) {
          statement.execute("set local enable_sort = on"); // of a page, which is little
        }
        try (var statement =
            connection.prepareStatement(
                """
                select s.position, s.feed_epoch, s.sealed_at, l.*, b.body as before
                from unnest(?::bigint[]) with ordinality as wanted(position, place) join sealed_change s using (position)
                  join change_log l using (log_id)
                  left join change_log b on b.entity_type = l.entity_type and b.entity_id = l.entity_id and b.version = l.version - 1
                order by wanted.place
                """)) {
          statement.setArray(1, connection.createArrayOf("bigint", looked.positions.toArray()));
          statement.setFetchSize(16);
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              var entry = entry(rows);
              bytes += length(entry.before()) + length(entry.after());
              if (bytes > PAGE_BYTES && !entries.isEmpty()) {
                return new AuditEntry.Page(entries, entries.getLast().position());
              }
              entries.add(entry);
            }
          }
        }
        return new AuditEntry.Page(entries, looked.next);
      } finally {
        connection.rollback();
      }
    }
  }

  /**
   * Forces the planner to read rows in index order, as far as the answer needs, instead of sorting
   * them all.
   */
  static void walkIndexes(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off;"
              + " set local enable_seqscan = off; set local enable_bitmapscan = off");
    }
  }

  private static Looked look(Connection connection, TrailQuestion question, long after, int limit)
      throws SQLException {
    var before = question.from() == null ? null : SealedLog.lastBefore(connection, question.from());
    var lower = before == null ? after : Math.max(after, before);
    try (var statement = candidates(connection, question, lower);
        var rows = statement.executeQuery()) {
      var positions = new ArrayList<Long>();
      var last = lower;
      for (int looked = 1; rows.next(); looked++) {
        if (question.to() != null && !sealedAt(rows).isBefore(question.to())) {
          break;
        }
        if (question.fits(rows)) {
          if (positions.size() == limit) {
            return new Looked(positions, positions.getLast());
          }
          positions.add(rows.getLong("position"));
        }
        last = rows.getLong("position");
        if (looked == SCAN_LIMIT) {
          return new Looked(positions, last);
        }
      }
      return new Looked(positions, null);
    }
  }

  /** Positions in order, read through the index that leaves the fewest rows to scan. */
  private static PreparedStatement candidates(
      Connection connection, TrailQuestion question, long lower) throws SQLException {
    var select =
        "select s.position, s.sealed_at, s.actor, s.request_id, l.entity_type from sealed_change s join change_log l using (log_id) ";
    PreparedStatement statement;
    if (question.entityId() != null) {
      // An entity's versions rise with its positions, so the log's own key gives the right order.
      // The history has no state for a deletion, so the position is compared as well.
      statement =
          connection.prepareStatement(
              """
              select s.position, s.sealed_at, s.actor, s.request_id, l.entity_type
              from change_log l join sealed_change s using (log_id)
              where l.entity_type = ? and l.entity_id = ? and s.position > ? and l.version > coalesce((
                select version from history h where h.entity_type = ? and h.entity_id = ? and h.from_position <= ?
                order by h.from_position desc limit 1), 0)
              order by l.version
              """);
      statement.setString(1, question.entityType());
      statement.setString(2, question.entityId());
      statement.setLong(3, lower);
      statement.setString(4, question.entityType());
      statement.setString(5, question.entityId());
      statement.setLong(6, lower);
    } else if (question.requestId() != null || question.actor() != null) {
      var byRequest = question.requestId() != null;
      statement =
          connection.prepareStatement(
              select
                  + (byRequest ? "where s.request_id = ?" : "where s.actor = ?")
                  + " and s.position > ? order by s.position");
      statement.setString(1, byRequest ? question.requestId() : question.actor());
      statement.setLong(2, lower);
    } else {
      statement = connection.prepareStatement(select + "where s.position > ? order by s.position");
      statement.setLong(1, lower);
    }
    statement.setFetchSize(200);
    return statement;
  }

  private AuditEntry entry(ResultSet row) throws SQLException {
    var position = row.getLong("position");
    return new AuditEntry(
        position,
        service + "/" + row.getInt("feed_epoch") + "/" + position,
        row.getObject("recorded_at", OffsetDateTime.class).toInstant().toString(),
        sealedAt(row).toString(),
        row.getString("actor"),
        row.getString("request_id"),
        row.getString("reason"),
        Action.of(row.getString("action")),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getLong("version"),
        row.getString("audience"),
        row.getString("before"),
        row.getString("body"));
  }

  private static Instant sealedAt(ResultSet row) throws SQLException {
    return row.getObject("sealed_at", OffsetDateTime.class).toInstant();
  }

  private static long length(@Nullable String body) {
    return body == null ? 0 : body.length();
  }
}
