package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.figures.submission.NewSubmission;
import dev.zhihe.indicators.figures.submission.SubmissionsReceived;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares submitted figures with the bounds of their indicator, and with the earlier figures of
 * their series: those published, in review, or in the same file.
 */
@ApplicationScoped
class PlausibilityCheck {
  /** Older values say little about the present. */
  private static final int MAX_EARLIER = 20;

  private final Indicators indicators;
  private final EntityManager entities;

  PlausibilityCheck(Indicators indicators, EntityManager entities) {
    this.indicators = indicators;
    this.entities = entities;
  }

  /** Figures that are compared with one another: their periods have the same length. */
  private record Series(
      String indicator, String area, @Nullable String board, @Nullable String scope, int months) {

    static Series of(ObservationView observation) {
      return new Series(
          observation.indicator(),
          observation.area(),
          observation.board(),
          observation.scope(),
          observation.period().months());
    }
  }

  private static boolean isExact(NewSubmission given) {
    return given.figure().value() != null && given.figure().comparator().exact();
  }

  /**
   * Refuses figures beyond the bounds that their indicator states. Requires a comment on unusual
   * figures that have none, period by period. Such a figure is not used to judge later ones.
   */
  void review(@Observes SubmissionsReceived chunk) {
    var exact =
        chunk.figures().entrySet().stream()
            .filter(one -> isWithinBounds(one.getKey(), one.getValue()))
            .filter(one -> isExact(one.getValue()))
            .sorted(Comparator.comparing(one -> one.getValue().figure().period().toString()))
            .toList();
    var known =
        earlier(
            exact.stream()
                .map(Map.Entry::getValue)
                .filter(given -> given.comment() == null)
                .map(NewSubmission::figure)
                .toList());
    var published = published(known, exact.stream().map(Map.Entry::getValue).toList());
    var taken = new HashMap<Series, NavigableMap<String, BigDecimal>>();
    exact.forEach(
        one -> {
          var given = one.getValue();
          var figure = given.figure();
          var period = figure.period().toString();
          var value = Objects.requireNonNull(figure.value());
          var ofFile = taken.computeIfAbsent(Series.of(figure), none -> new TreeMap<>());
          if (given.comment() == null) {
            var before = known.computeIfAbsent(figure.code(), none -> new TreeMap<>());
            before.putAll(ofFile.headMap(period, false));
            var bounds = bounds(figure);
            var finding =
                Plausibility.of(
                    value,
                    newest(before),
                    bounds.kind(),
                    figure.measure() == Measure.INCREMENT ? null : bounds);
            if (finding == null && before.isEmpty() && published.containsKey(figure.code())) {
              finding =
                  Plausibility.ofCorrection(value, published.get(figure.code()), bounds.kind());
            }
            if (finding != null) {
              refuse(one.getKey(), finding);
              return;
            }
          }
          ofFile.put(period, value);
        });
  }

  /** The published values, by code, of figures that nothing earlier is known of. */
  private Map<String, BigDecimal> published(
      Map<String, NavigableMap<String, BigDecimal>> known, List<NewSubmission> given) {
    var codes =
        given.stream()
            .filter(one -> one.comment() == null && !known.containsKey(one.figure().code()))
            .map(one -> one.figure().code())
            .toList();
    return codes.isEmpty()
        ? Map.of()
        : entities
            .createQuery(
                "select code, value from Observation where code in :codes and value is not null and comparator in (EQ, APPROX)",
                Object[].class)
            .setParameter("codes", codes)
            .getResultStream()
            .collect(Collectors.toMap(row -> (String) row[0], row -> (BigDecimal) row[1]));
  }

  private ValueBounds bounds(ObservationView figure) {
    return ValueBounds.of(Objects.requireNonNull(indicators.summary(figure.indicator())));
  }

  /**
   * Refuses a value beyond the stated bounds, and a printed bound, such as "more than 150", beyond
   * the usual ones without a comment. Bounds of a level do not apply to its increments.
   */
  private boolean isWithinBounds(Row row, NewSubmission given) {
    var figure = given.figure();
    var value = figure.value();
    if (value == null || figure.measure() == Measure.INCREMENT) {
      return true;
    }
    var bounds = bounds(figure);
    var finding = bounds.broken(value);
    if (finding == null && !isExact(given) && given.comment() == null) {
      finding = bounds.unusual(value);
    }
    if (finding != null) {
      refuse(row, finding);
    }
    return finding == null;
  }

