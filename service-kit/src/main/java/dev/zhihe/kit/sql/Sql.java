package dev.zhihe.kit.sql;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Single statements. Each runs in the current transaction, or else in its own.
 *
 * @param timeout how long a query may take, as PostgreSQL writes it; null for as long as any
 */
public record Sql(DataSource source, @Nullable String timeout) {

  /** Statements that take as long as any may. */
  public Sql(DataSource source) {
    this(source, null);
  }

  /** Queries that add up much of what a service has, and may take longer than others. */
  public static Sql ofSums(DataSource source) {
    return new Sql(source, "50s");
  }

  public int update(String sql, @Nullable Object... values) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  public <T> List<T> query(String sql, RowReader<T> reading, @Nullable Object... values) {
    try (var connection = source.getConnection()) {
      if (timeout != null) {
        limit(connection, timeout);
      }
      try (var statement = connection.prepareStatement(sql)) {
        set(statement, values);
        var found = new ArrayList<T>();
        try (var row = statement.executeQuery()) {
          while (row.next()) {
            found.add(reading.read(row));
          }
        }
        return found;
      } finally {
        if (timeout != null) {
          endLimit(connection);
        }
      }
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private static void limit(Connection connection, String time) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set statement_timeout = '" + time + "'");
    }
  }

  private static void endLimit(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("set statement_timeout = default");
    } catch (SQLException e) {
      // A transaction that failed takes the limit back with all else.
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      var value = values[i];
      switch (value) {
        case String[] texts ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("varchar", texts));
        case Long[] numbers ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", numbers));
        case byte[][] bytes ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("bytea", bytes));
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case null, default -> statement.setObject(i + 1, value);
      }
    }
  }
}
