package dev.zhihe.log;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it is logged: its type, its stack, and its message unless that may repeat values
 * of rows or requests. So do messages about values that are not as expected, and messages of
 * exceptions that have such a cause.
 */
public final class LoggedFailure extends Throwable {
  private static final long serialVersionUID = 1L;

  /** Types whose messages repeat what they were given. Names, since not every program has them. */
  private static final Set<String> REPEATING =
      Set.of(
          "com.fasterxml.jackson.core.JacksonException",
          "dev.zhihe.kit.problem.Problem",
          "io.smallrye.jwt.auth.principal.ParseException",
          "jakarta.persistence.PersistenceException",
          "jakarta.validation.ValidationException",
          "java.lang.IllegalArgumentException",
          "java.net.URISyntaxException",
          "java.text.ParseException",
          "java.time.DateTimeException",
          "javax.xml.stream.XMLStreamException",
          "org.jose4j.jwt.consumer.InvalidJwtException",
          "org.xml.sax.SAXException");

  /**
   * Classes of SQL states whose messages name parts of the database. {@code ZH} is the services'
   * own. Source: PostgreSQL, appendix A, error codes.
   */
  private static final Set<String> NAMING =
      Set.of(
          "08", "22", "23", "25", "26", "28", "3D", "40", "42", "53", "54", "55", "57", "58", "ZH");

  /** How Collectors.toMap begins, which names the two values. */
  private static final String DUPLICATE = "Duplicate key ";

  private LoggedFailure(String text, @Nullable Throwable cause) {
    super(text, cause);
  }

  /**
   * The exception with its causes and suppressed exceptions.
   *
   * @param whole whether all messages are kept
   */
  static LoggedFailure of(Throwable thrown, boolean whole) {
    return of(thrown, whole, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static LoggedFailure of(Throwable thrown, boolean whole, Set<Throwable> seen) {
    seen.add(thrown);
    var cause = thrown.getCause();
    var logged =
        new LoggedFailure(
            text(thrown, whole),
            cause == null || seen.contains(cause) ? null : of(cause, whole, seen));
    logged.setStackTrace(thrown.getStackTrace());
    for (var beside : thrown.getSuppressed()) {
      if (!seen.contains(beside)) {
        logged.addSuppressed(of(beside, whole, seen));
      }
    }
    return logged;
  }

  /** The type and message of an exception, on one line. */
  static String text(Throwable thrown) {
    return text(thrown, false);
  }

  private static String text(Throwable thrown, boolean whole) {
    var message = whole ? thrown.getMessage() : kept(thrown);
    return SafeLines.safe(
        message == null
            ? thrown.getClass().getName()
            : thrown.getClass().getName() + ": " + message);
  }

  /** The message of an exception, on one line; its type if the message may repeat values. */
  public static String message(Throwable thrown) {
    var message = kept(thrown);
    return SafeLines.safe(message == null ? thrown.getClass().getName() : message);
  }

  /** The message, or what of it repeats no values; null if there is none. */
  private static @Nullable String kept(Throwable thrown) {
    var message = thrown.getMessage();
    if (thrown instanceof SQLException sql) {
      return ofDatabase(sql);
    }
    return message == null || repeats(thrown) ? null : message;
  }

  /**
   * The first line; the details follow it, which the driver is asked to leave out. A message about
   * a value (class 22) is cut before the value, which stands in quotes. A message of a class that
   * is not known to name tables, columns and constraints alone is left out, and so is that of a
   * batch, which may repeat its statement. A message without a state is the driver's or ours.
   */
  private static @Nullable String ofDatabase(SQLException failure) {
    var message = failure.getMessage();
    var state = failure.getSQLState();
    if (message == null) {
      return null;
    }
    if (failure instanceof BatchUpdateException
        || (state != null && !NAMING.contains(state.substring(0, Math.min(2, state.length()))))) {
      return "SQL state " + state;
    }
    var line = message.lines().findFirst().orElse("");
    var quote = line.indexOf('"');
    return state != null && state.startsWith("22") && quote >= 0
        ? line.substring(0, quote) + "…"
        : line;
  }

  /** Whether the message of an exception, or of a cause that it may repeat, has values. */
  private static boolean repeats(Throwable thrown) {
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    for (var cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          ? !Objects.equals(ofDatabase(sql), sql.getMessage())
          : isRepeating(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRepeating(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (REPEATING.contains(type.getName())) {
        return true;
      }
    }
    var message = thrown.getMessage();
    return message != null && message.startsWith(DUPLICATE);
  }

  /** The text alone, which begins with the type of the exception. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // else it would begin with this class
  public String toString() {
    return String.valueOf(getMessage());
  }
}
