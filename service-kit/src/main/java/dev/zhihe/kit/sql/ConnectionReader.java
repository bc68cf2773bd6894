package dev.zhihe.kit.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads from a connection. */
@FunctionalInterface
public interface ConnectionReader<T> {
  T from(Connection connection) throws SQLException;
}
