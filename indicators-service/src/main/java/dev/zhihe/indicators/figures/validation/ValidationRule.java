package dev.zhihe.indicators.figures.validation;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule that figures of several indicators must satisfy. Rules are retired, not deleted. */
@Entity
public class ValidationRule implements Published {
  @Id private String code;
  private String nameZh;
  private @Nullable String nameEn;

  @Enumerated(EnumType.STRING)
  private RuleSeverity severity;

  /** The left side. The name avoids the SQL keyword. */
  private List<String> addends = List.of();

  @Enumerated(EnumType.STRING)
  private RuleComparator comparator;

  /** The right side. */
  private List<String> others = List.of();

  private @Nullable BigDecimal constant;
  private BigDecimal tolerancePercent;
  private @Nullable LocalDate retiredOn;
  private @Nullable String note;

  @Embedded private Publication publication = new Publication();

  /** The weaker rule that an import asks for; null if it asks for none. */
  @Transient private @Nullable ValidationRuleView requested;

  /** For Hibernate. */
  protected ValidationRule() {}

  ValidationRule(ValidationRuleView given) {
    code = given.code();
    describe(given);
  }

  /** Sets the rule's content. */
  final void describe(ValidationRuleView given) {
    nameZh = given.nameZh();
    nameEn = given.nameEn();
    severity = given.severity();
    addends = given.left();
    comparator = given.comparator();
    others = given.right();
    constant = given.constant();
    tolerancePercent = given.tolerancePercent();
    retiredOn = given.retiredOn();
    note = given.note();
  }

  /** Keeps the rule in force. If the present one is weaker, it is requested. */
  void defer(ValidationRuleView inForce) {
    var present = view();
    if (present.weakerThan(inForce)) {
      requested = present;
      describe(inForce);
    }
  }

  /** The weaker rule that is requested; null if none is. */
  @Nullable ValidationRuleView requested() {
    return requested;
  }

  @Override
  public String code() {
    return code;
  }

  /** Valid in all areas. */
  @Override
  public Extent extent() {
    return new Extent(null, null, retiredOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public ValidationRuleView view() {
    return new ValidationRuleView(
        code,
        nameZh,
        nameEn,
        severity,
        addends,
        comparator,
        others,
        constant,
        tolerancePercent,
        retiredOn,
        note);
  }
}
