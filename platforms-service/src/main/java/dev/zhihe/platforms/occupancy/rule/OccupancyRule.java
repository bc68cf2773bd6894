package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The limits of an area's rules from a day on. Once adopted, they do not change. */
@Entity
public class OccupancyRule implements Published {
  @Id private String code;
  private String area;
  private LocalDate effectiveOn;
  private int stockJumpPercent;
  private int flowJumpPercent;
  private int yearJumpPercent;
  private int peerSpreads;
  private int peersAtLeast;
  private int slipComparisons;
  private String reason;
  private @Nullable String document;

  @Enumerated(EnumType.STRING)
  private OccupancyRuleStatus status = OccupancyRuleStatus.DRAFT;

  @Embedded private Publication publication = new Publication();

  /** The only state that may be written, if it was adopted when it was loaded; null for a draft. */
  @Transient private @Nullable OccupancyRuleView settled;

  /** For Hibernate. */
  protected OccupancyRule() {}

  OccupancyRule(NewOccupancyRule given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if it is adopted. */
  final void describe(NewOccupancyRule given) {
    var limits = given.limits();
    area = given.area();
    effectiveOn = given.effectiveOn();
    stockJumpPercent = limits.stockJumpPercent();
    flowJumpPercent = limits.flowJumpPercent();
    yearJumpPercent = limits.yearJumpPercent();
    peerSpreads = limits.peerSpreads();
    peersAtLeast = limits.peersAtLeast();
    slipComparisons = limits.slipComparisons();
    reason = given.reason();
    document = given.document();
  }

  /** Adopts it. */
  void adopt() {
    status = OccupancyRuleStatus.ADOPTED;
  }

  /** Whether it was adopted. */
  boolean adopted() {
    return status == OccupancyRuleStatus.ADOPTED;
  }

  @PostLoad
  void read() {
    settled = adopted() ? view() : null;
  }

  /** Last safeguard, for callers that did not check. */
  @PreUpdate
  void refuseIfAdopted() {
    if (settled != null && !settled.equals(view())) {
      throw new IllegalStateException(code + " is adopted: another one follows it");
    }
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from its day on. The one that follows it is later, and goes before it. */
  @Override
  public Extent extent() {
    return Extent.from(area, effectiveOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return adopted() ? Audience.PUBLIC : Audience.BUREAU;
  }

  @Override
  public OccupancyRuleView view() {
    return new OccupancyRuleView(
        code,
        area,
        effectiveOn,
        stockJumpPercent,
        flowJumpPercent,
        yearJumpPercent,
        peerSpreads,
        peersAtLeast,
        slipComparisons,
        reason,
        document,
        status);
  }
}
