package dev.zhihe.kit.audit;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.security.Audience;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads stored rows of the log, for verification. */
final class StoredRow {
  private static final HexFormat HEX = HexFormat.of();

  private StoredRow() {}

  /**
   * Whether a position's row is as it was sealed. If it is not, the fault is that row's own, and
   * the walk reports it at its position; otherwise, the fault lies in the copy that contradicts it.
   */
  static boolean isValid(Connection connection, @Nullable Long position, long head)
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

  /**
   * Computes the row's hash again. The hash is empty if a word in the row is no longer a valid one.
   */
  static byte[] hash(ResultSet row) throws SQLException {
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
              SealedChange.extent(row)));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return (Long) row.getObject(column);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable String digest(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null ? null : digest(text);
  }

  static String digest(String text) {
    return HEX.formatHex(ChangeHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
