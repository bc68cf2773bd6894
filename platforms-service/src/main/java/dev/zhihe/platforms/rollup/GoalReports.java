package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.rollup.PlatformReports.PlatformReport;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reports by which a target is judged: of its platform, or of the members of a whole that is
 * summed by them.
 *
 * @param byPlatform by platform, in the order of the periods
 * @param gone platforms that left, so that they have nothing at the end
 * @param members codes of the members whose reports these are; none if they are the platform's own
 */
record GoalReports(
    TreeMap<String, List<PlatformReport>> byPlatform, Set<String> gone, List<String> members) {

  /** Those of periods within a span. */
  GoalReports within(@Nullable LocalDate first, LocalDate last) {
    var within = new TreeMap<String, List<PlatformReport>>();
    byPlatform.forEach(
        (platform, reports) ->
            within.put(
                platform,
                reports.stream()
                    .filter(report -> !report.end().isAfter(last))
                    .filter(report -> first == null || !report.start().isBefore(first))
                    .toList()));
    return new GoalReports(within, gone, members);
  }

  List<PlatformReport> all() {
    return byPlatform.values().stream().flatMap(Collection::stream).toList();
  }

  /** The latest of each platform that is still there. */
  List<PlatformReport> latest() {
    return byPlatform.entrySet().stream()
        .filter(entry -> !gone.contains(entry.getKey()) && !entry.getValue().isEmpty())
        .map(entry -> entry.getValue().getLast())
        .toList();
  }
}
