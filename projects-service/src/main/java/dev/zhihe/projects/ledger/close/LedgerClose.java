package dev.zhihe.projects.ledger.close;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** The close of a month, and of every month before it. It is never undone. */
@Entity
@Immutable
public class LedgerClose implements Published {
  @Id private String code;
  private String plan;
  private String month;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected LedgerClose() {}

  LedgerClose(NewLedgerClose given) {
    plan = given.plan();
    month = given.month();
    code = plan + "-close-" + month;
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
  public LedgerCloseView view() {
    return new LedgerCloseView(code, plan, month);
  }
}
