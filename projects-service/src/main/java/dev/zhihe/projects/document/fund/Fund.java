package dev.zhihe.projects.document.fund;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fund, or a kind of funds, as one line of a document names it. Two lines about the same fund are
 * two entries.
 */
@Entity
public class Fund implements Published {
  @Id private String code;
  private String plan;
  private String name;
  private String source;

  @Enumerated(EnumType.STRING)
  private @Nullable FundComparator countComparator;

  private @Nullable Integer count;

  @Enumerated(EnumType.STRING)
  private @Nullable FundComparator amountComparator;

  private @Nullable BigDecimal amountYuan;
  private @Nullable String amountPrinted;
  private List<String> bodies = List.of();
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Fund() {}

  Fund(FundView given) {
    code = given.code();
    describe(given);
  }

  /** Sets all properties except the code. */
  final void describe(FundView given) {
    plan = given.plan();
    name = given.name();
    source = given.source();
    countComparator = given.countComparator();
    count = given.count();
    amountComparator = given.amountComparator();
    amountYuan = given.amountYuan();
    amountPrinted = given.amountPrinted();
    bodies = given.bodies();
    note = given.note();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public FundView view() {
    return new FundView(
        code,
        plan,
        name,
        source,
        countComparator,
        count,
        amountComparator,
        amountYuan,
        amountPrinted,
        bodies,
        note,
        document,
        sourceLine);
  }
}
