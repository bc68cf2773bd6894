package dev.zhihe.indicators.plausibility;

import dev.zhihe.indicators.observation.ObservationView;
import dev.zhihe.indicators.observation.Period;
import dev.zhihe.indicators.submission.HandingIn;
import dev.zhihe.kit.imports.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds figures that are handed in against those published before. */
@ApplicationScoped
class PlausibilityCheck {
  /** Older ones say little of today. */
  private static final int MOST_EARLIER = 20;

  private final EntityManager entities;

  PlausibilityCheck(EntityManager entities) {
    this.entities = entities;
  }

  /** Asks for a comment on the figures that are unusual and have none. */
  void review(@Observes HandingIn chunk) {
    var exact = new LinkedHashMap<Row, ObservationView>();
    chunk
        .figures()
        .forEach(
            (row, given) -> {
              var figure = given.said();
              if (given.comment() == null
                  && figure.value() != null
                  && figure.comparator().exact()) {
                exact.put(row, figure);
              }
            });
    var earlier = earlier(List.copyOf(exact.values()));
    exact.forEach(
        (row, figure) -> {
          var before = earlier.get(figure.code());
          var finding =
              before == null
                  ? null
                  : Plausibility.of(Objects.requireNonNull(figure.value()), before);
          if (finding != null) {
            row.refuse(
                "value",
                finding.code(),
                "%1$s",
                "%2$s",
                finding.detail().zh(),
                finding.detail().en());
          }
        });
  }

  /**
   * By the codes of these figures the values published of the same indicator, area, board, scope
   * and length of period before theirs, the newest first and the firmest of each period. One query,
   * in which each figure has its own look into the index.
   */
  @SuppressWarnings("unchecked") // native queries know no result type
  private Map<String, List<BigDecimal>> earlier(List<ObservationView> figures) {
    var values = new HashMap<String, List<BigDecimal>>();
    if (figures.isEmpty()) {
      return values;
    }
    List<Tuple> found =
        entities
            .createNativeQuery(
                """
                select asked.code, before.value
                from unnest(cast(:codes as varchar[]), cast(:indicators as varchar[]), cast(:areas as varchar[]),
                            cast(:boards as varchar[]), cast(:scopes as varchar[]), cast(:periods as varchar[]),
                            cast(:forms as varchar[])) as asked (code, indicator, area, board, scope, period, form)
                cross join lateral (
                  select distinct on (o.period) o.period, o.value from observation o
                  where o.indicator = asked.indicator and o.area = asked.area and o.period < asked.period
                    and o.period ~ asked.form and o.value is not null and o.comparator in ('EQ', 'APPROX')
                    and o.board is not distinct from asked.board and o.scope is not distinct from asked.scope
                  order by o.period desc, array_position(array['ACTUAL', 'PROVISIONAL', 'ESTIMATED'], o.status), o.code
                  limit :most) as before
                order by asked.code, before.period desc
                """,
                Tuple.class)
            .setParameter("codes", texts(figures, ObservationView::code))
            .setParameter("indicators", texts(figures, ObservationView::indicator))
            .setParameter("areas", texts(figures, ObservationView::area))
            .setParameter("boards", texts(figures, ObservationView::board))
            .setParameter("scopes", texts(figures, ObservationView::scope))
            .setParameter("periods", texts(figures, figure -> figure.period().toString()))
            .setParameter("forms", texts(figures, figure -> form(figure.period())))
            .setParameter("most", MOST_EARLIER)
            .getResultList();
    for (var row : found) {
      values
          .computeIfAbsent(row.get("code", String.class), none -> new ArrayList<>())
          .add(row.get("value", BigDecimal.class));
    }
    return values;
  }

  /** What periods of the same length look like. */
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
