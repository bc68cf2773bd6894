package dev.zhihe.kit.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends rows to the log as the change log does, for tests of other packages. */
public final class LogRows {
  private LogRows() {}

  public static void append(Connection connection, List<Change> changes) throws SQLException {
    ChangeLog.append(connection, changes);
  }
}
