package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.Versioned;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks figures against rules. A rule is checked for each area, board, scope and period that has
 * an exact value of every indicator in the rule. Of several sources the most reliable counts, as in
 * an assessment. A bound or an approximate value (约) is not exact.
 */
final class RuleCheck {
  private final Map<Place, Map<String, Figure>> places = new LinkedHashMap<>();

  /**
   * A published figure, or one that would be published.
   *
   * @param version version of the observation, or of the submission if it is pending
   */
  record Figure(ObservationView observation, long version, boolean pending) {}

  /** Area, board, scope and period for which figures are compared. */
  private record Place(
      String area, @Nullable String board, @Nullable String scope, Period period) {}

  /**
   * @param figures figures of any places and indicators
   */
  RuleCheck(Collection<Figure> figures) {
    for (var figure : figures) {
      var view = figure.observation();
      places
          .computeIfAbsent(
              new Place(view.area(), view.board(), view.scope(), view.period()),
              none -> new HashMap<>())
          .merge(
              view.indicator(),
              figure,
              (one, other) ->
                  ObservationView.FIRMEST.compare(one.observation(), other.observation()) <= 0
                      ? one
                      : other);
    }
  }

  /** The violations, ordered by rule. */
  List<RuleViolation> against(List<Versioned<ValidationRuleView>> rules) {
    var violations = new ArrayList<RuleViolation>();
    for (var rule : rules) {
      places.forEach(
          (place, figures) -> {
            if (rule.state().covers(place.period())) {
              var violation = violation(rule, place, figures);
              if (violation != null) {
                violations.add(violation);
              }
            }
          });
    }
    return violations;
  }

  private static @Nullable RuleViolation violation(
      Versioned<ValidationRuleView> versioned, Place place, Map<String, Figure> figures) {
    var rule = versioned.state();
    var inputs = new ArrayList<RuleViolation.Input>();
    for (var indicator : rule.inputs().toList()) {
      var figure = figures.get(indicator);
      if (figure == null
          || figure.observation().comparator() != ObservationComparator.EQ
          || figure.observation().value() == null) {
        return null;
      }
      inputs.add(
          new RuleViolation.Input(
              indicator,
              figure.observation().code(),
              figure.version(),
              figure.observation().value(),
              figure.pending()));
    }
    var size = rule.left().size();
    var left = sum(inputs.subList(0, size));
    var right =
        rule.right().isEmpty()
            ? Objects.requireNonNull(rule.constant())
            : sum(inputs.subList(size, inputs.size()));
    var difference = left.subtract(right);
    var tolerance = right.abs().multiply(rule.tolerancePercent()).movePointLeft(2);
    if (rule.comparator().holds(difference, tolerance)) {
      return null;
    }
    var where =
        place.area()
            + (place.board() == null ? "" : " " + place.board())
            + (place.scope() == null ? "" : " " + place.scope())
            + " "
            + place.period();
    var sentence =
        Text.of(
            "%1$s：%3$s，%4$s 应 %5$s %6$s%8$s，相差 %7$s",
            "%2$s: %3$s, %4$s should be %5$s %6$s%9$s, it differs by %7$s",
            rule.nameZh(),
            rule.nameEn() == null ? rule.nameZh() : rule.nameEn(),
            where,
            left.toPlainString(),
            rule.comparator().sign(),
            right.toPlainString(),
            difference.abs().toPlainString(),
            rule.tolerancePercent().signum() == 0
                ? ""
                : "（容差 " + rule.tolerancePercent().toPlainString() + "%）",
            rule.tolerancePercent().signum() == 0
                ? ""
                : " (within " + rule.tolerancePercent().toPlainString() + "%)");
    return new RuleViolation(
        rule.code(),
        versioned.version(),
        rule.severity(),
        place.area(),
        place.board(),
        place.scope(),
        place.period(),
        left,
        rule.comparator(),
        right,
        difference,
        inputs,
        sentence.zh(),
        sentence.en());
  }

  private static BigDecimal sum(List<RuleViolation.Input> inputs) {
    return inputs.stream().map(RuleViolation.Input::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
