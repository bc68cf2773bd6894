package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A platform's figures for a reporting period, on their way from the operator to the public:
 * submitted, then accepted, or returned and submitted again. Each is a version of its own.
 */
@Entity
public class OccupancyReport implements Published {
  @Id private String code;
  private String platform;
  private String period;
  private @Nullable LocalDate periodEnd; // null in rows of before
  private String organisation;

  // Where letter meets digit the naming strategy sets no underscore of its own.
  @Column(name = "usable_area_m2")
  private BigDecimal usableAreaM2;

  @Column(name = "incubation_area_m2")
  private @Nullable BigDecimal incubationAreaM2;

  @Column(name = "occupied_area_m2")
  private BigDecimal occupiedAreaM2;

  private int tenants;
  private int newTenants;
  private int graduatedTenants;
  private @Nullable Integer leftTenants;
  private @Nullable Integer highTechFirms;
  private @Nullable Integer techFirms;
  private @Nullable Integer employees;
  private @Nullable BigDecimal outputYuan;
  private @Nullable String comment;

  @Enumerated(EnumType.STRING)
  private ReviewStatus status = ReviewStatus.SUBMITTED;

  // Fields and what was said of them, one place each: the log's guard then watches them too.
  private @Nullable String returnReason;
  private List<String> returnFields = List.of();
  private List<String> returnFieldReasons = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected OccupancyReport() {}

  /**
   * A submission.
   *
   * @param given what the rules have nothing against
   * @param periodEnd last day of its period: what it tells holds from then on
   * @param organisation credit code of the organisation that hands it in
   */
  OccupancyReport(String code, NewOccupancyReport given, LocalDate periodEnd, String organisation) {
    this.code = code;
    this.periodEnd = periodEnd;
    platform = given.platform();
    period = given.period();
    apply(given, organisation);
  }

  /**
   * The code of a platform's report for a period: the platform's, {@code -o-}, and the period's
   * without its area, as in {@code 000000-pf-001-o-2026-m10}.
   */
  static String code(String platform, ReportingPeriodView period) {
    return platform + "-o-" + period.code().substring(period.area().length() + 1);
  }

  /** 409 if it is accepted. */
  void requireChangeable() {
    status.state().require(Step.CHANGE, code);
  }

  /** Hands in other figures; 409 if it is accepted. */
  void correct(NewOccupancyReport given, String handedInBy) {
    handIn();
    apply(given, handedInBy);
  }

  /** Hands in its figures, which ends a return; 409 if it is accepted. */
  void handIn() {
    requireChangeable();
    status = ReviewStatus.SUBMITTED;
    returnReason = null;
    returnFields = List.of();
    returnFieldReasons = List.of();
  }

  /** Makes it public and final; 409 unless it is submitted. */
  void accept() {
    status.state().require(Step.ACCEPT, code);
    status = ReviewStatus.ACCEPTED;
  }

  /** Sends it back to its operator; 409 unless it is submitted. */
  void sendBack(String reason, List<FieldReason> fields) {
    status.state().require(Step.RETURN, code);
    status = ReviewStatus.RETURNED;
    returnReason = reason;
    returnFields = fields.stream().map(FieldReason::field).toList();
    returnFieldReasons = fields.stream().map(field -> field.reason().strip()).toList();
  }

  /** Takes other figures, which {@link #handIn} hands in. */
  final void apply(NewOccupancyReport given, String handedInBy) {
    organisation = handedInBy;
    usableAreaM2 = area(given.usableAreaM2());
    incubationAreaM2 = given.incubationAreaM2() == null ? null : area(given.incubationAreaM2());
    occupiedAreaM2 = area(given.occupiedAreaM2());
    tenants = given.tenants().intValueExact();
    newTenants = given.newTenants().intValueExact();
    graduatedTenants = given.graduatedTenants().intValueExact();
    leftTenants = count(given.leftTenants());
    highTechFirms = count(given.highTechFirms());
    techFirms = count(given.techFirms());
    employees = count(given.employees());
    outputYuan = given.outputYuan() == null ? null : given.outputYuan().setScale(2);
    comment = given.comment() == null || given.comment().isBlank() ? null : given.comment().strip();
  }

  private static BigDecimal area(BigDecimal given) {
    var area = given.stripTrailingZeros();
    return area.scale() < 0 ? area.setScale(0) : area;
  }

  private static @Nullable Integer count(@Nullable BigDecimal given) {
    return given == null ? null : given.intValueExact();
  }

  /** Code of the platform. */
  String platform() {
    return platform;
  }

  /** Code of the reporting period. */
  String period() {
    return period;
  }

  /** Where it stands. */
  ReviewStatus status() {
    return status;
  }

  /** Whether its operator is to correct it. */
  boolean returned() {
    return status == ReviewStatus.RETURNED;
  }

  /** Whether it is final. */
  boolean accepted() {
    return status == ReviewStatus.ACCEPTED;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), periodEnd);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** Its operator and the bureau while it is reviewed, everybody once it is accepted. */
  @Override
  public Audience audience() {
    return accepted() ? Audience.PUBLIC : Audience.organisation(organisation);
  }

  @Override
  public OccupancyReportView view() {
    return new OccupancyReportView(
        code,
        platform,
        period,
        usableAreaM2,
        incubationAreaM2,
        occupiedAreaM2,
        tenants,
        newTenants,
        graduatedTenants,
        leftTenants,
        highTechFirms,
        techFirms,
        employees,
        outputYuan,
        comment,
        status,
        returnReason,
        IntStream.range(0, returnFields.size())
            .mapToObj(i -> new FieldReason(returnFields.get(i), returnFieldReasons.get(i)))
            .toList());
  }
}
