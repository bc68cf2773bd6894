package dev.zhihe.platforms.registry.goal;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
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
public class PlatformTarget implements Published {
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

  @Override
  public String code() {
    return code;
  }

  /** A target holds from the beginning: it is a promise about a later day. */
  @Override
  public Extent extent() {
    return Extent.always(area);
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
        document);
  }
}
