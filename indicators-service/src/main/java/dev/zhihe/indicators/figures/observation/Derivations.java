package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.dictionary.indicator.SharingClass;
import dev.zhihe.kit.changelog.ChangeLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Computes figures that are quotients of two others. They are created, changed and deleted in the
 * transaction that writes an input. They are logged like other figures, with the versions of their
 * inputs.
 */
@ApplicationScoped
public class Derivations {
  private static final int PAGE = 1_000;
  private static final int DECIMALS = 4;
  private static final int LOCKS = 64;
  private static final String REASON = "由分子、分母指标计算 / computed from its numerator and denominator";

  private final Indicators indicators;
  private final Observations observations;
  private final ChangeLog log;
  private final EntityManager entities;

  Derivations(
      Indicators indicators, Observations observations, ChangeLog log, EntityManager entities) {
    this.indicators = indicators;
    this.observations = observations;
    this.log = log;
    this.entities = entities;
  }

  /** Place and period of a figure. A computed figure shares them with both inputs. */
  private record Place(String area, @Nullable String board, @Nullable String scope, String period) {

    static Place of(ObservationView figure) {
      return new Place(figure.area(), figure.board(), figure.scope(), figure.period().toString());
    }

    /** The code of the computed figure: one per indicator and place. */
    String codeOf(String indicator) {
      var code = area + "-" + indicator + "-" + period.toLowerCase(Locale.ROOT);
      if (board == null && scope == null) {
        return code;
      }
      var part = new CRC32C();
      part.update((board + "\n" + scope).getBytes(StandardCharsets.UTF_8));
      return code + "-%08x".formatted(part.getValue());
    }
  }

  /** Computes the figures that depend on observations that were just created or changed. */
  public void follow(List<Observation> written) {
    follow(written, REASON);
  }

  /** Deletes the figures that depended on a retracted observation, with its reason. */
  void followRetraction(Observation retracted) {
    var figure = retracted.view();
    follow(
        List.of(retracted),
        "%1$s 已撤销 / %1$s is retracted: %2$s".formatted(figure.code(), figure.retractionReason()));
  }

  private void follow(List<Observation> written, String reason) {
    follow(
        written,
        written.stream()
            .filter(one -> one.publication().version() > 1)
            .map(one -> one.code() + "@v" + (one.publication().version() - 1))
            .toList(),
        reason);
  }

  private void follow(List<Observation> written, List<String> formerly, String reason) {
    var places = new HashMap<String, Set<Place>>();
    var formulas = new TreeMap<String, IndicatorView>();
    var inputs = written.stream().map(one -> one.view().indicator()).collect(Collectors.toSet());
    for (var formula : indicators.computedFrom(inputs)) {
      formulas.put(formula.code(), formula.view());
    }
    for (var one : written) {
      var figure = one.view();
      for (var formula : formulas.values()) {
        if (figure.indicator().equals(formula.numerator())
            || figure.indicator().equals(formula.denominator())) {
          places.computeIfAbsent(formula.code(), none -> new HashSet<>()).add(Place.of(figure));
        }
      }
    }
    // A correction may move a figure. Then the figure computed at its former place is deleted.
    for (var stale : observations.derivedFrom(formerly)) {
      var figure = stale.view();
      entities.detach(stale); // read without a lock, so it may have changed
      formulas.computeIfAbsent(figure.indicator(), code -> indicators.findById(code).view());
      places.computeIfAbsent(figure.indicator(), none -> new HashSet<>()).add(Place.of(figure));
    }
    formulas
        .values()
        .forEach(
            formula -> compute(formula, places.getOrDefault(formula.code(), Set.of()), reason));
  }

  /** Computes all figures of a new or changed formula. */
  void follow(@Observes IndicatorView formula) {
    followAll(formula, Objects.requireNonNull(formula.numerator()));
    followAll(formula, formula.code()); // deletes figures of the former formula
  }

  private void followAll(IndicatorView formula, String indicator) {
    var page = observations.page(indicator, "", PAGE);
    while (!page.isEmpty()) {
      var last = page.getLast().code();
      compute(
          formula,
          page.stream().map(Observation::view).map(Place::of).collect(Collectors.toSet()),
          REASON);
      entities.clear();
      page = observations.page(indicator, last, PAGE);
    }
  }

