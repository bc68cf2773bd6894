package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.goals.StatementPlace;
import dev.zhihe.indicators.goals.TargetView;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of a target's indicator and place, and which of them counts. */
record Figures(TargetView target, List<Observed> all) {
  /**
   * The figure of the latest period that ended after one day and by another; null if there is none.
   * Of several periods that end on one day the longest counts. An increment judges no level and no
   * sum. Where an increment is asked for, it goes before a level of the same period.
   */
  @Nullable Observed latest(LocalDate after, LocalDate by) {
    var ended =
        all.stream()
            .filter(
                one ->
                    one.observation().value() != null && fits(one) && endedWithin(one, after, by))
            .toList();
    return ended.stream()
        .map(Observed::day)
        .max(LocalDate::compareTo)
        .map(last -> ended.stream().filter(one -> one.day().equals(last)).toList())
        .map(there -> best(incrementsIfAny(ofLongestPeriod(there))))
        .orElse(null);
  }

  /** The observation of the latest such period that says that nothing was counted; null if none. */
  @Nullable Observed notCollected(LocalDate after, LocalDate by) {
    return all.stream()
        .filter(
            one ->
                one.observation().status() == ObservationStatus.NOT_COLLECTED
                    && fits(one)
                    && endedWithin(one, after, by))
        .min(
            Comparator.comparing(Observed::day)
                .reversed()
                .thenComparing(one -> one.observation().code()))
        .orElse(null);
  }

  /**
   * The figure that can serve as baseline at the end of a day: a value, no bound and no increment.
   * Of several periods that end on the day the longest counts.
   */
  @Nullable Observed standingAt(LocalDate day) {
    var there =
        all.stream()
            .filter(
                one ->
                    one.observation().value() != null
                        && one.exact()
                        && !isIncrement(one)
                        && one.day().equals(day))
            .toList();
    return best(ofLongestPeriod(there));
  }

  /** Whether the figure can judge the target by what it measures. */
  private boolean fits(Observed one) {
    return target.measure() == Measure.INCREMENT || !isIncrement(one);
  }

  private static boolean isIncrement(Observed one) {
    return one.observation().measure() == Measure.INCREMENT;
  }

  private static List<Observed> ofLongestPeriod(List<Observed> figures) {
    var most = figures.stream().mapToInt(one -> one.observation().period().months()).max();
    return figures.stream()
        .filter(one -> one.observation().period().months() == most.orElseThrow())
        .toList();
  }

  private static List<Observed> incrementsIfAny(List<Observed> figures) {
    var increments = figures.stream().filter(Figures::isIncrement).toList();
    return increments.isEmpty() ? figures : increments;
  }

  private static boolean endedWithin(Observed one, LocalDate after, LocalDate by) {
    return one.day().isAfter(after) && !one.day().isAfter(by);
  }

  /**
   * Of several figures of one period: the row in which the document prints the target goes before
   * other lines of that document. Of what remains the firmest counts.
   */
  private @Nullable Observed best(List<Observed> candidates) {
    var printedBesideTarget = candidates.stream().anyMatch(this::besideTarget);
    return candidates.stream()
        .filter(one -> besideTarget(one) || !printedBesideTarget || !ofTheDocument(one))
        .min(Comparator.comparing(Observed::observation, ObservationView.FIRMEST))
        .map(
            best ->
                new Observed(
                    best.observation(),
                    best.version(),
                    candidates.stream()
                        .anyMatch(other -> other.value().compareTo(best.value()) != 0)))
        .orElse(null);
  }

  /**
   * Whether the figure is printed in a line that states the target: in its row of a table, if it
   * stands in one.
   */
  private boolean besideTarget(Observed one) {
    var statements = target.allStatements();
    var inTable = statements.stream().filter(some -> some.place() == StatementPlace.TABLE).toList();
    return (inTable.isEmpty() ? statements : inTable)
        .stream()
            .anyMatch(
                statement ->
                    statement.standsAt(
                        one.observation().document(), one.observation().sourceLine()));
  }

  /** Whether the figure is printed in a document that states the target. */
  private boolean ofTheDocument(Observed one) {
    return one.observation().document() != null
        && target.allStatements().stream()
            .anyMatch(statement -> one.observation().document().equals(statement.document()));
  }
}
