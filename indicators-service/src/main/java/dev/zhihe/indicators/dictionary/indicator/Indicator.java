package dev.zhihe.indicators.dictionary.indicator;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.search.Findable;
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

/**
 * An entry of the dictionary: a measured quantity with one unit, the same for all plans and areas.
 */
@Entity
public class Indicator implements Published, Findable {
  @Id private String code;
  private String nameZh;
  private @Nullable String nameEn;
  private List<String> aliases = List.of();

  @Enumerated(EnumType.STRING)
  private IndicatorKind kind;

  private @Nullable String unit;
  private @Nullable BigDecimal minimum;
  private @Nullable BigDecimal maximum;

  @Enumerated(EnumType.STRING)
  private Direction direction;

  @Enumerated(EnumType.STRING)
  private Nature nature;

  @Enumerated(EnumType.STRING)
  private @Nullable Attribute attribute;

  private @Nullable String category;
  private @Nullable String definition;
  private @Nullable String leadDepartment;

  @Enumerated(EnumType.STRING)
  private @Nullable IndicatorFrequency frequency;

  @Enumerated(EnumType.STRING)
  private @Nullable SharingClass sharing;

  private @Nullable String numerator;
  private @Nullable String denominator;
  private @Nullable BigDecimal factor;
  private @Nullable LocalDate retiredOn;
  private @Nullable String replacedBy;
  private List<String> plans = List.of();
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** The state with the formula that an import asks for; null if it asks for none. */
  @Transient private @Nullable IndicatorView requested;

  /** For Hibernate. */
  protected Indicator() {}

  /** An indicator whose formula waits for a second person. */
  Indicator(IndicatorView given) {
    code = given.code();
    describe(given);
    defer(Formula.NONE);
  }

  /** Sets all properties except the code. */
  final void describe(IndicatorView given) {
    nameZh = given.nameZh();
    nameEn = given.nameEn();
    aliases = given.aliases();
    kind = given.kind();
    unit = given.unit();
    minimum = given.minimum();
    maximum = given.maximum();
    direction = given.direction();
    nature = given.nature();
    attribute = given.attribute();
    category = given.category();
    definition = given.definition();
    leadDepartment = given.leadDepartment();
    frequency = given.frequency();
    sharing = given.sharing();
    adopt(given.formula());
    retiredOn = given.retiredOn();
    replacedBy = given.replacedBy();
    plans = given.plans();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  /** Sets the formula. */
  final void adopt(Formula formula) {
    numerator = formula.numerator();
    denominator = formula.denominator();
    factor = formula.factor();
  }

  /** Keeps the formula in force. If the present one makes other figures, it is requested. */
  final void defer(Formula inForce) {
    var present = formula();
    if (!present.within(inForce)) {
      requested = view();
      adopt(inForce);
      if (present.endsAfter(inForce)) {
        retiredOn = inForce.until();
      }
    }
  }

  /** Brings a requested formula into force. It may end later than the present one. */
  void approve(Formula formula) {
    if (formula.endsAfter(formula())) {
      retiredOn = formula.until();
    }
    adopt(formula);
  }

  /** The present formula. */
  final Formula formula() {
    return new Formula(numerator, denominator, factor, numerator == null ? null : retiredOn);
  }

  /** The state with the requested formula; null if none is requested. */
  @Nullable IndicatorView requested() {
    return requested;
  }

  @Override
  public String code() {
    return code;
  }

  /** It ends with the day of retirement. A retired indicator stays readable. */
  @Override
  public Extent extent() {
    return new Extent(Extent.ofCode(code).area(), null, retiredOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public List<String> names() {
    return nameEn == null ? List.of(nameZh) : List.of(nameZh, nameEn);
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public IndicatorView view() {
    return new IndicatorView(
        code,
        nameZh,
        nameEn,
        aliases,
        kind,
        unit,
        minimum,
        maximum,
        direction,
        nature,
        attribute,
        category,
        definition,
        leadDepartment,
        frequency,
        sharing,
        numerator,
        denominator,
        factor,
        retiredOn,
        replacedBy,
        plans,
        document,
        sourceLine);
  }
}
