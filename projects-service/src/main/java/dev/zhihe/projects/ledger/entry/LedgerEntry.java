package dev.zhihe.projects.ledger.entry;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * An accepted amount of the investment ledger. It never changes: an error is reversed by another
 * entry, once, and a reversal is not reversed.
 */
@Entity
@Immutable
public class LedgerEntry implements Published {
  @Id private String code;
  private String plan;
  private String project;

  @Enumerated(EnumType.STRING)
  private LedgerKind kind;

  private String month;
  private BigDecimal amountYuan;

  @Enumerated(EnumType.STRING)
  private FundingSource source;

  private @Nullable String reference;
  private @Nullable String reverses;
  private @Nullable String reason;
  private @Nullable String report;
  private boolean late;
  private @Nullable String lateAfter;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected LedgerEntry() {}

  /**
   * An entry that was accepted.
   *
   * @param report code of the monthly report that it came by; null if it came by none
   * @param lateAfter code of the close of its month, if it came after; null if the month was open
   */
  public LedgerEntry(NewLedgerEntry given, @Nullable String report, @Nullable String lateAfter) {
    code = given.code();
    plan = given.plan();
    project = given.project();
    kind = given.kind();
    month = given.month();
    amountYuan = given.amountYuan();
    source = given.source();
    reference = given.reference();
    reverses = given.reverses();
    reason = given.reason();
    this.report = report;
    this.lateAfter = lateAfter;
    late = lateAfter != null;
  }

  /** 409 if it is a reversal. */
  public void requireReversible() {
    if (reverses != null) {
      throw Problem.conflict(
          "%s 冲销了 %s；冲销分录不可再冲销，如须恢复请另行入账",
          "%s reverses %s: a reversal is not reversed; enter the amount again instead",
          code,
          reverses);
    }
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** Single entries are for callers with a role. Their sums are public. */
  @Override
  public Audience audience() {
    return Audience.CONDITIONAL;
  }

  /** It holds from the end of its month on. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), LedgerMonth.lastDay(month));
  }

  @Override
  public LedgerEntryView view() {
    return new LedgerEntryView(
        code,
        plan,
        project,
        kind,
        month,
        amountYuan,
        source,
        reference,
        reverses,
        reason,
        report,
        late,
        lateAfter);
  }
}
