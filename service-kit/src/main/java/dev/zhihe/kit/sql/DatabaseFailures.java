package dev.zhihe.kit.sql;

import java.sql.SQLException;
import java.util.Locale;

/** What the database's refusals mean. */
public final class DatabaseFailures {
  private DatabaseFailures() {}

  /**
   * Whether the database refused something that it may take when asked again: a deadlock or an
   * overtaken transaction, a lock or an answer that did not come in time, a lost, ended or missing
   * connection.
   */
  public static boolean mayPass(Throwable failure) {
    var state = sqlState(failure);
    return state.startsWith("40")
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P") // an administrator ended it, or the server restarts
        || state.equals("55P03")
        || state.equals("57014")
        || starved(failure);
  }

  /**
   * The SQL state of the first failure that has one, its causes and suppressed ones included; else
   * empty.
   */
  public static String sqlState(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
      for (var beside : cause.getSuppressed()) { // where a commit keeps why it failed
        var state = sqlState(beside);
        if (!state.isEmpty()) {
          return state;
        }
      }
    }
    return "";
  }

  /** Whether no connection came free in time. */
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
