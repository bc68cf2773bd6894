package dev.zhihe.kit.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Single statements. Each runs in the current transaction, or else in its own. */
public record Sql(DataSource source) {

  public int update(String sql, @Nullable Object... values) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public <T> List<T> query(String sql, RowReader<T> reading, @Nullable Object... values) {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      var found = new ArrayList<T>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reading.read(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
