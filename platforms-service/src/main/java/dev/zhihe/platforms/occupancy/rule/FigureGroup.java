package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;

/** How a figure changes from one period to the next. */
enum FigureGroup {
  /** At the end of a period: it changes little. */
  STOCK,
  /** Of a period, and much the same in each. */
  FLOW,
  /** Of a period, and none in many. It is compared with nothing but the factors of units. */
  LUMPY;

  private static final BigDecimal SMALL_AREA = BigDecimal.valueOf(100);
  private static final BigDecimal SMALL_NUMBER = BigDecimal.TEN;
  private static final BigDecimal SMALL_AMOUNT = BigDecimal.valueOf(10_000);

  static FigureGroup of(OccupancyFigure figure) {
    return switch (figure) {
      case USABLE_AREA,
          INCUBATION_AREA,
          PUBLIC_SERVICE_AREA,
          OCCUPIED_AREA,
          TENANTS,
          HIGH_TECH_FIRMS,
          TECH_FIRMS,
          UNIVERSITY_LINKED_FIRMS,
          EMPLOYEES ->
          STOCK;
      case REVENUE, OUTPUT, RD_SPENDING, TAXES -> FLOW;
      case TENANTS_AT_START,
          NEW_TENANTS,
          GRADUATED_TENANTS,
          LEFT_TENANTS,
          GRADUATES_HIRED,
          INVESTMENT_RECEIVED,
          PATENT_APPLICATIONS,
          PATENTS_GRANTED ->
          LUMPY;
    };
  }

  /** Below it, a figure tells nothing beside another one. */
  static BigDecimal small(FigureUnit unit) {
    return switch (unit) {
      case SQUARE_METRES -> SMALL_AREA;
      case NUMBER -> SMALL_NUMBER;
      case YUAN -> SMALL_AMOUNT;
    };
  }
}
