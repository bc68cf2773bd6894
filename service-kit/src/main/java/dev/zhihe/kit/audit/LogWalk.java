package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.digest;
import static dev.zhihe.kit.audit.StoredRow.hash;
import static dev.zhihe.kit.audit.StoredRow.instant;
import static dev.zhihe.kit.audit.StoredRow.number;
import static dev.zhihe.kit.audit.Verdict.earlier;
import static dev.zhihe.kit.audit.Verdict.fault;

import dev.zhihe.kit.changelog.ChangeHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks the log in sealed order, and remembers what the next row is compared with.
 *
 * <p>Where two copies disagree, the row's hash decides which one was altered. So a fault names the
 * altered position, even if a neighbouring row reveals it first.
 */
final class LogWalk {
  private static final HexFormat HEX = HexFormat.of();

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

  private long position;
  private byte[] chain = new byte[0];
  private @Nullable Instant sealedAt;
  private long lastLogId;
  private boolean begun;

  LogWalk(long from) {
    position = from - 1;
  }

  long position() {
    return position;
  }

  byte[] chain() {
    return chain;
  }

  @Nullable Instant sealedAt() {
    return sealedAt;
  }

  long lastLogId() {
    return lastLogId;
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

  /** Verifies the positions up to {@code last}. Returns the first alteration found, or null. */
  @Nullable VerdictFault chunk(Connection connection, long last, long head) throws SQLException {
    if (!begun) {
      begin(connection);
    }
    var first = position + 1;
    var firstLogId = lastLogId;
    var largestLogId = lastLogId;
    var days = new DayProof(DailyHead.kept(connection, Math.max(position, 1), last));
    var states = new TreeMap<String, Map<String, ExpectedChange>>();
    @Nullable VerdictFault fault = null;
    try (var statement = connection.prepareStatement(ROWS)) {
      statement.setLong(1, first);
      statement.setLong(2, last);
      statement.setFetchSize(16);
      try (var rows = statement.executeQuery()) {
        while (fault == null && rows.next()) {
          if (rows.getLong("position") == position) {
            fault = HistoryProof.misplaced(connection, rows, position);
          } else if (rows.getLong("position") != position + 1) {
            break;
          } else {
            fault = days.ended(this, rows);
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
    fault = earlier(fault, TableProof.states(connection, states, head));
    if (fault == null) {
      fault = days.notEnded(connection, position);
    }
    return fault != null ? fault : LogVerification.unsealed(connection, firstLogId, largestLogId);
  }

  /**
   * The row at this position is missing. Either it was removed, or the head was altered to include
   * it.
   */
  private VerdictFault missing(Connection connection, long head) throws SQLException {
    try (var statement = connection.prepareStatement("select chain from feed_head");
        var row = statement.executeQuery()) {
      row.next();
      return Arrays.equals(row.getBytes(1), chain)
          ? fault(position, "feed_head.position", String.valueOf(position), String.valueOf(head))
          : fault(position + 1, "sealed_change", "a row", null);
    }
  }

  private @Nullable VerdictFault row(
      Connection connection,
      ResultSet row,
      long head,
      Map<String, Map<String, ExpectedChange>> states)
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
          : RowProof.altered(row, here, stored, hash);
    }
    if (!Arrays.equals(computed, storedChain)) {
      return RowProof.broken(connection, here, storedChain, computed);
    }
    var fault = RowProof.copies(row, here, sealed, sealedAt);
    if (fault != null) {
      return fault;
    }
    fault = HistoryProof.state(connection, row, here, head);
    if (fault != null) {
      return fault;
    }
    if (row.getBoolean("latest")) {
      var body = row.getString("body");
      states
          .computeIfAbsent(row.getString("entity_type"), type -> new HashMap<>())
          .put(
              row.getString("entity_id"),
              new ExpectedChange(
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
}
