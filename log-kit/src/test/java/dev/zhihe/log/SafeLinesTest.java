package dev.zhihe.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeLinesTest {
  private static final Formatter TEXT = new PatternFormatter("%-5p [%c{3.}] %m%e%n");

  /** Ends of lines, commands to a terminal, and what turns or hides the text. */
  private static final String HOSTILE =
      Stream.of(
              "\n",
              "\r",
              "\r\n",
              "\u0085",
              "\u2028",
              "\u2029",
              "\u000b",
              "\f",
              "\u001b[2K",
              "\u009b31m",
              "\u202e",
              "\u200b",
              "\b",
              "\u0000",
              "\u007f",
              "\ud800",
              "\udb40\udc41")
          .map(separator -> separator + "ERROR [forged] all is lost")
          .collect(Collectors.joining());

  static Stream<Formatter> formats() {
    return Stream.of(TEXT, new JsonFormatter());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noTextOfAUserBeginsALineOrCommandsATerminal(Formatter format) {
    var message = logged(format, record("File " + HOSTILE, null));
    var parameter = logged(format, record("File %s of %d bytes", null, HOSTILE, 7));
    var failure = new IllegalStateException(HOSTILE, new RuntimeException(HOSTILE));
    failure.addSuppressed(new UnsupportedOperationException(HOSTILE));
    var thrown = logged(format, record("Failed", failure));

    for (var line : new String[] {message, parameter}) {
      assertThat(line.strip().split("\\R", -1)).hasSize(1);
    }
    for (var text : new String[] {message, parameter, thrown}) {
      assertThat(text.split("\\R", -1)).noneMatch(line -> line.startsWith("ERROR [forged]"));
      assertThat(text.codePoints().filter(point -> "\n\r\t".indexOf(point) < 0))
          .noneMatch(Character::isISOControl)
          .noneMatch(point -> Character.getType(point) == Character.FORMAT)
          .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
      assertThat(text).contains("ERROR [forged] all is lost");
    }
  }

  @Test
  void whatIsOrdinaryStaysAsItIs() {
    assertThat(logged(TEXT, record("%s：%d 行，𠀀 “é” C:\\new", null, "指标", 3)))
        .isEqualTo("INFO  [dev.zhi.log.Test] 指标：3 行，𠀀 “é” C:\\new\n");
  }

  @Test
  void anExceptionKeepsItsTypesMessagesAndStack() {
    var failure = new IllegalStateException("no room", new InterruptedException("asked to stop"));

    assertThat(logged(TEXT, record("Failed", failure)))
        .startsWith("INFO  [dev.zhi.log.Test] Failed")
        .contains("java.lang.IllegalStateException: no room")
        .contains("\tat dev.zhihe.log.SafeLinesTest.")
        .contains("Caused by: java.lang.InterruptedException: asked to stop");
  }

  static Stream<Throwable> failuresThatRepeatValues() {
    var duplicate =
        new SQLException(
            "ERROR: duplicate key value violates unique constraint \"plan_pkey\"\n  Detail: Key (code)=(canary) already exists.",
            "23505");
    return Stream.of(
        duplicate,
        new SQLException("ERROR: invalid input syntax for type date: \"canary\"", "22007"),
        new SQLException("ERROR: canary", "P0001"),
        new BatchUpdateException(
            "Batch entry 0 insert into plan values ('canary') was aborted",
            "23505",
            0,
            new int[0],
            duplicate),
        failureOf(() -> Integer.parseInt("canary")),
        failureOf(() -> LocalDate.parse("canary")),
        failureOf(() -> Thread.State.valueOf("canary")),
        failureOf(
            () ->
                Stream.of("canary 1", "canary 2")
                    .collect(Collectors.toMap(text -> 1, UnaryOperator.identity()))));
  }

  @ParameterizedTest
  @MethodSource("failuresThatRepeatValues")
  void aValueOfARowStaysOutOfTheLog(Throwable failure) {
    var wrapped = new RuntimeException("row 7: " + failure.getMessage(), failure);
    var beside = new IllegalStateException("rolled back");
    beside.addSuppressed(failure);

    for (var thrown : new Throwable[] {failure, wrapped, beside}) {
      for (var format : formats().toList()) {
        assertThat(logged(format, record("Failed", thrown)))
            .doesNotContain("canary")
            .contains(failure.getClass().getName());
        assertThat(logged(format, record("Failed: %s", null, thrown))).doesNotContain("canary");
      }
    }
    assertThat(LoggedFailure.message(failure)).doesNotContain("canary");
  }

  @Test
  void aDatabaseErrorStillSaysWhatIsWrong() {
    assertThat(
            LoggedFailure.message(
                new SQLException(
                    "ERROR: duplicate key value violates unique constraint \"plan_pkey\"\n  Detail: x",
                    "23505")))
        .isEqualTo("ERROR: duplicate key value violates unique constraint \"plan_pkey\"");
    assertThat(LoggedFailure.message(new SQLException("ERROR: division by zero", "22012")))
        .isEqualTo("ERROR: division by zero");
    assertThat(LoggedFailure.message(new SQLException("ERROR: anything", "P0001")))
        .isEqualTo("SQL state P0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "/v1/plans?token="})
  void aTokenIsMasked(String before) {
    var token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

    assertThat(
            logged(TEXT, record("Sent: %s", new RuntimeException(before + token), before + token)))
        .contains("Sent: " + before + "***")
        .doesNotContain("eyJ");
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(logged(TEXT, record("x".repeat(100_000), null)))
        .hasSizeLessThan(SafeLines.MAX_LENGTH + 100)
        .endsWith("… (100000 characters)\n");
  }

  @Test
  void aStartThatFailsSaysEverything() {
    var record =
        record(
            "Failed to start",
            new IllegalArgumentException("zhihe.proxies names addresses; it says x"));
    record.setLoggerName("io.quarkus.runtime.Application");

    assertThat(logged(TEXT, record)).contains("zhihe.proxies names addresses; it says x");
  }

  @Test
  void causesThatGoInACircleEnd() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(logged(TEXT, record("Failed", one))).contains("one", "other");
  }

  @Test
  void aRecordOfAnotherLoggingLibraryIsTreatedAlike() {
    var record = new LogRecord(Level.INFO, "File {0} of {1}\nforged");
    record.setLoggerName("dev.zhihe.log.Test");
    record.setParameters(new Object[] {"a\nb", new SQLException("ERROR: canary", "P0001")});

    assertThat(logged(TEXT, record))
        .isEqualTo(
            "INFO  [dev.zhi.log.Test] File a\\nb of java.sql.SQLException: SQL state P0001\\nforged\n");
  }

  private static ExtLogRecord record(
      String message, @Nullable Throwable thrown, Object... parameters) {
    var style = parameters.length == 0 ? FormatStyle.NO_FORMAT : FormatStyle.PRINTF;
    var record = new ExtLogRecord(Level.INFO, message, style, SafeLinesTest.class.getName());
    record.setLoggerName("dev.zhihe.log.Test");
    record.setParameters(parameters.length == 0 ? null : parameters);
    record.setThrown(thrown);
    return record;
  }

  private static String logged(Formatter format, LogRecord record) {
    assertThat(new SafeLines().isLoggable(record)).isTrue();
    assertThat(new SafeLines().isLoggable(record)).as("for another handler").isTrue();
    return format.format(ExtLogRecord.wrap(record));
  }

  private static Throwable failureOf(Runnable failing) {
    try {
      failing.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("It did not fail");
  }
}
