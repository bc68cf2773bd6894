package dev.zhihe.kit.sql;

import java.sql.SQLException;
import java.util.Locale;

/** Classifies database errors. */
public final class DatabaseFailures {
  private DatabaseFailures() {}

  /**
   * Whether a retry may succeed: after a deadlock, a serialization failure, a lock or statement
   * timeout, or a lost, terminated or missing connection.
   */
  public static boolean mayPass(Throwable failure) {
    var state = sqlState(failure);
    return state.startsWith("40")
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P") // an administrator ended it, or the server restarts
        || state.equals("25P03") // it was idle within a transaction for too long
        || state.equals("55P03")
        || state.equals("57014")
        || starved(failure);
  }

  /** Whether no connection was to be had, or it was lost: whatever the statement holds. */
  public static boolean isUnreachable(Throwable failure) {
    var state = sqlState(failure);
    return state.startsWith("08") || state.startsWith("57P") || starved(failure);
  }

  /**
   * Whether two transactions changed the same thing at the same time: a unique index, a deadlock or
   * a serialization failure.
   */
  public static boolean isCollision(Throwable failure) {
    var state = sqlState(failure);
    return state.equals("23505") || state.equals("40P01") || state.equals("40001");
  }

  /**
   * The first SQL state among the failure, its causes and their suppressed exceptions; else empty.
   */
  public static String sqlState(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
      for (var beside : cause.getSuppressed()) { // a failed commit keeps its cause there
        var state = sqlState(beside);
        if (!state.isEmpty()) {
          return state;
        }
      }
    }
    return "";
  }

  /** Whether the connection pool was exhausted. */
  public static boolean starved(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && String.valueOf(sql.getMessage())
              .toLowerCase(Locale.ROOT)
              .contains("acquisition timeout")) {
        return true;
      }
    }
    return false;
  }
}
