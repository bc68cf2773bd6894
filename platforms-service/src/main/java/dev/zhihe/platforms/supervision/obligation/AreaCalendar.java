package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.form.FormView;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.period.ReportingPeriod;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The periods of an area that have a kind, each with its form, in the order of their codes. */
final class AreaCalendar {
  /** So many periods before one are looked at. */
  private static final int MAX_BEFORE = 11;

  private final List<Span> spans;
  private final Map<PeriodKind, List<Span>> byKind = new HashMap<>();
  private final Map<String, Integer> placesInKind = new HashMap<>();

  /**
   * A period.
   *
   * @param form of its last day
   * @param name in Chinese
   */
  record Span(ReportingPeriodView period, FormInForce form, String name) {
    PeriodKind kind() {
      return Objects.requireNonNull(period.kind());
    }
  }

  AreaCalendar(List<ReportingPeriodView> periods, List<FormView> forms) {
    spans =
        periods.stream()
            .filter(period -> period.kind() != null)
            .map(
                period ->
                    new Span(
                        period,
                        FormInForce.of(
                            forms, Objects.requireNonNull(period.kind()), period.endDate()),
                        PeriodKind.label(period.startDate(), period.endDate()).zh()))
            .sorted(Comparator.comparing(span -> span.period().code()))
            .toList();
    for (var kind : PeriodKind.values()) {
      var ofKind =
          spans.stream()
              .filter(span -> span.kind() == kind)
              .sorted(Comparator.comparing(span -> span.period().endDate()))
              .toList();
      byKind.put(kind, ofKind);
      for (int i = 0; i < ofKind.size(); i++) {
        placesInKind.put(ofKind.get(i).period().code(), i);
      }
    }
  }

  /** The calendar of an area, as it is known at the moment of the states. */
  static AreaCalendar of(String area, States states) {
    return new AreaCalendar(
        states.publicStates(
            ReportingPeriod.class, ReportingPeriodView.class, Filters.none().equal("area", area)),
        FormInForce.adopted(area, states));
  }

  /** All periods, in the order of their codes. */
  List<Span> spans() {
    return spans;
  }

  /** The last periods of the same kind that ended before a period, the latest first. */
  List<Span> before(Span span) {
    var place = Objects.requireNonNull(placesInKind.get(span.period().code()));
    return Objects.requireNonNull(byKind.get(span.kind()))
        .subList(Math.max(0, place - MAX_BEFORE), place)
        .reversed();
  }
}
