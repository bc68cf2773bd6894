package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a platform has for each tenant with accepted reports of platforms of its type in
 * its area.
 */
final class PeerOutliers {
  static final List<OccupancyFigure> FIGURES =
      List.of(
          OccupancyFigure.OCCUPIED_AREA,
          OccupancyFigure.EMPLOYEES,
          OccupancyFigure.REVENUE,
          OccupancyFigure.OUTPUT,
          OccupancyFigure.RD_SPENDING,
          OccupancyFigure.TAXES,
          OccupancyFigure.INVESTMENT_RECEIVED);

  static final Text NAME = new Text("同类平台按户数折算", "peers with as many tenants");

  /** Nearer to the quartiles than this, a figure is usual, however alike the peers are. */
  private static final BigDecimal USUAL = BigDecimal.TWO;

  private PeerOutliers() {}

  /** What the peers in the middle would have with as many tenants; null if nothing says so. */
  static @Nullable BigDecimal expected(
      OccupancyFigure figure, ReportedFigures given, Comparisons known) {
    var tenants = given.value(OccupancyFigure.TENANTS);
    var peers = known.peers().get(figure);
    return peers == null || tenants == null || tenants.signum() <= 0
        ? null
        : peers.median().multiply(tenants);
  }

  /** What is unusual about a figure; null if nothing is. */
  static @Nullable Finding of(
      OccupancyFigure figure,
      BigDecimal value,
      ReportedFigures given,
      Comparisons known,
      RuleLimits limits,
      Corrections corrections) {
    var tenants = given.value(OccupancyFigure.TENANTS);
    var peers = known.peers().get(figure);
    if (peers == null || tenants == null || tenants.signum() <= 0 || value.signum() <= 0) {
      return null;
    }
    var allowance = peers.allowance(limits.peerSpreads()).max(USUAL);
    if (value.compareTo(peers.third().multiply(tenants).multiply(allowance)) <= 0
        && value.multiply(allowance).compareTo(peers.first().multiply(tenants)) >= 0) {
      return null;
    }
    var hint = Jumps.hint(figure, value, peers.median().multiply(tenants), corrections);
    var unit = figure.unit();
    var each = value.divide(tenants, MathContext.DECIMAL64);
    return Finding.strange(
        FigureRule.OUTLIER_AMONG_PEERS,
        figure.property(),
        Text.of(
            "每户 %1$s，而 %3$d 家同类平台的中位数为 %4$s%6$s",
            "%2$s for each tenant, where the median of %3$d peers is %5$s%7$s",
            Factors.zh(each, unit),
            Factors.en(each, unit),
            peers.peers(),
            Factors.zh(peers.median(), unit),
            Factors.en(peers.median(), unit),
            hint.zh(),
            hint.en()),
        !hint.zh().isEmpty());
  }
}
