package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.plan.PlanStatus;
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
import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target: one indicator, one place, one year, one value. Once in force, it does not change. An
 * approved adjustment may end it and replace it.
 */
@Entity
public class Target implements Published {
  private static final Pattern ADJUSTED = Pattern.compile("(.*)-a(\\d{1,4})");

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
  private TargetComparator comparator;

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
  private PlanStatus status = PlanStatus.DRAFT;

  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String adjusts;
  private @Nullable String documentTitle;
  private @Nullable String documentNumber;

  @Embedded private Publication publication = new Publication();

  /**
   * The only state that may be written, if the target was in force when it was loaded. It is the
   * loaded state, or that state with an end. Null for a draft.
   */
  @Transient private @Nullable TargetView settled;

  /** For Hibernate. */
  protected Target() {}

  Target(NewTarget given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. For a target in force, the change cannot be written. */
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

  /** Puts the target in force, together with its plan. */
  public void adopt() {
    status = PlanStatus.ADOPTED;
  }

  /** Whether its plan is in force. True for a replaced target, too. */
  public boolean adopted() {
    return status == PlanStatus.ADOPTED;
  }

  /** Whether it is in force and not replaced. */
  public boolean inForce() {
    return adopted() && validUntil == null;
  }

  /** 409 unless it is in force and not replaced. */
  public void requireInForce() {
    if (!adopted()) {
      throw Problem.conflict(
          "目标 %1$s 所属规划 %2$s 尚未批准，不需调整：可直接导入更正（POST /v1/targets/imports?onExisting=update）",
          "Plan %2$s of target %1$s is not adopted, so there is nothing to adjust: an import corrects it (POST /v1/targets/imports?onExisting=update)",
          code,
          plan);
    }
    if (validUntil != null) {
      throw Problem.conflict(
          "目标 %1$s 自 %2$s 起已被取代：请改用其后的目标（GET /v1/targets?plan=%3$s&on=%2$s）",
          "Another holds in the place of target %1$s from %2$s on: take that one (GET /v1/targets?plan=%3$s&on=%2$s)",
          code,
          validUntil,
          plan);
    }
  }

  /**
   * Ends this target and returns the one that replaces it. 409 unless this target is in force.
   *
   * <p>The printed value and verdict are not copied: the document printed them for this target
   * only.
   *
   * @param successor code of the new target
   * @param from first day of the new target
   * @param title title of the document that decided the change
   * @param number number of that document
   */
  public Target supersede(
      String successor, TargetValue targetValue, LocalDate from, String title, String number) {
    requireInForce();
    refuseIfInForce();
    var next = new Target();
    next.code = successor;
    next.plan = plan;
    next.indicator = indicator;
    next.area = area;
    next.board = board;
    next.scope = scope;
    next.year = year;
    next.yearBasis = yearBasis;
    next.comparator = targetValue.comparator();
    next.value = targetValue.value();
    next.valueMax = targetValue.valueMax();
    next.baselineValue = baselineValue;
    next.baselineYear = baselineYear;
    next.measure = measure;
    next.note = note;
    next.status = PlanStatus.ADOPTED;
    next.document = document;
    next.sourceLine = sourceLine;
    next.validFrom = from;
    next.adjusts = code;
    next.documentTitle = title;
    next.documentNumber = number;
    validUntil = from;
    settled = settled == null ? null : view();
    return next;
  }

  /** The default code of its replacement: its own with {@code -a1}, or with the next number. */
  String successor() {
    return adjusts == null ? code + "-a1" : successor(code);
  }

  /** The code after one that ends in {@code -a} and a number. */
  static String successor(String code) {
    var form = ADJUSTED.matcher(code);
    return form.matches()
        ? form.group(1) + "-a" + (Integer.parseInt(form.group(2)) + 1)
        : code + "-a1";
  }

  @PostLoad
  void read() {
    settled = adopted() ? view() : null;
  }

  /** The last guard: refuses to write a change of a target in force. */
  @PreUpdate
  void refuseIfInForce() {
    if (settled != null && !settled.equals(view())) {
      throw new IllegalStateException(code + " is in force: an approved act alone changes it");
    }
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return new Extent(area, validFrom, validUntil);
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
        sourceLine,
        validFrom,
        validUntil,
        adjusts,
        documentTitle,
        documentNumber);
  }
}
