package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the accepted reports of some platforms add up to.
 *
 * @param platforms number of platforms with a report
 * @param reports number of reports
 * @param nilReports number of nil reports among them
 * @param startsRegular number of platforms whose first report is no nil report
 * @param oldestEnd the earliest last day of the platforms' latest periods; null without reports
 * @param latestEnd the latest one
 * @param firstStart first day of the earliest period that counts
 * @param figures the sum of each figure that a report has
 * @param shareAreaM2 incubation and service area of the platforms that say both; null if none does
 * @param shareOfM2 usable area of these platforms
 */
record OccupancySum(
    long platforms,
    long reports,
    long nilReports,
    long startsRegular,
    @Nullable LocalDate oldestEnd,
    @Nullable LocalDate latestEnd,
    @Nullable LocalDate firstStart,
    Map<OccupancyFigure, FigureSum> figures,
    @Nullable BigDecimal shareAreaM2,
    @Nullable BigDecimal shareOfM2) {

  static final OccupancySum NOTHING =
      new OccupancySum(0, 0, 0, 0, null, null, null, Map.of(), null, null);

  OccupancySum plus(OccupancySum other) {
    var sums = new EnumMap<OccupancyFigure, FigureSum>(OccupancyFigure.class);
    sums.putAll(figures);
    other.figures.forEach((figure, sum) -> sums.merge(figure, sum, FigureSum::plus));
    return new OccupancySum(
        platforms + other.platforms,
        reports + other.reports,
        nilReports + other.nilReports,
        startsRegular + other.startsRegular,
        oldestEnd == null || (other.oldestEnd != null && other.oldestEnd.isBefore(oldestEnd))
            ? other.oldestEnd
            : oldestEnd,
        latestEnd == null || (other.latestEnd != null && other.latestEnd.isAfter(latestEnd))
            ? other.latestEnd
            : latestEnd,
        firstStart == null || (other.firstStart != null && other.firstStart.isBefore(firstStart))
            ? other.firstStart
            : firstStart,
        sums,
        FigureSum.sum(shareAreaM2, other.shareAreaM2),
        FigureSum.sum(shareOfM2, other.shareOfM2));
  }

  FigureSum figure(OccupancyFigure figure) {
    return figures.getOrDefault(figure, FigureSum.NOTHING);
  }

  /** The sum of a figure; null if nobody reported it. */
  @Nullable BigDecimal value(OccupancyFigure figure) {
    return figure(figure).value();
  }

  /** How many reports could have the figure: nil reports have none. */
  long expected(OccupancyFigure figure) {
    return switch (FigureTime.of(figure)) {
      case START -> startsRegular;
      // Each regular report has its usable area.
      case END -> figure(OccupancyFigure.USABLE_AREA).known();
      case DURING -> reports - nilReports;
    };
  }
}