  /**
   * @param reason of what is changed or deleted
   */
  private void compute(IndicatorView formula, Collection<Place> places, String reason) {
    if (places.isEmpty()) {
      return;
    }
    lock(formula.code(), places);
    var numerators = firmest(Objects.requireNonNull(formula.numerator()), places);
    var denominators = firmest(Objects.requireNonNull(formula.denominator()), places);
    var codes = new TreeMap<String, Place>();
    places.forEach(place -> codes.put(place.codeOf(formula.code()), place));
    var stored =
        observations.locked(codes.keySet()).stream()
            .collect(Collectors.toMap(Observation::code, one -> one));
    var created = new ArrayList<Observation>();
    var changed = new ArrayList<Observation>();
    codes.forEach(
        (code, place) -> {
          var figure =
              quotient(code, formula, place, numerators.get(place), denominators.get(place));
          var existing = stored.get(code);
          if (figure == null) {
            if (existing != null) {
              log.deleted(existing, reason);
            }
          } else if (existing == null) {
            if (formula.inUseOn(figure.period().firstDay())) {
              created.add(Observation.derived(figure, SharingClass.of(formula.sharing())));
            }
          } else {
            existing.derive(figure);
            changed.add(existing);
          }
        });
    log.created(created);
    log.updated(changed, reason);
  }

  /**
   * Serialises writers of the two inputs of a figure, so that the later one reads what the earlier
   * one wrote. The number of locks is bounded for files of any size.
   */
  private void lock(String formula, Collection<Place> places) {
    var areas = new TreeSet<Integer>();
    places.forEach(place -> areas.add(Math.floorMod(place.area().hashCode(), LOCKS)));
    for (var area : areas) {
      entities
          .createNativeQuery(
              "select 1 from (select pg_advisory_xact_lock(hashtext(?1), ?2)) as locked",
              Integer.class)
          .setParameter(1, formula)
          .setParameter(2, area)
          .getSingleResult();
    }
  }

  /** The firmest figure of each place and period, as in an assessment. */
  private Map<Place, Observation> firmest(String indicator, Collection<Place> places) {
    var found = new HashMap<Place, Observation>();
    for (var one :
        observations.at(
            indicator,
            places.stream().map(Place::area).toArray(String[]::new),
            places.stream().map(Place::period).toArray(String[]::new))) {
      found.merge(
          Place.of(one.view()),
          one,
          (first, second) ->
              ObservationView.FIRMEST.compare(first.view(), second.view()) <= 0 ? first : second);
    }
    return found;
  }

  private static @Nullable ObservationView quotient(
      String code,
      IndicatorView formula,
      Place place,
      @Nullable Observation numerator,
      @Nullable Observation denominator) {
    if (numerator == null || denominator == null) {
      return null;
    }
    var above = numerator.view();
    var below = denominator.view();
    var value = value(formula, above, below);
    if (value == null) {
      return null;
    }
    return new ObservationView(
        code,
        formula.code(),
        place.area(),
        place.board(),
        place.scope(),
        above.period(),
        above.comparator() == ObservationComparator.EQ ? below.comparator() : above.comparator(),
        value,
        null,
        above.status().rank() >= below.status().rank() ? above.status() : below.status(),
        null,
        null,
        List.of(lineage(numerator), lineage(denominator)),
        null,
        null,
        null,
        null);
  }

  /** The quotient. Null if a value is missing or only a bound, or if the divisor is zero. */
  private static @Nullable BigDecimal value(
      IndicatorView formula, ObservationView above, ObservationView below) {
    if (above.value() == null
        || below.value() == null
        || below.value().signum() == 0
        || !above.comparator().exact()
        || !below.comparator().exact()) {
      return null;
    }
    var factor = formula.factor() == null ? BigDecimal.ONE : formula.factor();
    return above.value().multiply(factor).divide(below.value(), DECIMALS, RoundingMode.HALF_UP);
  }

  private static String lineage(Observation input) {
    return input.code() + "@v" + input.publication().version();
  }
}
