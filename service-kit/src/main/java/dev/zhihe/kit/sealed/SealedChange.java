package dev.zhihe.kit.sealed;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.security.Audience;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A sealed change with all fields of its log row. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedChange(
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

  /** The event's id. {@code asOf} accepts it too. */
  public String id(String service) {
    return service + "/" + feedEpoch + "/" + position;
  }

  /** The event's type, such as {@code zhihe.notice.updated}. */
  public String type() {
    return "zhihe." + entityType + "." + action.word();
  }

  /** The key of its Kafka record. All events of one entity share it. */
  public String key() {
    return entityType + "/" + entityId;
  }

  /** Reads a change from a row of the log joined with its sealed row. */
  public static SealedChange of(ResultSet row) throws SQLException {
    return new SealedChange(
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

  /** Reads the extent from a row. */
  public static Extent extent(ResultSet row) throws SQLException {
    return new Extent(
        row.getString("area"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class));
  }
}
