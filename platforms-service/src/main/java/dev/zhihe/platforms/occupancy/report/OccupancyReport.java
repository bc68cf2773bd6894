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
 * A platform's figures for a reporting period. They are submitted, then accepted, or returned and
 * submitted again. Each step is a new version.
 */
@Entity
public class OccupancyReport implements Published {
  @Id private String code;
  private String platform;
  private String period;
  private @Nullable LocalDate periodEnd; // null in rows written by earlier releases
  private String organisation;

  // The naming strategy sets no underscore between a letter and a digit.
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

  // Two lists, not one of objects, so that the log's guard compares them.
  private @Nullable String returnReason;
  private List<String> returnFields = List.of();
  private List<String> returnFieldReasons = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected OccupancyReport() {}

  /**
   * A first submission.
   *
   * @param given figures that break no rule
   * @param periodEnd last day of the period; the report holds from then on
   * @param organisation credit code of the submitting organisation
   */
  OccupancyReport(String code, NewOccupancyReport given, LocalDate periodEnd, String organisation) {
    this.code = code;
    this.periodEnd = periodEnd;
    platform = given.platform();
    period = given.period();
    apply(given, organisation);
  }

  /**
   * The code of a platform's report for a period. It is the platform's code, {@code -o-} and the
   * period's code without its area, such as {@code 000000-pf-001-o-2026-m10}.
   */
  static String code(String platform, ReportingPeriodView period) {
    return platform + "-o-" + period.code().substring(period.area().length() + 1);
  }

  /** 409 if it is accepted. */
  void requireChangeable() {
    status.state().require(Step.CHANGE, code);
  }

  /** Submits other figures. 409 if it is accepted. */
  void correct(NewOccupancyReport given, String handedInBy) {
    submit();
    apply(given, handedInBy);
  }

  /** Submits its figures and clears a return. 409 if it is accepted. */
  void submit() {
    requireChangeable();
    status = ReviewStatus.SUBMITTED;
    returnReason = null;
    returnFields = List.of();
    returnFieldReasons = List.of();
  }

  /** Makes it public and final. 409 unless it is submitted. */
  void accept() {
    status.state().require(Step.ACCEPT, code);
    status = ReviewStatus.ACCEPTED;
  }

  /** Returns it to its operator. 409 unless it is submitted. */
  void sendBack(String reason, List<FieldReason> fields) {
    status.state().require(Step.RETURN, code);
    status = ReviewStatus.RETURNED;
    returnReason = reason;
    returnFields = fields.stream().map(FieldReason::field).toList();
    returnFieldReasons = fields.stream().map(field -> field.reason().strip()).toList();
  }

  /** Replaces the figures. {@link #submit} submits them. */
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

  /** Its review status. */
  ReviewStatus status() {
    return status;
  }

  /** Whether it was returned to its operator. */
  boolean returned() {
    return status == ReviewStatus.RETURNED;
  }

  /** Whether it is accepted, and therefore final. */
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

  /** The submitting organisation and the bureau; everybody once it is accepted. */
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
