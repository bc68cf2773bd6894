package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target: one indicator, one place, one year, one value. Once in force, it does not change. An
 * approved adjustment may end it and replace it.
 */
@Entity
@EntityListeners(AdoptionGuard.class)
public class Target implements Adoptable {
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

  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable List<String> statements;
  private @Nullable List<String> contradicts;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String adjusts;
  private @Nullable String documentTitle;
  private @Nullable String documentNumber;
  private @Nullable String mergedInto;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

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
    statements = texts(given.statements());
  }

  /** Puts the target in force, together with its plan. */
  public void adopt() {
    adoption.adopt();
  }

  /** Whether it is in force, not replaced and not merged. */
  public boolean inForce() {
    return adopted() && validUntil == null && mergedInto == null;
  }

  /** Code of the target that states the same requirement; null unless it is merged. */
  public @Nullable String mergedInto() {
    return mergedInto;
  }

  /** 409 unless it is in force, not replaced and not merged. */
  public void requireInForce() {
    if (!adopted()) {
      throw Problem.conflict(
          "目标 %1$s 所属规划 %2$s 尚未批准，不需调整：可直接导入更正（POST /v1/targets/imports?onExisting=update）",
          "Plan %2$s of target %1$s is not adopted, so there is nothing to adjust: an import corrects it (POST /v1/targets/imports?onExisting=update)",
          code,
          plan);
    }
    if (mergedInto != null) {
      throw Problem.conflict(
          "目标 %1$s 已并入 %2$s：请改用后者",
          "Target %1$s is merged into %2$s: take that one", code, mergedInto);
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
    next.adoption.adopt();
    next.document = document;
    next.sourceLine = sourceLine;
    next.validFrom = from;
    next.adjusts = code;
    next.documentTitle = title;
    next.documentNumber = number;
    adoption.amend(
        this,
        () -> {
          validUntil = from;
          contradicts = null;
        });
    return next;
  }

  /**
   * Merges this target into another that states the same requirement. It holds on no day from now
   * on.
   */
  public void mergeInto(Target other) {
    adoption.amend(
        this,
        () -> {
          mergedInto = other.code;
          contradicts = null;
        });
  }

  /** Adds the statements and the note of a merged target, and its baseline if this one has none. */
  public void gather(Target merged) {
    adoption.amend(this, () -> add(merged));
  }

  private void add(Target merged) {
    statements =
        texts(
            Stream.concat(view().allStatements().stream(), merged.view().allStatements().stream())
                .distinct()
                .toList());
    if (merged.note != null && !merged.note.equals(note)) {
      note = note == null ? merged.note : note + "；" + merged.note;
    }
    if (baselineValue == null) {
      baselineValue = merged.baselineValue;
      baselineYear = merged.baselineYear;
    }
    if (verdictPrinted == null) {
      verdictPrinted = merged.verdictPrinted;
    }
  }

  /**
   * Names the targets that ask for another value of the same. Returns whether that is a change.
   *
   * @param codes their codes, in any order
   */
  boolean contradict(Collection<String> codes) {
    var named = codes.isEmpty() ? null : codes.stream().sorted().toList();
    if (Objects.equals(named, contradicts)) {
      return false;
    }
    adoption.amend(this, () -> contradicts = named);
    return true;
  }

  /** Code of the target whose place it took; null if it took none. */
  public @Nullable String adjusts() {
    return adjusts;
  }

  private static @Nullable List<String> texts(@Nullable List<TargetStatement> statements) {
    return statements == null ? null : statements.stream().map(TargetStatement::toString).toList();
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

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return mergedInto == null ? new Extent(area, validFrom, validUntil) : Extent.never(area);
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
        adoption.status(),
        document,
        sourceLine,
        statements == null
            ? null
            : statements.stream().map(TargetStatement::parse).map(Objects::requireNonNull).toList(),
        contradicts,
        validFrom,
        validUntil,
        adjusts,
        documentTitle,
        documentNumber,
        mergedInto);
  }
}
