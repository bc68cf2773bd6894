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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

  /** A figure as a report used it. */
  private record Used(
      AssessmentLine line,
      String observation,
      long version,
      Period period,
      ObservationComparator comparator,
      BigDecimal value) {}

  /**
   * Compares the figures of a report with public states.
   *
   * @param content as it was frozen, in any layout
   */
  static ReportCorrections of(ReportView report, ReportContent content, States states) {
    var used = new TreeMap<String, Used>();
    var targets = new HashMap<String, List<String>>();
    content.mains().forEach(main -> figures(main).forEach(one -> used.put(one.observation, one)));
    for (var line : content.targets()) {
      if (line.observation() != null && line.observedValue() != null) {
        used.put(
            line.observation(),
            new Used(
                line,
                line.observation(),
                Objects.requireNonNull(line.observationVersion()),
                Objects.requireNonNull(line.period()),
                Objects.requireNonNull(line.observedComparator()),
                line.observedValue()));
        targets.computeIfAbsent(line.observation(), code -> new ArrayList<>()).add(line.target());
      }
    }
    var now = new HashMap<String, Versioned<ObservationView>>();
    used.values().stream()
        .map(one -> one.line.area())
        .distinct()
        .forEach(
            area ->
                states
                    .versioned(
                        Observation.class, ObservationView.class, Filters.none().area("area", area))
                    .forEach(one -> now.put(one.state().code(), one)));
    var items =
        used.values().stream()
            .filter(one -> differs(one, now.get(one.observation)))
            .map(one -> correction(one, now.get(one.observation), targets))
            .toList();
    return new ReportCorrections(
        report.code(), report.status(), report.supersededBy(), report.withdrawalReason(), items);
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
    return now == null
        || now.state().value() == null
        || now.state().comparator() != used.comparator
        || now.state().value().compareTo(used.value) != 0;
  }

  private static ReportCorrection correction(
      Used used, @Nullable Versioned<ObservationView> now, Map<String, List<String>> targets) {
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
        targets.getOrDefault(used.observation, List.of()));
  }
}
