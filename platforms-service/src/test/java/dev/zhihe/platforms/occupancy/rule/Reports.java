package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.PeriodKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reports of a platform of 15,000 m² with 44 tenants, all of them alike, and changes of them. */
final class Reports {
  static final BigDecimal FLOOR_AREA = new BigDecimal("15000");

  /** It requires nothing. */
  static final FormInForce NO_FORM =
      new FormInForce(null, 0, PeriodKind.MONTH, null, "", "", List.of(), List.of());

  private static final Map<OccupancyFigure, BigDecimal> USUAL =
      Map.ofEntries(
          Map.entry(OccupancyFigure.USABLE_AREA, new BigDecimal("12000")),
          Map.entry(OccupancyFigure.INCUBATION_AREA, new BigDecimal("9000")),
          Map.entry(OccupancyFigure.PUBLIC_SERVICE_AREA, new BigDecimal("1200")),
          Map.entry(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("7600")),
          Map.entry(OccupancyFigure.TENANTS_AT_START, new BigDecimal("44")),
          Map.entry(OccupancyFigure.TENANTS, new BigDecimal("44")),
          Map.entry(OccupancyFigure.NEW_TENANTS, new BigDecimal("2")),
          Map.entry(OccupancyFigure.LEFT_TENANTS, new BigDecimal("1")),
          Map.entry(OccupancyFigure.GRADUATED_TENANTS, new BigDecimal("1")),
          Map.entry(OccupancyFigure.HIGH_TECH_FIRMS, new BigDecimal("12")),
          Map.entry(OccupancyFigure.TECH_FIRMS, new BigDecimal("30")),
          Map.entry(OccupancyFigure.EMPLOYEES, new BigDecimal("400")),
          Map.entry(OccupancyFigure.REVENUE, new BigDecimal("3000000.00")),
          Map.entry(OccupancyFigure.OUTPUT, new BigDecimal("2500000.00")),
          Map.entry(OccupancyFigure.RD_SPENDING, new BigDecimal("400000.00")),
          Map.entry(OccupancyFigure.TAXES, new BigDecimal("150000.00")),
          Map.entry(OccupancyFigure.INVESTMENT_RECEIVED, new BigDecimal("800000.00")));

  private Reports() {}

  static Map<OccupancyFigure, BigDecimal> usual() {
    return USUAL;
  }

  static BigDecimal usual(OccupancyFigure figure) {
    return USUAL.get(figure);
  }

  static Map<OccupancyFigure, BigDecimal> with(OccupancyFigure figure, BigDecimal value) {
    var figures = new EnumMap<OccupancyFigure, BigDecimal>(USUAL);
    figures.put(figure, value);
    return figures;
  }

  static ReportedFigures given(Map<OccupancyFigure, BigDecimal> figures, boolean commented) {
    return ReportedFigures.of(false, false, commented, figures::get);
  }

  /** What may be offered in place of a figure of the usual report. */
  static Corrections corrections(Map<OccupancyFigure, BigDecimal> figures) {
    return new Corrections(given(figures, false), null, NO_FORM);
  }

  static EarlierReport september(Map<OccupancyFigure, BigDecimal> figures) {
    return new EarlierReport(
        "2026-m09", LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 30), figures);
  }

  static EarlierReport august(Map<OccupancyFigure, BigDecimal> figures) {
    return new EarlierReport(
        "2026-m08", LocalDate.of(2026, 8, 1), LocalDate.of(2026, 8, 31), figures);
  }

  static EarlierReport october2025(Map<OccupancyFigure, BigDecimal> figures) {
    return new EarlierReport(
        "2025-m10", LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 31), figures);
  }

  /** Nothing but the report of the month before. */
  static Comparisons last(Map<OccupancyFigure, BigDecimal> figures) {
    return new Comparisons(null, september(figures), true, null, null, Map.of());
  }

  /** A history of usual months, and the floor area. */
  static Comparisons history() {
    return new Comparisons(
        FLOOR_AREA, september(USUAL), true, august(USUAL), october2025(USUAL), Map.of());
  }

  /** Twenty peers that have the same for each tenant, or up to a half more or less. */
  static Map<OccupancyFigure, Quartiles> peers() {
    var peers = new EnumMap<OccupancyFigure, Quartiles>(OccupancyFigure.class);
    for (var figure : PeerOutliers.FIGURES) {
      var each = USUAL.get(figure).divide(new BigDecimal(50));
      peers.put(
          figure,
          new Quartiles(
              each.multiply(new BigDecimal("0.75")),
              each,
              each.multiply(new BigDecimal("1.5")),
              20));
    }
    return peers;
  }

  /** The first report of a platform. */
  static Comparisons first(Map<OccupancyFigure, Quartiles> peers) {
    return new Comparisons(FLOOR_AREA, null, false, null, null, peers);
  }

  static List<String> found(
      Map<OccupancyFigure, BigDecimal> figures, boolean commented, Comparisons known) {
    return Findings.of(given(figures, commented), known, RuleLimits.DEFAULT, NO_FORM).stream()
        .map(finding -> finding.field() + " " + finding.rule().id())
        .toList();
  }
}
