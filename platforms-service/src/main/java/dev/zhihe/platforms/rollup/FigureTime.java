package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which of the reports of a platform a figure of several periods is taken from. */
enum FigureTime {
  /** How things stood at the beginning: from the first report. */
  START,
  /** How things stood at the end: from the latest report. */
  END,
  /** What happened in the periods: the sum of all reports. */
  DURING;

  private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

  static FigureTime of(OccupancyFigure figure) {
    return switch (figure) {
      case TENANTS_AT_START -> START;
      case USABLE_AREA,
          INCUBATION_AREA,
          PUBLIC_SERVICE_AREA,
          OCCUPIED_AREA,
          TENANTS,
          HIGH_TECH_FIRMS,
          TECH_FIRMS,
          UNIVERSITY_LINKED_FIRMS,
          EMPLOYEES ->
          END;
      case NEW_TENANTS,
          GRADUATED_TENANTS,
          LEFT_TENANTS,
          GRADUATES_HIRED,
          REVENUE,
          OUTPUT,
          RD_SPENDING,
          TAXES,
          INVESTMENT_RECEIVED,
          PATENT_APPLICATIONS,
          PATENTS_GRANTED ->
          DURING;
    };
  }

  /** The figures of this time, in their order. */
  List<OccupancyFigure> figures() {
    return Arrays.stream(OccupancyFigure.values()).filter(figure -> of(figure) == this).toList();
  }

  /** The column that has a figure. */
  static String column(OccupancyFigure figure) {
    return CAPITAL.matcher(figure.property()).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
