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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request; what is wrong with them is refused at once, all of it. */
final class Refusals {
  private final List<Violation> wrong = new ArrayList<>();

  /** A whole number within bounds; the usual one if none is given. */
  long number(String name, @Nullable String text, long least, long most, long usual) {
    if (text == null) {
      return usual;
    }
    try {
      var number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    add(name, text, "%s 应为 %d 至 %d 的整数", "%s is a whole number from %d to %d", name, least, most);
    return usual;
  }

  /**
   * The part of the log that is asked for.
   *
   * @param known the types there are
   */
  Scope scope(ScopeQuery asked, Set<String> known) {
    var entityType = asked.entityType();
    var area = asked.area();
    var types = new TreeSet<String>();
    for (var type : entityType == null ? new String[0] : entityType.split(",", -1)) {
      if (known.contains(type)) {
        types.add(type);
      } else {
        add(
            "entityType",
            type,
            "没有类型 %s；可用：%s",
            "there is no type %s; there are: %s",
            type,
            String.join(", ", new TreeSet<>(known)));
      }
    }
    if (area == null || Scope.AREA.matcher(area).matches()) {
      return new Scope(List.copyOf(types), area);
    }
    add(
        "area",
        area,
        "area 应为六位行政区划代码，如 500106",
        "area is an area code of six digits, such as 500106");
    return Scope.ALL;
  }

  /** The place in a snapshot that a text names: a type, a slash and an entity's id. */
  Snapshots.@Nullable Place place(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    var slash = text.indexOf('/');
    if (slash > 0
        && slash < text.length() - 1
        && Scope.TYPE.matcher(text.substring(0, slash)).matches()
        && text.chars().noneMatch(Character::isISOControl)) {
      return new Snapshots.Place(text.substring(0, slash), text.substring(slash + 1));
    }
    add(
        name,
        text,
        "应为 entityType/entityId，取自最后一整行",
        "entityType/entityId of the last whole line that came");
    return null;
  }

  /** A page's size, lowered to 1,000. */
  int limit(@Nullable String text) {
    return (int) Math.min(1_000, number("limit", text, 1, Long.MAX_VALUE, 100));
  }

  /** An instant; null if none is given. */
  @Nullable Instant instant(String name, @Nullable String text) {
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

  /** A day; the usual one if none is given. */
  LocalDate day(String name, @Nullable String text, LocalDate usual) {
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

  /** Refuses a parameter. */
  void add(String name, @Nullable String value, String zh, String en, Object... arguments) {
    wrong.add(Violation.ofParameter(name, value, "invalid", Text.of(zh, en, arguments)));
  }

  /** Ends the request if anything was wrong. */
  void raise() {
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Type.INVALID_PARAMETER, wrong.getFirst().detail(), wrong);
    }
  }
}
