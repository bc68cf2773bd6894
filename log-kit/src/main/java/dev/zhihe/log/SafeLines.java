package dev.zhihe.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Makes each log record safe before it is formatted, so that the format does not matter. Control
 * characters are escaped, so that a text of a user cannot begin a line of its own or command a
 * terminal. Tokens are masked. Exceptions are logged as a {@link LoggedFailure}.
 */
@LoggingFilter(name = "safe-lines")
public final class SafeLines implements Filter {
  /** Maximum number of characters of a message. The rest is left out. */
  static final int MAX_LENGTH = 8_000;

  /** Room for the note of a cut. With it, a message is not longer than the maximum. */
  private static final int NOTE = 40;

  /** A JSON Web Token, or what is left of one. */
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(?:(?:\\.|%2[eE])[A-Za-z0-9_-]*){0,4}");

  /** Puts the parameters into a message, in whatever style it has. */
  private static final Formatter MESSAGE = new PatternFormatter("%s");

  /** Logs why the application does not start. Then there are no rows, and every word is needed. */
  private static final String START = "io.quarkus.runtime.Application";

  /** Changes the record. Every record is logged. */
  @Override
  public boolean isLoggable(LogRecord record) {
    var starts = START.equals(record.getLoggerName());
    var parameters = record.getParameters();
    if (parameters != null
        && !starts
        && Arrays.stream(parameters).anyMatch(Throwable.class::isInstance)) {
      record.setParameters(
          Arrays.stream(parameters)
              .map(given -> given instanceof Throwable thrown ? LoggedFailure.text(thrown) : given)
              .toArray());
    }
    var message = MESSAGE.formatMessage(ExtLogRecord.wrap(record));
    var safe = message == null ? null : safe(message);
    if (safe != null && !safe.equals(message)) {
      if (record instanceof ExtLogRecord ours) {
        ours.setMessage(safe, ExtLogRecord.FormatStyle.NO_FORMAT);
      } else {
        record.setMessage(safe);
      }
      record.setParameters(null);
    }
    var thrown = record.getThrown();
    if (thrown != null && !(thrown instanceof LoggedFailure)) {
      record.setThrown(LoggedFailure.of(thrown, starts));
    }
    return true;
  }

  /** The text on one line, not too long and without tokens. */
  static String safe(String text) {
    var masked = text.contains("eyJ") ? TOKEN.matcher(text).replaceAll("***") : text;
    var escaped = escaped(masked);
    return escaped.length() <= MAX_LENGTH
        ? escaped
        : "%s… (%d characters)"
            .formatted(escaped.substring(0, MAX_LENGTH - NOTE), escaped.length());
  }

  private static String escaped(String text) {
    if (text.codePoints().allMatch(SafeLines::isPlain)) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                escaped.appendCodePoint(point);
              } else {
                switch (point) {
                  case '\n' -> escaped.append("\\n");
                  case '\r' -> escaped.append("\\r");
                  case '\t' -> escaped.append("\\t");
                  default -> {
                    for (var half : Character.toChars(point)) {
                      escaped.append("\\u").append(HexFormat.of().toHexDigits(half));
                    }
                  }
                }
              }
            });
    return escaped.toString();
  }

  /**
   * Whether a terminal only shows the character. Others control it, end a line, change the
   * direction of the text or are invisible.
   */
  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
