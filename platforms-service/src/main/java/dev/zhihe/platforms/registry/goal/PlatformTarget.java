package dev.zhihe.platforms.registry.goal;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.LastingVersions;
import dev.zhihe.kit.changelog.Publication;
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

/** What a platform is to reach by a day. Reports of the platform are judged by it. */
@Entity
public class PlatformTarget implements LastingVersions {
  @Id private String code;
  private String area;
  private String platform;

  @Enumerated(EnumType.STRING)
  private PlatformMeasure measure;

  @Enumerated(EnumType.STRING)
  private PlatformTargetComparator comparator;

  private BigDecimal value;
  private @Nullable LocalDate countedFrom;
  private LocalDate deadline;
  private List<String> statements = List.of();
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable String statedFor;
  private @Nullable LocalDate closedOn;
  private @Nullable String closedBy;

  /** The day of the merger that moved or closed it. */
  private @Nullable LocalDate holdsFrom;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected PlatformTarget() {}

  PlatformTarget(PlatformTargetView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the target's content. */
  final void describe(PlatformTargetView view) {
    area = view.area();
    platform = view.platform();
    measure = view.measure();
    comparator = view.comparator();
    value = view.value();
    countedFrom = view.countedFrom();
    deadline = view.deadline();
    statements = view.statements().stream().map(PlatformTargetStatement::toString).toList();
    note = view.note();
    document = view.document();
  }

  /** Moves the target to the platform into which its own is merged. */
  public void moveTo(String into, LocalDate day) {
    if (statedFor == null) {
      statedFor = platform;
    }
    platform = into;
    holdsFrom = day;
  }

  /**
   * Ends the target where the platform that goes on has one of the same measure and deadline.
   *
   * @param act code of the merger
   */
  public void close(LocalDate day, String act) {
    closedOn = day;
    closedBy = act;
    holdsFrom = day;
  }

  /** Whether it was closed by a merger. */
  public boolean closed() {
    return closedBy != null;
  }

  /** What is counted by which day: a platform that goes on after a merger has it once. */
  public Object requirement() {
    return List.of(measure, deadline);
  }

  /** Code of the platform that is to reach it. */
  public String platform() {
    return platform;
  }

  @Override
  public String code() {
    return code;
  }

  /** A target holds from the beginning: it is a promise about a later day. A merger moves it. */
  @Override
  public Extent extent() {
    return Extent.from(area, holdsFrom);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public PlatformTargetView view() {
    return new PlatformTargetView(
        code,
        area,
        platform,
        measure,
        comparator,
        value,
        countedFrom,
        deadline,
        statements.stream()
            .map(PlatformTargetStatement::parse)
            .map(Objects::requireNonNull)
            .toList(),
        note,
        document,
        statedFor,
        closedOn,
        closedBy);
  }
}
