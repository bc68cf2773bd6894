package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A later due day of one platform for one period. It holds until it is revoked. */
@Entity
public class PeriodExtension implements Published {
  @Id private String code;
  private String platform;
  private String period;
  private LocalDate dueDate;
  private String grantor;
  private String reason;
  private @Nullable String document;
  private LocalDate grantedOn;

  @Enumerated(EnumType.STRING)
  private ExtensionStatus status = ExtensionStatus.GRANTED;

  private @Nullable String revocationReason;
  private @Nullable String organisation;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected PeriodExtension() {}

  /**
   * An extension that holds.
   *
   * @param organisation credit code of the platform's operator; null if it has none
   */
  PeriodExtension(
      String code, NewPeriodExtension given, LocalDate grantedOn, @Nullable String organisation) {
    this.code = code;
    platform = given.platform();
    period = given.period();
    dueDate = given.dueDate();
    this.grantedOn = grantedOn;
    this.organisation = organisation;
    describe(given);
  }

  /** Sets who granted it and why. Platform, period and day stay. */
  final void describe(NewPeriodExtension given) {
    grantor = Characters.strip(given.grantor());
    reason = Characters.strip(given.reason());
    document =
        given.document() == null || Characters.isBlank(given.document())
            ? null
            : Characters.strip(given.document());
  }

  /** The code, such as {@code 000000-pf-001-x-2026-m10-20261120}. */
  static String code(String platform, ReportingPeriodView period, LocalDate dueDate) {
    return platform
        + "-x-"
        + period.code().substring(period.area().length() + 1)
        + "-"
        + dueDate.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** Ends it: the due day is as if it had not been granted. 409 if it is revoked. */
  void revoke(String why) {
    if (revoked()) {
      throw Problem.conflict(
          "%1$s 已撤销；如须延期，请以另一日期重新准予（POST /v1/period-extensions）",
          "%1$s is revoked: grant another, to another day (POST /v1/period-extensions)", code);
    }
    status = ExtensionStatus.REVOKED;
    revocationReason = Characters.strip(why);
  }

  /** Whether it was revoked. */
  boolean revoked() {
    return status == ExtensionStatus.REVOKED;
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from the day on which it was granted. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), grantedOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** The operator that it was granted to, and the bureau. */
  @Override
  public Audience audience() {
    return organisation == null ? Audience.BUREAU : Audience.organisation(organisation);
  }

  @Override
  public PeriodExtensionView view() {
    return new PeriodExtensionView(
        code,
        platform,
        period,
        dueDate,
        grantor,
        reason,
        document,
        grantedOn,
        status,
        revocationReason);
  }
}
