package dev.zhihe.projects.fund;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fund has committed, raised and invested by the end of a month. Once adopted, it does not
 * change. The adoption of another draft for the same fund, body and month may take its place.
 */
@Entity
@EntityListeners(AdoptionGuard.class)
public class FundPosition implements Adoptable {
  @Id private String code;
  private String plan;
  private String fund;
  private String institution;
  private String month;
  private BigDecimal committedYuan;
  private BigDecimal raisedYuan;
  private BigDecimal investedYuan;
  private @Nullable String comment;

  private @Nullable String document;
  private @Nullable String note;
  private @Nullable String corrects;
  private @Nullable String correctedBy;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected FundPosition() {}

  FundPosition(NewFundPosition given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if it is adopted. */
  final void describe(NewFundPosition given) {
    plan = given.plan();
    fund = given.fund();
    institution = given.body();
    month = given.month();
    committedYuan = given.amounts().committedYuan();
    raisedYuan = given.amounts().raisedYuan();
    investedYuan = given.amounts().investedYuan();
    comment = given.comment();
    document = given.document();
    note = given.note();
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewFundPosition given) {
    return plan.equals(given.plan())
        && fundMonth().equals(given.fundMonth())
        && amounts().equals(given.amounts())
        && Objects.equals(comment, given.comment())
        && Objects.equals(document, given.document())
        && Objects.equals(note, given.note());
  }

  /**
   * Adopts it.
   *
   * @param corrected the adopted position that it corrects; null if it is the first of its month
   */
  void adopt(@Nullable FundPosition corrected) {
    adoption.adopt();
    corrects = corrected == null ? null : corrected.code;
  }

  /** Gives its place to a correction. It stays readable, and holds on no day. */
  void giveWayTo(FundPosition correction) {
    if (!adopted() || correctedBy != null) {
      throw new IllegalStateException(code + " has no place to give to " + correction.code);
    }
    adoption.amend(this, () -> correctedBy = correction.code);
  }

  FundMonth fundMonth() {
    return new FundMonth(fund, institution, month);
  }

  FundAmounts amounts() {
    return new FundAmounts(committedYuan, raisedYuan, investedYuan);
  }

  /** Whether a comment explains it. */
  boolean commented() {
    return comment != null;
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from the end of its month on; a corrected one on no day. */
  @Override
  public Extent extent() {
    var area = Extent.ofCode(code).area();
    return correctedBy == null ? Extent.from(area, LedgerMonth.lastDay(month)) : Extent.never(area);
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
  public FundPositionView view() {
    return new FundPositionView(
        code,
        plan,
        fund,
        institution,
        month,
        committedYuan,
        raisedYuan,
        investedYuan,
        comment,
        adoption.status(),
        document,
        note,
        corrects,
        correctedBy);
  }
}
