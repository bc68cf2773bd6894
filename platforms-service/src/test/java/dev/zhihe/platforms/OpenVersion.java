package dev.zhihe.platforms;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A transaction that is about to log a version of an entity. A write that logs the same version
 * waits in the middle, where it has changed the entity and not yet ended.
 */
final class OpenVersion implements AutoCloseable {
  private final Connection connection;

  OpenVersion(DataSource source, String type, String code, int version) throws SQLException {
    connection = source.getConnection();
    connection.setAutoCommit(false);
    try (var log =
        connection.prepareStatement(
            """
            insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)
            values (?, ?, ?, ?, 'PUBLIC', '{}', 'nobody', 'none')
            """)) {
      log.setString(1, type);
      log.setString(2, code);
      log.setInt(3, version);
      log.setString(4, version == 1 ? "created" : "updated");
      log.executeUpdate();
    }
  }

  /** How many transactions wait for it, directly or behind others. */
  int waiting() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                with recursive waiting (pid) as (
                  select pg_backend_pid()
                  union
                  select other.pid from pg_locks other join waiting on waiting.pid = any(pg_blocking_pids(other.pid))
                  where not other.granted)
                select count(*) - 1 from waiting""")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Logs nothing: those who wait go on. */
  void end() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
