package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.submission.NewSubmission;
import dev.zhihe.indicators.figures.submission.SubmissionsReceived;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Compares submitted figures with the bounds of their indicator, and with the earlier figures of
 * their series: those published, in review, or in the same file.
 */
@ApplicationScoped
class PlausibilityCheck {
  private final Indicators indicators;
  private final EarlierValues earlier;
  private final EntityManager entities;

  PlausibilityCheck(Indicators indicators, EarlierValues earlier, EntityManager entities) {
    this.indicators = indicators;
    this.earlier = earlier;
    this.entities = entities;
  }

  private record Dated(String period, Map.Entry<Row, NewSubmission> figure) {}

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
            .map(one -> new Dated(one.getValue().figure().period().toString(), one))
            .sorted(Comparator.comparing(Dated::period))
            .map(Dated::figure)
            .toList();
    var compared =
        exact.stream()
            .map(Map.Entry::getValue)
            .filter(given -> given.comment() == null)
            .map(NewSubmission::figure)
            .toList();
    var stored = earlier.of(compared);
    var published = published(stored, compared);
    var taken = new HashMap<Series, NavigableMap<String, BigDecimal>>();
    exact.forEach(
        one -> {
          var given = one.getValue();
          var figure = given.figure();
          var period = figure.period().toString();
          var value = Objects.requireNonNull(figure.value());
          var series = Series.of(figure);
          var ofFile = taken.computeIfAbsent(series, none -> new TreeMap<>());
          if (given.comment() == null) {
            var before =
                EarlierValues.newest(
                    stored.getOrDefault(series, Collections.emptyNavigableMap()), ofFile, period);
            var bounds = bounds(figure);
            var finding =
                Plausibility.of(
                    value,
                    before,
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

  /** The published values, by code, of figures before which nothing is stored. */
  private Map<String, BigDecimal> published(
      Map<Series, NavigableMap<String, BigDecimal>> stored, List<ObservationView> figures) {
    var codes =
        figures.stream()
            .filter(
                figure -> {
                  var values = stored.get(Series.of(figure));
                  return values == null || values.lowerKey(figure.period().toString()) == null;
                })
            .map(ObservationView::code)
            .toList();
    return codes.isEmpty()
        ? Map.of()
        : entities
            .unwrap(Session.class)
            .createNativeQuery(
                "select code, value from observation where code = any(?1) and value is not null and comparator in ('EQ', 'APPROX')",
                Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
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

  private static void refuse(Row row, Plausibility.Finding finding) {
    row.refuse(
        "value", finding.code(), "%1$s", "%2$s", finding.detail().zh(), finding.detail().en());
  }
}
