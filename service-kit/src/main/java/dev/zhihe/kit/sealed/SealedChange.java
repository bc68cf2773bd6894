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

  /** The columns that {@link #of} reads, of the log and its sealed row. */
  public static final String COLUMNS =
      """
      position, feed_epoch, entity_type, entity_id, version, action, audience, recorded_at, salt, audit_salt, actor, request_id,
      reason, hash, chain, last_of_transaction, sealed_at, area, valid_from, valid_to, body""";

  /** Reads a change from a row that begins with {@link #COLUMNS}. */
  public static SealedChange of(ResultSet row) throws SQLException {
    return new SealedChange(
        row.getLong(1),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        Action.of(row.getString(6)),
        new Audience(row.getString(7)),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getBytes(9),
        row.getBytes(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getBytes(14),
        row.getBytes(15),
        row.getBoolean(16),
        row.getObject(17, OffsetDateTime.class).toInstant(),
        new Extent(
            row.getString(18),
            row.getObject(19, LocalDate.class),
            row.getObject(20, LocalDate.class)),
        row.getString(21));
  }

  /** Reads the extent from a row. */
  public static Extent extent(ResultSet row) throws SQLException {
    return new Extent(
        row.getString("area"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class));
  }
}
