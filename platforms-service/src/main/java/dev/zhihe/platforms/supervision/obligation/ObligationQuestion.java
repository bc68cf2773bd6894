package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.period.PeriodKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What obligations are asked for. A null asks for all.
 *
 * @param operator code of an operator
 * @param states empty for all
 */
record ObligationQuestion(
    @Nullable String area,
    @Nullable String period,
    @Nullable String platform,
    @Nullable String operator,
    @Nullable PeriodKind kind,
    Set<ObligationState> states,
    @Nullable Boolean late,
    @Nullable Boolean missedTwice) {
  private static final Set<ObligationState> IS_WITHOUT_REPORT =
      EnumSet.of(ObligationState.NOT_DUE, ObligationState.DUE, ObligationState.OVERDUE);

  /** All of an area, period, operator and kind. 400 with every error. */
  static ObligationQuestion of(
      @Nullable String area,
      @Nullable String period,
      @Nullable String platform,
      @Nullable String operator,
      @Nullable String kind,
      @Nullable String state,
      @Nullable String late,
      @Nullable String missedTwice) {
    var refusals = new Refusals();
    var word = refusals.word("kind", kind, PeriodKind.class);
    var states = states(state, refusals);
    var isLate = truth("late", late, refusals);
    var isMissed = truth("missedTwice", missedTwice, refusals);
    refusals.throwIfAny();
    return new ObligationQuestion(
        Filters.areaCode("area", area), period, platform, operator, word, states, isLate, isMissed);
  }

  private static Set<ObligationState> states(@Nullable String text, Refusals refusals) {
    var states = EnumSet.noneOf(ObligationState.class);
    if (text != null) {
      for (var one : text.split(",", -1)) {
        var state = refusals.requiredWord("state", one.strip(), ObligationState.class);
        if (state != null) {
          states.add(state);
        }
      }
    }
    return states;
  }

  private static @Nullable Boolean truth(String name, @Nullable String text, Refusals refusals) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      refusals.add(name, text, "%s 应为 true 或 false", "%s is true or false", name);
    }
    return text == null ? null : Boolean.valueOf(text);
  }

  /** What lines are asked for, as far as it can be told from the reports of a platform. */
  PlatformChoice.Lines lines() {
    return new PlatformChoice.Lines(
        states.stream().anyMatch(IS_WITHOUT_REPORT::contains) ? Set.of() : states,
        Boolean.TRUE.equals(missedTwice)
            || (!states.isEmpty()
                && states.stream()
                    .allMatch(
                        one -> one == ObligationState.RETURNED || IS_WITHOUT_REPORT.contains(one))),
        Boolean.TRUE.equals(late));
  }

  /**
   * Whether most reports may have to be looked at before a line is found: what is missing has no
   * index.
   */
  private boolean isSearch() {
    return period == null
        && platform == null
        && operator == null
        && (Boolean.TRUE.equals(late)
            || Boolean.TRUE.equals(missedTwice)
            || states.stream().anyMatch(IS_WITHOUT_REPORT::contains));
  }

  /** 400 if the answer would look at all reports of all platforms. */
  void requireBounds() {
    if (isSearch()) {
      var refusals = new Refusals();
      refusals.add(
          "period",
          null,
          "按 state=not_due、due、overdue、late=true 或 missedTwice=true 筛选时，须同时给出 period、operator 或 platform",
          "with state=not_due, due, overdue, late=true or missedTwice=true, give period, operator or platform too");
      refusals.throwIfAny();
    }
  }

  /** Whether a line is asked for. */
  boolean asksFor(ObligationLine line) {
    return (states.isEmpty() || states.contains(line.state()))
        && (operator == null || operator.equals(line.operator()))
        && (late == null || late == line.late())
        && (missedTwice == null || missedTwice == line.missedTwice());
  }

  /** Whether the lines of a period are asked for. */
  boolean asksFor(AreaCalendar.Span span) {
    return (period == null || period.equals(span.period().code()))
        && (kind == null || kind == span.kind());
  }

  /** What is asked for, by parameter. A cursor is bound to it. */
  Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    put(values, "area", area);
    put(values, "period", period);
    put(values, "platform", platform);
    put(values, "operator", operator);
    put(values, "kind", kind == null ? null : Views.word(kind));
    put(values, "state", states.isEmpty() ? null : states);
    put(values, "late", late);
    put(values, "missedTwice", missedTwice);
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
