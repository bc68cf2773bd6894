package dev.zhihe.kit.sql;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The filters given for a list. Absent parameters are ignored. */
public final class Filters {
  // Must match the expression of the indexes on the history. The key has a bounded length, and the
  // function that computes it cannot fail, whatever the body contains.
  private static final int MAX_KEY = 200;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Condition> tableConditions = new ArrayList<>();
  private final List<Object> tableValues = new ArrayList<>();
  // The same conditions for a state in the history, whose properties are in its JSON body.
  private final List<String> historyConditions = new ArrayList<>();
  private final List<String> historyValues = new ArrayList<>();

  /**
   * A condition on the column of a property.
   *
   * @param sql what follows the column
   */
  private record Condition(String property, String sql) {}

  /** A list without filters. */
  public static Filters none() {
    return new Filters();
  }

  /** The property equals the value. */
  public Filters equal(String property, @Nullable Object value) {
    add(property, value, " = ?");
    if (value != null) {
      equalInHistory(property, value.toString());
    }
    return this;
  }

  /**
   * The code is one of these, which must be codes that are stored. The values of this filter are
   * not told to callers.
   */
  public Filters codes(Collection<String> codes) {
    var listed = "{" + String.join(",", codes) + "}";
    add("code", listed, " = any(cast(? as varchar[]))");
    historyConditions.add("entity_id = any(cast(? as text[]))");
    historyValues.add(listed);
    return this;
  }

  /** The property is in a calendar year. 400 if the value is not a year. */
  public Filters year(String property, @Nullable String given) {
    if (given != null && !given.matches("\\d{4}")) {
      throw Problem.parameter(
          property, given, "%s 应为四位年份", "%s is a year of four digits", property);
    }
    return equal(property, given == null ? null : Integer.valueOf(given));
  }

  /** The property is an area with this GB/T 2260 code. 400 if the value is not such a code. */
  public Filters area(String property, @Nullable String given) {
    return equal(property, areaCode(property, given));
  }

  /** The value of an area parameter. 400 if it is not a code of six digits. */
  public static @Nullable String areaCode(String parameter, @Nullable String given) {
    if (given != null && !given.matches("\\d{6}")) {
      throw Problem.parameter(
          parameter,
          given,
          "%s 应为六位行政区划代码（GB/T 2260），如 500106",
          "%s is an area code of six digits (GB/T 2260), such as 500106",
          parameter);
    }
    return given;
  }

  /**
   * The property equals an enum's word, in its JSON form. 400 if there is no such word. The word is
   * written into the SQL text. Words are often very frequent or very rare, so each needs its own
   * query plan.
   */
  public <T extends Enum<T>> Filters word(String property, @Nullable String given, Class<T> words) {
    if (given != null) {
      var word =
          Views.constant(words, given)
              .orElseThrow(
                  () ->
                      Problem.parameter(
                          property,
                          given,
                          "%1$s 应为其中之一：%2$s",
                          "%1$s is one of: %3$s",
                          property,
                          Text.words(words).zh(),
                          Text.words(words).en()));
      values.put(property, word);
      tableConditions.add(new Condition(property, " = '" + word.name() + "'"));
      equalInHistory(property, Views.word(word));
    }
    return this;
  }

  /** The list property contains the value. */
  public Filters containing(String property, @Nullable String value) {
    add(property, value, " @> array[?]::varchar[]");
    if (value != null) {
      historyConditions.add("jsonb_exists(body_json(body) -> '" + property + "', ?)");
      historyValues.add(value);
    }
    return this;
  }

  /** The property, a day, is before this one. */
  public Filters before(String property, @Nullable LocalDate day) {
    add(property, day, " < ?");
    if (day != null) {
      historyConditions.add("body_json(body) ->> '" + property + "' < ?");
      historyValues.add(day.toString());
    }
    return this;
  }

  /** The property is another word than this one. */
  public Filters not(String property, Enum<?> word) {
    tableConditions.add(new Condition(property, " <> '" + word.name() + "'"));
    historyConditions.add("body_json(body) ->> '" + property + "' <> '" + Views.word(word) + "'");
    return this;
  }

  private void add(String property, @Nullable Object value, String condition) {
    if (value != null) {
      values.put(property, value);
      tableConditions.add(new Condition(property, condition));
      tableValues.add(value);
    }
  }

  private void equalInHistory(String property, String value) {
    var found = "body_json(body) ->> '" + property + "'";
    var equal = "left(" + found + ", " + MAX_KEY + ") = ?";
    if (Characters.length(value) < MAX_KEY) {
      historyConditions.add(equal);
      historyValues.add(value);
    } else { // the key alone could belong to another value
      historyConditions.add(equal + " and " + found + " = ?");
      historyValues.add(value.substring(0, value.offsetByCodePoints(0, MAX_KEY)));
      historyValues.add(value);
    }
  }

  public Map<String, Object> values() {
    return values;
  }

  /**
   * The SQL conditions on a row of the table, with a placeholder for each of {@link #tableValues}.
   *
   * @param column the column of a property
   */
  public String tableConditions(UnaryOperator<String> column) {
    return and(
        tableConditions.stream()
            .map(condition -> column.apply(condition.property) + condition.sql)
            .toList());
  }

  /** The values of the placeholders, in order. */
  public List<Object> tableValues() {
    return tableValues;
  }

  /**
   * The SQL conditions on a state's body, with a placeholder for each of {@link #historyValues}.
   */
  public String historyConditions() {
    return and(historyConditions);
  }

  /** The values of the placeholders, in order. */
  public List<String> historyValues() {
    return historyValues;
  }

  private static String and(Collection<String> conditions) {
    return conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
  }
}
