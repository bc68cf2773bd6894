package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.isValid;
import static dev.zhihe.kit.audit.Verdict.earlier;
import static dev.zhihe.kit.audit.Verdict.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the published tables with the log. Each entity's row must be its last logged state, and
 * each row must be logged.
 */
final class TableProof {
  private TableProof() {}

  /** Checks that each published table holds the last logged state of its entities. */
  static @Nullable VerdictFault states(
      Connection connection, Map<String, Map<String, ExpectedChange>> states, long head)
      throws SQLException {
    @Nullable VerdictFault first = null;
    var tables = publishedTables(connection);
    for (var type : states.entrySet()) {
      var table = tables.get(type.getKey());
      if (table == null) {
        first = earlier(first, untabled(type.getKey(), type.getValue()));
        continue;
      }
      var missing = new HashMap<>(type.getValue());
      try (var statement =
          connection.prepareStatement(
              "select code, version, audience, encode(sha256(convert_to(body, 'UTF8')), 'hex') as body from %s where code = any(?)"
                  .formatted(table))) {
        statement.setArray(1, connection.createArrayOf("text", missing.keySet().toArray()));
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var expected = Objects.requireNonNull(missing.remove(rows.getString("code")));
            first = earlier(first, published(connection, table, expected, rows, head));
          }
        }
      }
      for (var state : missing.entrySet()) {
        var expected = state.getValue();
        if (expected.version() != null && isValid(connection, expected.endsAt(), head)) {
          first = earlier(first, fault(expected.position(), table, state.getKey(), null));
        }
      }
    }
    return first;
  }

  private static @Nullable VerdictFault untabled(String type, Map<String, ExpectedChange> states) {
    return states.values().stream()
        .filter(state -> state.version() != null)
        .min((one, other) -> Long.compare(one.position(), other.position()))
        .map(state -> fault(state.position(), type, "a published table", null))
        .orElse(null);
  }

  private static @Nullable VerdictFault published(
      Connection connection, String table, ExpectedChange expected, ResultSet row, long head)
      throws SQLException {
    var fault =
        expected.version() == null
            ? fault(expected.position(), table, null, row.getString("code"))
            : row.getLong("version") != expected.version()
                ? fault(
                    expected.position(),
                    table + ".version",
                    expected.version().toString(),
                    row.getString("version"))
                : !row.getString("audience").equals(expected.audience())
                    ? fault(
                        expected.position(),
                        table + ".audience",
                        expected.audience(),
                        row.getString("audience"))
                    : !row.getString("body").equals(expected.body())
                        ? fault(
                            expected.position(),
                            table + ".body",
                            expected.body(),
                            row.getString("body"))
                        : null;
    return fault != null && isValid(connection, expected.endsAt(), head) ? fault : null;
  }

  /** Finds rows of published tables that are not in the log. */
  static @Nullable VerdictFault unlogged(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("reset enable_hashjoin; reset enable_seqscan");
      for (var table : publishedTables(connection).entrySet()) {
        try (var row =
            statement.executeQuery(
                "select t.code from %s t where not exists (select from change_log l where l.entity_type = '%s' and l.entity_id = t.code and l.version = t.version) order by 1 limit 1"
                    .formatted(table.getValue(), table.getKey()))) {
          if (row.next()) {
            return fault(null, table.getValue(), null, row.getString(1));
          }
        }
      }
    }
    return null;
  }

  /** Quoted names of the published tables, by entity type. */
  private static Map<String, String> publishedTables(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
                select replace(c.relname, '_', '-'), quote_ident(c.relname)
                from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
                where p.proname = 'published_logged' and not t.tgisinternal
                """);
        var rows = statement.executeQuery()) {
      var tables = new TreeMap<String, String>();
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getString(2));
      }
      return tables;
    }
  }
}