  private static List<BigDecimal> newest(NavigableMap<String, BigDecimal> values) {
    return values.descendingMap().values().stream().limit(MAX_EARLIER).toList();
  }

  private static void refuse(Row row, Plausibility.Finding finding) {
    row.refuse(
        "value", finding.code(), "%1$s", "%2$s", finding.detail().zh(), finding.detail().en());
  }

  /**
   * The earlier values, by the codes of these figures and then by period. They have the same
   * indicator, area, board, scope and length of period. A value in review takes precedence over a
   * published one; of several sources the most reliable counts. This is one query, and each figure
   * uses the indexes.
   */
  @SuppressWarnings("unchecked") // native queries know no result type
  private Map<String, NavigableMap<String, BigDecimal>> earlier(List<ObservationView> figures) {
    var values = new HashMap<String, NavigableMap<String, BigDecimal>>();
    if (figures.isEmpty()) {
      return values;
    }
    List<Tuple> found =
        entities
            .createNativeQuery(
                """
                select asked.code, before.period, before.value
                from unnest(cast(:codes as varchar[]), cast(:indicators as varchar[]), cast(:areas as varchar[]),
                            cast(:boards as varchar[]), cast(:scopes as varchar[]), cast(:periods as varchar[]),
                            cast(:forms as varchar[])) as asked (code, indicator, area, board, scope, period, form)
                cross join lateral (
                  (select distinct on (o.period) o.period, o.value, false as waits from observation o
                   where o.indicator = asked.indicator and o.area = asked.area and o.period < asked.period
                     and o.period ~ asked.form and o.value is not null and o.comparator in ('EQ', 'APPROX')
                     and o.board is not distinct from asked.board and o.scope is not distinct from asked.scope
                   order by o.period desc, array_position(array['ACTUAL', 'PROVISIONAL', 'ESTIMATED'], o.status), o.code
                   limit :most)
                  union all
                  (select distinct on (s.period) s.period, cast(cast(s.said as json) ->> 'value' as numeric), true
                   from observation_submission s
                   where s.indicator = asked.indicator and s.area = asked.area and s.period < asked.period
                     and s.period ~ asked.form and s.review in ('SUBMITTED', 'APPROVED')
                     and cast(s.said as json) ->> 'value' is not null
                     and cast(s.said as json) ->> 'comparator' in ('eq', 'approx')
                     and s.board is not distinct from asked.board and s.scope is not distinct from asked.scope
                   order by s.period desc,
                     array_position(array['actual', 'provisional', 'estimated'], cast(s.said as json) ->> 'status'), s.code
                   limit :most)) as before
                order by asked.code, before.waits
                """,
                Tuple.class)
            .setParameter("codes", texts(figures, ObservationView::code))
            .setParameter("indicators", texts(figures, ObservationView::indicator))
            .setParameter("areas", texts(figures, ObservationView::area))
            .setParameter("boards", texts(figures, ObservationView::board))
            .setParameter("scopes", texts(figures, ObservationView::scope))
            .setParameter("periods", texts(figures, figure -> figure.period().toString()))
            .setParameter("forms", texts(figures, figure -> form(figure.period())))
            .setParameter("most", MAX_EARLIER)
            .getResultList();
    for (var row : found) {
      values
          .computeIfAbsent(row.get("code", String.class), none -> new TreeMap<>())
          .put(row.get("period", String.class), row.get("value", BigDecimal.class));
    }
    return values;
  }

  /** The form of a period. Periods of equal length have the same form. */
  private static String form(Period period) {
    return switch (period.months()) {
      case 12 -> "^....$";
      case 6 -> "-H";
      case 3 -> "-Q";
      default -> "-[01]";
    };
  }

  private static String[] texts(
      List<ObservationView> figures, Function<ObservationView, @Nullable String> property) {
    return figures.stream().map(property).toArray(String[]::new);
  }
}
