package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tenants behind a report's numbers. It has the report's code. An amendment may have a list of
 * its own, which replaces that of the report once the amendment is accepted.
 */
@Entity
public class TenantList implements Published {
  @Id private String code;
  private String platform;
  private String period;
  private LocalDate periodEnd;
  private String organisation;
  private boolean accepted;

  // One array element for each line, so that the log's guard compares them.
  private List<String> names = List.of();
  private List<String> creditCodes = List.of();
  private List<LocalDate> enteredOn = List.of();
  private List<@Nullable LocalDate> leftOn = List.of();

  // Named explicitly: the naming strategy puts no underscore between a letter and a digit.
  @Column(name = "areas_m2")
  private List<@Nullable BigDecimal> areasM2 = List.of();

  private List<@Nullable Boolean> highTech = List.of();
  private List<@Nullable String> withoutCode = List.of(); // none if all have one

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected TenantList() {}

  /**
   * A list for a report.
   *
   * @param lines break no rule
   */
  TenantList(
      String code,
      String platform,
      ReportingPeriodView period,
      String organisation,
      List<TenantLine> lines) {
    this(code, platform, period.code(), period.endDate(), organisation, lines);
  }

  private TenantList(
      String code,
      String platform,
      String period,
      LocalDate periodEnd,
      String organisation,
      List<TenantLine> lines) {
    this.code = code;
    this.platform = platform;
    this.period = period;
    this.periodEnd = periodEnd;
    replace(organisation, lines);
  }

  /** The list of an accepted amendment as that of the report. */
  TenantList ofReport(String report) {
    var list = new TenantList(report, platform, period, periodEnd, organisation, lines());
    list.accept();
    return list;
  }

  /** Replaces all lines. */
  final void replace(String submittedBy, List<TenantLine> lines) {
    organisation = submittedBy;
    names = lines.stream().map(line -> Characters.strip(line.name())).toList();
    creditCodes = lines.stream().map(TenantLine::creditCode).toList();
    enteredOn = lines.stream().map(TenantLine::enteredOn).toList();
    var leaving = new ArrayList<@Nullable LocalDate>();
    var areas = new ArrayList<@Nullable BigDecimal>();
    var certified = new ArrayList<@Nullable Boolean>();
    var reasons = new ArrayList<@Nullable String>();
    for (var line : lines) {
      leaving.add(line.leftOn());
      areas.add(line.areaM2() == null ? null : FigureUnit.SQUARE_METRES.stored(line.areaM2()));
      certified.add(line.highTech());
      reasons.add(line.withoutCode() == null ? null : line.withoutCode().name());
    }
    leftOn = leaving;
    areasM2 = areas;
    highTech = certified;
    if (reasons.stream().allMatch(Objects::isNull)) {
      reasons.clear();
    }
    withoutCode = reasons;
  }

  /** The lines stay, and the report was submitted by an organisation. */
  void submittedBy(String other) {
    organisation = other;
  }

  /** The report was accepted. */
  final void accept() {
    accepted = true;
  }

  String organisation() {
    return organisation;
  }

  List<TenantLine> lines() {
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                new TenantLine(
                    names.get(i),
                    creditCodes.get(i),
                    enteredOn.get(i),
                    leftOn.get(i),
                    areasM2.get(i),
                    highTech.get(i),
                    withoutCode(i)))
        .toList();
  }

  private @Nullable WithoutCode withoutCode(int place) {
    var reason = withoutCode.isEmpty() ? null : withoutCode.get(place);
    return reason == null ? null : WithoutCode.valueOf(reason);
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

  /**
   * The submitting organisation and the bureau; once the report is accepted, whoever has a role.
   */
  @Override
  public Audience audience() {
    return accepted ? Audience.CONDITIONAL : Audience.organisation(organisation);
  }

  @Override
  public TenantListView view() {
    return new TenantListView(code, platform, period, lines());
  }
}
