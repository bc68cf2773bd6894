package dev.zhihe.kit.problem;

import dev.zhihe.kit.json.Views;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request, collects their errors, and refuses them together. */
public final class Refusals {
  private final List<Violation> wrong = new ArrayList<>();

  /** A whole number within bounds; the default if none is given. */
  public long number(String name, @Nullable String text, long least, long most, long usual) {
    if (text == null) {
      return usual;
    }
    try {
      var number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, as a number out of range is
    }
    add(name, text, "%s 应为 %d 至 %d 的整数", "%s is a whole number from %d to %d", name, least, most);
    return usual;
  }

  /** The size of a page: at most 1,000; a larger one is lowered. */
  public int limit(@Nullable String text) {
    return (int) Math.min(1_000, number("limit", text, 1, Long.MAX_VALUE, 100));
  }

  /** An instant; null if none is given. */
  public @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      add(
          name,
          text,
          "%s 应为带时区的时刻，如 2026-11-23T08:00:00Z",
          "%s is an instant with its offset, such as 2026-11-23T08:00:00Z",
          name);
      return null;
    }
  }

  /** A day; the default if none is given. */
  public LocalDate day(String name, @Nullable String text, LocalDate usual) {
    if (text == null) {
      return usual;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      add(name, text, "%s 应为日期，如 2026-11-23", "%s is a day, such as 2026-11-23", name);
      return usual;
    }
  }

  /** The constant of a word in JSON; null if none is given or it is refused. */
  public <T extends Enum<T>> @Nullable T word(String name, @Nullable String text, Class<T> words) {
    var word = text == null ? null : Views.constant(words, text).orElse(null);
    if (text != null && word == null) {
      var known = Text.words(words);
      add(name, text, "%1$s 应为其中之一：%2$s", "%1$s is one of: %3$s", name, known.zh(), known.en());
    }
    return word;
  }

  /** The constant of a required word; null if it is refused. */
  public <T extends Enum<T>> @Nullable T requiredWord(
      String name, @Nullable String text, Class<T> words) {
    return word(name, text == null ? "" : text, words);
  }

  /** A required code; empty if it is refused. */
  public String requiredCode(String name, @Nullable String text, String example) {
    if (text != null && Characters.CODE.matcher(text).matches()) {
      return text;
    }
    add(name, text, "%1$s 必填，为代码，如 %2$s", "%1$s is required: a code such as %2$s", name, example);
    return "";
  }

  /** Adds an error of a parameter. */
  public void add(String name, @Nullable String value, String zh, String en, Object... arguments) {
    wrong.add(Violation.ofParameter(name, value, "invalid", Text.of(zh, en, arguments)));
  }

  /** Throws 400 with all errors, if there are any. */
  public void throwIfAny() {
    if (!wrong.isEmpty()) {
      throw new Problem(ProblemType.INVALID_PARAMETER, wrong.getFirst().detail(), wrong);
    }
  }
}
