package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was changed since a report was made, of the figures that it used. */
@Schema(
    name = "ReportCorrections",
    description =
        "报告发布后的变动 / Whether a report is still valid, and which of its figures were changed since")
public record ReportCorrections(
    @Schema(examples = "500106-145-mid-term-1") String report,
    ReportStatus status,
    @Schema(description = "替代报告 / Report that took its place", examples = "500106-145-mid-term-2")
        @Nullable String supersededBy,
    @Schema(description = "撤回理由 / Why it was withdrawn") @Nullable String withdrawalReason,
    @Schema(description = "有变动的数据，按代码；没有即为空 / Changed figures by code; empty if there are none")
        List<ReportCorrection> items)
    implements Computed<ReportCorrection> {

  /** A figure as a report used it. The value is null if the report said that none was collected. */
  private record Used(
      AssessmentLine line,
      String observation,
      long version,
      Period period,
      ObservationComparator comparator,
      @Nullable BigDecimal value) {}

  /** The figures that serve as baselines in a report, read from the states of its cut. */
  static List<Versioned<ObservationView>> baselines(ReportContent content, States then) {
    return observations(
        content.targets().stream()
            .map(AssessmentLine::baselineObservation)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new)),
        then);
  }

  /**
   * Compares the figures of a report with public states. Only those figures are read.
   *
   * @param content as it was frozen, in any layout
   * @param baselines what {@link #baselines} found
   */
  static ReportCorrections of(
      ReportView report,
      ReportContent content,
      List<Versioned<ObservationView>> baselines,
      States states) {
    var targets = new HashMap<String, Set<String>>();
    var used = used(content, baselines, targets);
    var now =
        observations(used.keySet(), states).stream()
            .collect(Collectors.toMap(one -> one.state().code(), one -> one));
    var items =
        used.values().stream()
            .filter(one -> differs(one, now.get(one.observation)))
            .map(one -> correction(one, now.get(one.observation), targets))
            .toList();
    return new ReportCorrections(
        report.code(), report.status(), report.supersededBy(), report.withdrawalReason(), items);
  }

  /** The figures that a report uses: for verdicts, as baselines, and in charts. */
  static List<ReportFigures.Used> figures(ReportContent content, States then) {
    return used(content, baselines(content, then), new HashMap<>()).values().stream()
        .map(one -> new ReportFigures.Used(one.observation, one.comparator, one.value))
        .toList();
  }

  /**
   * The figures that a report uses, by code.
   *
   * @param targets receives the targets of each figure
   */
  private static Map<String, Used> used(
      ReportContent content,
      List<Versioned<ObservationView>> baselines,
      Map<String, Set<String>> targets) {
    var used = new TreeMap<String, Used>();
    content.mains().forEach(main -> figures(main).forEach(one -> used.put(one.observation, one)));
    var atStart =
        baselines.stream().collect(Collectors.toMap(one -> one.state().code(), one -> one));
    for (var line : content.targets()) {
      var start = atStart.get(line.baselineObservation());
      if (start != null) {
        note(baseline(line, start), used, targets);
      }
      if (line.observation() != null) {
        note(judged(line, line.observation()), used, targets);
      }
    }
    return used;
  }

  private static void note(Used one, Map<String, Used> used, Map<String, Set<String>> targets) {
    used.put(one.observation, one);
    targets.computeIfAbsent(one.observation, code -> new TreeSet<>()).add(one.line.target());
  }

  private static List<Versioned<ObservationView>> observations(Set<String> codes, States states) {
    return codes.isEmpty()
        ? List.of()
        : states.versioned(Observation.class, ObservationView.class, Filters.none().codes(codes));
  }

  private static Used judged(AssessmentLine line, String observation) {
    return new Used(
        line,
        observation,
        Objects.requireNonNull(line.observationVersion()),
        Objects.requireNonNull(line.period()),
        Objects.requireNonNull(line.observedComparator()),
        line.observedValue());
  }

  private static Used baseline(AssessmentLine line, Versioned<ObservationView> start) {
    var figure = start.state();
    return new Used(
        line, figure.code(), start.version(), figure.period(), figure.comparator(), figure.value());
  }

  private static List<Used> figures(ReportContent.Main main) {
    return main.headline().figures().stream()
        .map(
            figure ->
                new Used(
                    main.line(),
                    figure.observation(),
                    figure.observationVersion(),
                    figure.period(),
                    figure.comparator(),
                    figure.value()))
        .toList();
  }

  private static boolean differs(Used used, @Nullable Versioned<ObservationView> now) {
    if (now == null) {
      return true;
    }
    var value = now.state().value();
    if (used.value == null || value == null) {
      return used.value != null || now.state().status() != ObservationStatus.NOT_COLLECTED;
    }
    return now.state().comparator() != used.comparator || value.compareTo(used.value) != 0;
  }

  private static ReportCorrection correction(
      Used used, @Nullable Versioned<ObservationView> now, Map<String, Set<String>> targets) {
    var figure = now == null ? null : now.state();
    var value = figure == null ? null : figure.value();
    var change =
        figure == null
            ? ReportCorrection.Change.DELETED
            : figure.status() == ObservationStatus.RETRACTED
                ? ReportCorrection.Change.RETRACTED
                : ReportCorrection.Change.CORRECTED;
    return new ReportCorrection(
        used.observation,
        used.line.indicator(),
        used.line.nameZh(),
        used.line.unit(),
        used.period,
        change,
        used.version,
        used.comparator,
        used.value,
        now == null ? null : now.version(),
        figure == null || value == null ? null : figure.comparator(),
        value,
        figure == null ? null : figure.retractionReason(),
        List.copyOf(targets.getOrDefault(used.observation, Set.of())));
  }
}
