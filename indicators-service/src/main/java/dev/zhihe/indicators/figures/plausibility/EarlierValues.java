package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The stored values that precede figures in their series. */
@ApplicationScoped
class EarlierValues {
  /** Older values say little about the present. */
  private static final int MAX_EARLIER = 20;

  private final EntityManager entities;

  EarlierValues(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Periods of a series that are read together, because so many values before the last one include
   * those before the first one.
   */
  private record Stretch(Series series, Period last, int most) {}

  /**
   * For each series, by period, at least the newest values before each of these figures, as many as
   * {@link #newest} takes. A value in review takes precedence over a published one; of several
   * sources the most reliable counts.
   */
  Map<Series, NavigableMap<String, BigDecimal>> of(Collection<ObservationView> figures) {
    var periods =
        figures.stream()
            .collect(
                Collectors.groupingBy(
                    Series::of, Collectors.mapping(ObservationView::period, Collectors.toList())));
    var stretches = new ArrayList<Stretch>();
    periods.forEach((series, asked) -> stretches.addAll(stretches(series, asked)));
    return stretches.isEmpty() ? Map.of() : stored(stretches);
  }

  private static List<Stretch> stretches(Series series, List<Period> asked) {
    var ordered = asked.stream().sorted(Comparator.comparing(Period::first)).toList();
    var stretches = new ArrayList<Stretch>();
    var first = ordered.getFirst();
    var last = first;
    for (var period : ordered) {
      if (distance(last, period) > MAX_EARLIER) {
        stretches.add(stretch(series, first, last));
        first = period;
      }
      last = period;
    }
    stretches.add(stretch(series, first, last));
    return stretches;
  }

  private static Stretch stretch(Series series, Period first, Period last) {
    return new Stretch(series, last, distance(first, last) + MAX_EARLIER);
  }

  /** Number of periods from one to another of the same length. */
  private static int distance(Period from, Period to) {
    var years = to.first().getYear() - from.first().getYear();
    var months = to.first().getMonthValue() - from.first().getMonthValue();
    return (12 * years + months) / from.months();
  }

  /** This is one query, and each stretch uses the indexes. */
  private Map<Series, NavigableMap<String, BigDecimal>> stored(List<Stretch> stretches) {
    var values = new HashMap<Series, NavigableMap<String, BigDecimal>>();
    entities
        .unwrap(Session.class)
        .createNativeQuery(
            """
            select asked.place, before.period, before.value
            from unnest(cast(:indicators as varchar[]), cast(:areas as varchar[]), cast(:boards as varchar[]),
                        cast(:scopes as varchar[]), cast(:lasts as varchar[]), cast(:forms as varchar[]), cast(:most as integer[]))
              with ordinality as asked (indicator, area, board, scope, last, form, most, place)
            cross join lateral (
              (select distinct on (o.period) o.period, o.value, false as waits from observation o
               where o.indicator = asked.indicator and o.area = asked.area and o.period < asked.last
                 and o.period ~ asked.form and o.value is not null and o.comparator in ('EQ', 'APPROX')
                 and o.board is not distinct from asked.board and o.scope is not distinct from asked.scope
               order by o.period desc, array_position(array['ACTUAL', 'PROVISIONAL', 'ESTIMATED'], o.status), o.code
               limit asked.most)
              union all
              (select distinct on (s.period) s.period, cast(cast(s.said as json) ->> 'value' as numeric), true
               from observation_submission s
               where s.indicator = asked.indicator and s.area = asked.area and s.period < asked.last
                 and s.period ~ asked.form and s.review in ('SUBMITTED', 'APPROVED')
                 and cast(s.said as json) ->> 'value' is not null
                 and cast(s.said as json) ->> 'comparator' in ('eq', 'approx')
                 and s.board is not distinct from asked.board and s.scope is not distinct from asked.scope
               order by s.period desc,
                 array_position(array['actual', 'provisional', 'estimated'], cast(s.said as json) ->> 'status'), s.code
               limit asked.most)) as before
            order by before.waits
            """,
            Object[].class)
        .setParameter("indicators", texts(stretches, stretch -> stretch.series().indicator()))
        .setParameter("areas", texts(stretches, stretch -> stretch.series().area()))
        .setParameter("boards", texts(stretches, stretch -> stretch.series().board()))
        .setParameter("scopes", texts(stretches, stretch -> stretch.series().scope()))
        .setParameter("lasts", texts(stretches, stretch -> stretch.last().toString()))
        .setParameter("forms", texts(stretches, stretch -> stretch.series().form()))
        .setParameter("most", stretches.stream().map(Stretch::most).toArray(Integer[]::new))
        .getResultStream()
        .forEach(
            row ->
                values
                    .computeIfAbsent(
                        stretches.get(((Number) row[0]).intValue() - 1).series(),
                        none -> new TreeMap<>())
                    .put((String) row[1], (BigDecimal) row[2]));
    return values;
  }

  private static String[] texts(
      List<Stretch> stretches, Function<Stretch, @Nullable String> property) {
    return stretches.stream().map(property).toArray(String[]::new);
  }

  /**
   * The newest values before a period, newest first.
   *
   * @param ofFile values of the same file, which replace stored ones
   */
  static List<BigDecimal> newest(
      NavigableMap<String, BigDecimal> stored,
      NavigableMap<String, BigDecimal> ofFile,
      String period) {
    var values = new ArrayList<BigDecimal>();
    var next = stored.lowerEntry(period);
    var nextOfFile = ofFile.lowerEntry(period);
    while ((next != null || nextOfFile != null) && values.size() < MAX_EARLIER) {
      var order =
          next == null ? -1 : nextOfFile == null ? 1 : next.getKey().compareTo(nextOfFile.getKey());
      values.add(order > 0 ? next.getValue() : nextOfFile.getValue());
      if (order >= 0) {
        next = stored.lowerEntry(next.getKey());
      }
      if (order <= 0) {
        nextOfFile = ofFile.lowerEntry(nextOfFile.getKey());
      }
    }
    return values;
  }
}
