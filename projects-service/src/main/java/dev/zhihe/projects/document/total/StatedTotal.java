package dev.zhihe.projects.document.total;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A count and sums as a document states them. They are compared with the sums of the rows, and
 * never corrected.
 */
@Entity
public class StatedTotal implements Published {
  @Id private String code;
  private String plan;
  private @Nullable String programme;
  private String source;
  private @Nullable Integer projectCount;
  private @Nullable BigDecimal totalYuan;
  private @Nullable BigDecimal periodYuan;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected StatedTotal() {}

  StatedTotal(StatedTotalView given) {
    code = given.code();
    describe(given);
  }

  /** Sets all properties except the code. */
  final void describe(StatedTotalView given) {
    plan = given.plan();
    programme = given.programme();
    source = given.source();
    projectCount = given.projectCount();
    totalYuan = given.totalYuan();
    periodYuan = given.periodYuan();
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
  public StatedTotalView view() {
    return new StatedTotalView(
        code, plan, programme, source, projectCount, totalYuan, periodYuan, document, sourceLine);
  }
}
