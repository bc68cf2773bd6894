package dev.zhihe.kit.changelog;

import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import dev.zhihe.kit.http.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request's parameters and refuses all that are wrong at once. */
final class Asked {
  private static final long LOWERED = 1_000;

  private final List<Violation> violations = new ArrayList<>();

  /** A whole number from {@code least} on, or the usual one if none is given. */
  long number(String name, @Nullable String text, long least, long usual) {
    if (text == null) {
      return usual;
    }
    try {
      var number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    refuse(name, text, "%s 应为不小于 %d 的整数", "%s is a whole number from %d on", name, least);
    return usual;
  }

  /** Items per page, lowered to 1,000. */
  int limit(@Nullable String text) {
    return (int) Math.min(LOWERED, number("limit", text, 1, 100));
  }

  @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      refuse(
          name,
          text,
          "%s 应为带时区的时刻，如 2026-11-23T08:00:00Z",
          "%s is an instant with its offset, such as 2026-11-23T08:00:00Z",
          name);
      return null;
    }
  }

  LocalDate day(String name, @Nullable String text, LocalDate usual) {
    if (text == null) {
      return usual;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      refuse(name, text, "%s 应为日期，如 2026-11-23", "%s is a day, such as 2026-11-23", name);
      return usual;
    }
  }

  void refuse(String name, @Nullable String text, String zh, String en, Object... arguments) {
    violations.add(Violation.ofParameter(name, text, "invalid", Text.of(zh, en, arguments)));
  }

  /**
   * To be called when everything was read.
   *
   * @throws Problem 400 with everything that was refused
   */
  void complete() {
    if (!violations.isEmpty()) {
      throw new Problem(Problem.Type.INVALID_PARAMETER, violations.getFirst().detail(), violations);
    }
  }
}
