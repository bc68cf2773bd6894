package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A part of a target, due by the end of a year: of one department, or a milestone of the whole. */
@Entity
public class TargetPart implements Published {
  @Id private String code;
  private String plan;
  private String target;
  private int year;
  private @Nullable String department;
  private BigDecimal value;
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable String documentNumber;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected TargetPart() {}

  TargetPart(TargetPartView given) {
    code = given.code();
    describe(given);
  }

  /** Sets all properties except the code. */
  final void describe(TargetPartView given) {
    plan = given.plan();
    target = given.target();
    year = given.year();
    department = given.department();
    value = given.value();
    note = given.note();
    document = given.document();
    documentNumber = given.documentNumber();
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
  public TargetPartView view() {
    return new TargetPartView(
        code, plan, target, year, department, value, note, document, documentNumber);
  }
}
