package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.SharingClass;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An observation: the value of one indicator in one place and period, according to one line of a
 * source. If two sources differ, both are kept.
 */
@Entity
public class Observation implements Published {
  @Id private String code;
  private String indicator;
  private String area;
  private @Nullable String board;
  private @Nullable String scope;
  private String period;

  @Enumerated(EnumType.STRING)
  private ObservationComparator comparator;

  private @Nullable BigDecimal value;
  private @Nullable String valuePrinted;

  @Enumerated(EnumType.STRING)
  private ObservationStatus status;

  @Enumerated(EnumType.STRING)
  private @Nullable Measure measure;

  private @Nullable String note;
  private @Nullable List<String> derivedFrom;
  private @Nullable LocalDate reportedOn;
  private @Nullable String retractionReason;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  /**
   * The indicator's class when the figure was entered. It cannot change while the indicator has
   * observations.
   */
  @Enumerated(EnumType.STRING)
  private SharingClass sharing;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Observation() {}

  /** A figure that was submitted and approved. */
  public Observation(ObservationView given, SharingClass sharing) {
    code = given.code();
    this.sharing = sharing;
    describe(given);
  }

  /** A computed figure. */
  static Observation derived(ObservationView given, SharingClass sharing) {
    var observation = new Observation(given, sharing);
    observation.derivedFrom = given.derivedFrom();
    return observation;
  }

  /** Replaces a computed figure. */
  void derive(ObservationView given) {
    describe(given);
    derivedFrom = given.derivedFrom();
  }

  /** Whether it was computed from other observations. */
  public boolean derived() {
    return derivedFrom != null;
  }

  /** Sets what people enter. The inputs of a computed figure are not among it. */
  public final void describe(ObservationView given) {
    indicator = given.indicator();
    area = given.area();
    board = given.board();
    scope = given.scope();
    period = given.period().toString();
    comparator = given.comparator();
    value = given.value();
    valuePrinted = given.valuePrinted();
    status = given.status();
    measure = given.measure();
    note = given.note();
    reportedOn = given.reportedOn();
    retractionReason = given.retractionReason();
    document = given.document();
    sourceLine = given.sourceLine();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, Objects.requireNonNull(Period.parse(period)).lastDay());
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return sharing.audience();
  }

  @Override
  public ObservationView view() {
    return new ObservationView(
        code,
        indicator,
        area,
        board,
        scope,
        Objects.requireNonNull(Period.parse(period)),
        comparator,
        value,
        valuePrinted,
        status,
        measure,
        note,
        derivedFrom,
        reportedOn,
        retractionReason,
        document,
        sourceLine);
  }
}
