package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The observation that a judgement uses.
 *
 * @param sourcesDiffer whether another observation of the same period has another value
 */
record Observed(ObservationView observation, long version, boolean sourcesDiffer) {
  /** The latest observation with a value whose period ended by a day; null if there is none. */
  static @Nullable Observed latest(List<Observed> all, LocalDate by) {
    var ended =
        all.stream()
            .filter(one -> one.observation.value() != null && !one.day().isAfter(by))
            .toList();
    var last = ended.stream().map(Observed::day).max(LocalDate::compareTo).orElse(null);
    var candidates =
        ended.stream()
            .filter(one -> one.day().equals(last))
            .sorted(java.util.Comparator.comparing(Observed::observation, ObservationView.FIRMEST))
            .toList();
    if (candidates.isEmpty()) {
      return null;
    }
    var best = candidates.getFirst();
    return new Observed(
        best.observation,
        best.version,
        candidates.stream().anyMatch(other -> other.value().compareTo(best.value()) != 0));
  }

  BigDecimal value() {
    return Objects.requireNonNull(observation.value());
  }

  /** The last day of its period. */
  LocalDate day() {
    return observation.period().lastDay();
  }

  /** Whether the target is reached. Null if the value is only a bound and does not decide it. */
  @Nullable Boolean meets(Aim aim, BigDecimal value) {
    var met = aim.metBy(value);
    if (exact()) {
      return met;
    }
    var atLeast = observation.comparator() != ObservationComparator.LE;
    if (aim.least() != null && aim.most() != null) {
      return null; // a bound cannot decide an aim with two ends
    }
    return (aim.least() != null) == atLeast
        ? (met ? Boolean.TRUE : null) // at least 80 implies at least 65; at least 60 does not
        : (met ? null : Boolean.FALSE);
  }

  /** Whether the figure is the value itself or an approximation, not a bound. */
  boolean exact() {
    return observation.comparator().exact();
  }
}
