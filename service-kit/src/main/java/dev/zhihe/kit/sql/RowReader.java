package dev.zhihe.kit.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Maps a row of the result. */
@FunctionalInterface
public interface RowReader<T> {
  @Nullable T read(ResultSet row) throws SQLException;
}
