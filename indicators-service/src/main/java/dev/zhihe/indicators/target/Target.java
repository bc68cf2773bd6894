package dev.zhihe.indicators.target;

import dev.zhihe.indicators.indicator.Measure;
import dev.zhihe.indicators.plan.Adoption;
import dev.zhihe.kit.changelog.Audience;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A target: one indicator, one place, one year, one value. */
@Entity
public class Target implements Published {
  @Id private String code;
  private String plan;
  private String indicator;
  private String area;
  private @Nullable String board;
  private @Nullable String scope;
  private int year;

  @Enumerated(EnumType.STRING)
  private @Nullable YearBasis yearBasis;

  @Enumerated(EnumType.STRING)
  private Comparator comparator;

  private @Nullable BigDecimal value;
  private @Nullable BigDecimal valueMax;
  private @Nullable BigDecimal baselineValue;
  private @Nullable Integer baselineYear;
  private @Nullable String valuePrinted;

  @Enumerated(EnumType.STRING)
  private @Nullable Measure measure;

  private @Nullable String verdictPrinted;
  private @Nullable String note;

  @Enumerated(EnumType.STRING)
  private Adoption status = Adoption.DRAFT;

  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /**
   * Whether it was in force when it was read: the transaction that adopts it writes it once more.
   */
  @Transient private boolean inForce;

  /** For Hibernate. */
  protected Target() {}

  Target(NewTarget given) {
    code = given.code();
    describe(given);
  }

  /** Says what the target is; of one in force, no change can be written. */
  final void describe(NewTarget given) {
    plan = given.plan();
    indicator = given.indicator();
    area = given.area();
    board = given.board();
    scope = given.scope();
    year = given.year();
    yearBasis = given.yearBasis();
    comparator = given.comparator();
    value = given.value();
    valueMax = given.valueMax();
    baselineValue = given.baselineValue();
    baselineYear = given.baselineYear();
    valuePrinted = given.valuePrinted();
    measure = given.measure();
    verdictPrinted = given.verdictPrinted();
    note = given.note();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  /** Puts the target in force, with its plan. */
  public void adopt() {
    status = Adoption.ADOPTED;
  }

  /** Whether it is in force. */
  public boolean adopted() {
    return status == Adoption.ADOPTED;
  }

  @PostLoad
  void read() {
    inForce = adopted();
  }

  /** Whoever did not ask first is stopped here. */
  @PreUpdate
  void refuseIfInForce() {
    if (inForce) {
      throw new IllegalStateException(code + " is in force: an approved act alone changes it");
    }
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.always(area);
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
  public TargetView view() {
    return new TargetView(
        code,
        plan,
        indicator,
        area,
        board,
        scope,
        year,
        yearBasis,
        comparator,
        value,
        valueMax,
        baselineValue,
        baselineYear,
        valuePrinted,
        measure,
        verdictPrinted,
        note,
        status,
        document,
        sourceLine);
  }
}
