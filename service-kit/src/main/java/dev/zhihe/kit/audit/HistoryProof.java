package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.digest;
import static dev.zhihe.kit.audit.StoredRow.isValid;
import static dev.zhihe.kit.audit.StoredRow.number;
import static dev.zhihe.kit.audit.Verdict.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the history with the log, position by position. */
final class HistoryProof {
  /** Columns of the history besides the body. */
  static final List<String> COLUMNS =
      List.of("entity_type", "entity_id", "version", "audience", "area", "valid_from", "valid_to");

  private HistoryProof() {}

  /** Checks the state that begins at a position. Null if the history agrees with the log. */
  static @Nullable VerdictFault state(Connection connection, ResultSet row, long here, long head)
      throws SQLException {
    var kept = row.getString("kept_entity_type") != null;
    if (row.getString("body") == null) {
      return kept ? misplaced(connection, row, here) : null;
    }
    if (!kept) {
      return fault(here, "history", "a state that begins here", null);
    }
    if (!sameEntity(row) && home(connection, row) != null) {
      return misplaced(connection, row, here);
    }
    for (var column : COLUMNS) {
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
            || !isValid(connection, expected, head)
            || !isValid(connection, found, head)
        ? null
        : fault(here, "history.to_position", String.valueOf(expected), String.valueOf(found));
  }

  private static boolean sameEntity(ResultSet row) throws SQLException {
    return row.getString("entity_type").equals(row.getString("kept_entity_type"))
        && row.getString("entity_id").equals(row.getString("kept_entity_id"));
  }

  /**
   * The fault of a state that is at a wrong position, or is the second one at a position. The log
   * tells the right position.
   */
  static VerdictFault misplaced(Connection connection, ResultSet row, long here)
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

  /** The right position of the state stored here, if the history has no state there. */
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
}
