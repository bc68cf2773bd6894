package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentCaution;
import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts by which a report shows the assessment of a target, in Chinese and without units. */
final class LineTexts {
  /** Cautions of which the other texts tell. */
  private static final Set<AssessmentCaution> TOLD =
      EnumSet.of(AssessmentCaution.INCREMENT, AssessmentCaution.BASELINE_ASSUMED);

  private LineTexts() {}

  /** The indicator, and what the target is limited to. */
  static String name(AssessmentLine line) {
    var limits =
        Stream.of(line.board(), line.scope())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("，"));
    return line.nameZh() + (limits.isEmpty() ? "" : "（" + limits + "）");
  }

  /** The target's value, such as ≥4.0, or 新增≥300 for an increment. */
  static String aim(AssessmentLine line) {
    var value = line.targetValue();
    if (value == null) {
      return "—";
    }
    var text = value.toPlainString();
    return added(line)
        + switch (line.comparator()) {
          case GE -> "≥" + text;
          case GT -> ">" + text;
          case LE -> "≤" + text;
          case APPROX -> "≈" + text;
          case RANGE ->
              text + "–" + Objects.requireNonNullElse(line.targetValueMax(), value).toPlainString();
          case EQ, QUALITATIVE -> text;
        };
  }

  /** The baseline and its year. */
  static String baseline(AssessmentLine line) {
    if (line.cautions().contains(AssessmentCaution.BASELINE_ASSUMED)) {
      return "自零计起";
    }
    var value = baselineValue(line);
    return value == null
        ? "—"
        : value.toPlainString()
            + (line.baselineYear() == null ? "" : "（" + line.baselineYear() + "）");
  }

  /**
   * The baseline. For an increment over a level it is the level that the increment comes on top of.
   */
  static @Nullable BigDecimal baselineValue(AssessmentLine line) {
    var added = line.addedValue();
    var observed = line.observedValue();
    return added != null
            && observed != null
            && line.cautions().contains(AssessmentCaution.INCREMENT)
        ? observed.subtract(added)
        : line.baselineValue();
  }

  /** The figure and its period. */
  static String observed(AssessmentLine line) {
    var value = line.observedValue();
    if (value == null) {
      return "—";
    }
    var text = sign(line.observedComparator()) + value.toPlainString();
    var added = line.addedValue();
    return (added != null && added.compareTo(value) == 0 ? "新增" : "")
        + "%s（%s）".formatted(text, line.period());
  }

  /** What the figure adds to the baseline, for an increment over a level; else empty. */
  static String addedToBaseline(AssessmentLine line) {
    var value = line.observedValue();
    var added = line.addedValue();
    return value == null || added == null || added.compareTo(value) == 0
        ? ""
        : "新增" + sign(line.observedComparator()) + added.toPlainString();
  }

  /** The expected value. */
  static String expected(AssessmentLine line) {
    return line.expectedValue() == null ? "—" : added(line) + line.expectedValue().toPlainString();
  }

  /** The word before a value that comes on top of the baseline. */
  private static String added(AssessmentLine line) {
    return line.measure() == Measure.INCREMENT ? "新增" : "";
  }

  /** All cautions. */
  static String cautions(AssessmentLine line) {
    return joined(line.cautions());
  }

  /** The cautions of which the other texts do not tell. */
  static String cautionsNotTold(AssessmentLine line) {
    return joined(line.cautions().stream().filter(caution -> !TOLD.contains(caution)).toList());
  }

  private static String joined(Collection<AssessmentCaution> cautions) {
    return cautions.stream().map(caution -> caution.words().zh()).collect(Collectors.joining("；"));
  }

  /** The sign before a figure that is no exact value, such as > in >1000. */
  static String sign(@Nullable ObservationComparator comparator) {
    return switch (comparator) {
      case GE -> "≥";
      case GT -> ">";
      case LE -> "≤";
      case APPROX -> "≈";
      case EQ -> "";
      case null -> "";
    };
  }
}
