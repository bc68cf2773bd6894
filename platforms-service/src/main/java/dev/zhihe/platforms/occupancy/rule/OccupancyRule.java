package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The limits of an area's rules from a day on. Once adopted, they do not change. */
@Entity
@EntityListeners(AdoptionGuard.class)
public class OccupancyRule implements Adoptable {
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

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

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
    adoption.adopt();
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
  public AdoptionState adoption() {
    return adoption;
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
        OccupancyRuleStatus.of(adoption.status()));
  }
}
