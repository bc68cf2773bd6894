package dev.zhihe.platforms.occupancy.figure;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a platform's period as they are stored. A nil report has none. */
@Embeddable
public record OccupancyFigures(
    @Column(name = "usable_area_m2") @Nullable BigDecimal usableAreaM2,
    @Column(name = "incubation_area_m2") @Nullable BigDecimal incubationAreaM2,
    @Column(name = "public_service_area_m2") @Nullable BigDecimal publicServiceAreaM2,
    @Column(name = "occupied_area_m2") @Nullable BigDecimal occupiedAreaM2,
    @Nullable Integer tenantsAtStart,
    @Nullable Integer tenants,
    @Nullable Integer newTenants,
    @Nullable Integer graduatedTenants,
    @Nullable Integer leftTenants,
    @Nullable Integer highTechFirms,
    @Nullable Integer techFirms,
    @Nullable Integer universityLinkedFirms,
    @Nullable Integer employees,
    @Nullable Integer graduatesHired,
    @Nullable BigDecimal revenueYuan,
    @Nullable BigDecimal outputYuan,
    @Nullable BigDecimal rdSpendingYuan,
    @Nullable BigDecimal taxesYuan,
    @Nullable BigDecimal investmentReceivedYuan,
    @Nullable Integer patentApplications,
    @Nullable Integer patentsGranted) {

  /** Those of a nil report. */
  public static final OccupancyFigures NONE = of(figure -> null);

  /** The figures, each of which its unit allows. */
  public static OccupancyFigures of(Function<OccupancyFigure, @Nullable BigDecimal> given) {
    return new OccupancyFigures(
        decimal(OccupancyFigure.USABLE_AREA, given),
        decimal(OccupancyFigure.INCUBATION_AREA, given),
        decimal(OccupancyFigure.PUBLIC_SERVICE_AREA, given),
        decimal(OccupancyFigure.OCCUPIED_AREA, given),
        whole(OccupancyFigure.TENANTS_AT_START, given),
        whole(OccupancyFigure.TENANTS, given),
        whole(OccupancyFigure.NEW_TENANTS, given),
        whole(OccupancyFigure.GRADUATED_TENANTS, given),
        whole(OccupancyFigure.LEFT_TENANTS, given),
        whole(OccupancyFigure.HIGH_TECH_FIRMS, given),
        whole(OccupancyFigure.TECH_FIRMS, given),
        whole(OccupancyFigure.UNIVERSITY_LINKED_FIRMS, given),
        whole(OccupancyFigure.EMPLOYEES, given),
        whole(OccupancyFigure.GRADUATES_HIRED, given),
        decimal(OccupancyFigure.REVENUE, given),
        decimal(OccupancyFigure.OUTPUT, given),
        decimal(OccupancyFigure.RD_SPENDING, given),
        decimal(OccupancyFigure.TAXES, given),
        decimal(OccupancyFigure.INVESTMENT_RECEIVED, given),
        whole(OccupancyFigure.PATENT_APPLICATIONS, given),
        whole(OccupancyFigure.PATENTS_GRANTED, given));
  }

  /** The value of a figure. */
  public @Nullable BigDecimal value(OccupancyFigure figure) {
    return switch (figure) {
      case USABLE_AREA -> usableAreaM2;
      case INCUBATION_AREA -> incubationAreaM2;
      case PUBLIC_SERVICE_AREA -> publicServiceAreaM2;
      case OCCUPIED_AREA -> occupiedAreaM2;
      case TENANTS_AT_START -> decimal(tenantsAtStart);
      case TENANTS -> decimal(tenants);
      case NEW_TENANTS -> decimal(newTenants);
      case GRADUATED_TENANTS -> decimal(graduatedTenants);
      case LEFT_TENANTS -> decimal(leftTenants);
      case HIGH_TECH_FIRMS -> decimal(highTechFirms);
      case TECH_FIRMS -> decimal(techFirms);
      case UNIVERSITY_LINKED_FIRMS -> decimal(universityLinkedFirms);
      case EMPLOYEES -> decimal(employees);
      case GRADUATES_HIRED -> decimal(graduatesHired);
      case REVENUE -> revenueYuan;
      case OUTPUT -> outputYuan;
      case RD_SPENDING -> rdSpendingYuan;
      case TAXES -> taxesYuan;
      case INVESTMENT_RECEIVED -> investmentReceivedYuan;
      case PATENT_APPLICATIONS -> decimal(patentApplications);
      case PATENTS_GRANTED -> decimal(patentsGranted);
    };
  }

  private static @Nullable BigDecimal decimal(
      OccupancyFigure figure, Function<OccupancyFigure, @Nullable BigDecimal> given) {
    var value = given.apply(figure);
    return value == null ? null : figure.unit().stored(value);
  }

  private static @Nullable Integer whole(
      OccupancyFigure figure, Function<OccupancyFigure, @Nullable BigDecimal> given) {
    var value = given.apply(figure);
    return value == null ? null : value.intValueExact();
  }

  private static @Nullable BigDecimal decimal(@Nullable Integer count) {
    return count == null ? null : BigDecimal.valueOf(count);
  }
}
