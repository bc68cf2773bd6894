package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.search.Findable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body or place for research, transfer or incubation, identified by a printed name. Aliases
 * propose that two platforms are the same; nothing merges them.
 */
@Entity
public class Platform implements Published, Findable {
  @Id private String code;
  private String area;
  private String name;
  private List<String> aliases = List.of();

  @Enumerated(EnumType.STRING)
  private PlatformType type;

  private @Nullable String category;
  private List<String> functions = List.of();
  private List<String> directions = List.of();

  @Enumerated(EnumType.STRING)
  private PlatformStage stage;

  private @Nullable String location;
  private @Nullable String operator;
  private List<String> responsibleUnits = List.of();

  // Named explicitly: the naming strategy puts no underscore between a letter and a digit.
  @Column(name = "floor_area_m2")
  private @Nullable BigDecimal floorAreaM2;

  private @Nullable String floorAreaPrinted;
  private @Nullable Integer commissionYear;
  private @Nullable Integer startYear;
  private @Nullable Integer endYear;
  private @Nullable Integer targetTechFirms;
  private @Nullable Integer targetHighTechFirms;
  private @Nullable BigDecimal targetOutputYuan;
  private List<String> mode = List.of();
  private List<String> keyItems = List.of();
  private @Nullable List<String> partOf;
  private @Nullable String locatedIn;
  private @Nullable String project;
  private List<String> mentions = List.of();
  private @Nullable String note;
  private @Nullable String document;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Platform() {}

  Platform(PlatformView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the platform's content. */
  final void describe(PlatformView view) {
    area = view.area();
    name = view.name();
    aliases = view.aliases();
    type = view.type();
    category = view.category();
    functions = view.functions();
    directions = view.directions();
    stage = view.stage();
    location = view.location();
    operator = view.operator();
    responsibleUnits = view.responsibleUnits();
    floorAreaM2 = view.floorAreaM2();
    floorAreaPrinted = view.floorAreaPrinted();
    commissionYear = view.commissionYear();
    startYear = view.startYear();
    endYear = view.endYear();
    targetTechFirms = view.targetTechFirms();
    targetHighTechFirms = view.targetHighTechFirms();
    targetOutputYuan = view.targetOutputYuan();
    mode = view.mode();
    keyItems = view.keyItems();
    partOf = view.partOf();
    locatedIn = view.locatedIn();
    project = view.project();
    mentions = view.mentions().stream().map(Mention::toString).toList();
    note = view.note();
    document = view.document();
  }

  /** Code of its administrative area. */
  @Override
  public String area() {
    return area;
  }

  /** Code of its operator. */
  public @Nullable String operator() {
    return operator;
  }

  /** Floor area in m²; null if it is not known. */
  public @Nullable BigDecimal floorAreaM2() {
    return floorAreaM2;
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
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public PlatformView view() {
    return new PlatformView(
        code,
        area,
        name,
        aliases,
        type,
        category,
        functions,
        directions,
        stage,
        location,
        operator,
        responsibleUnits,
        floorAreaM2,
        floorAreaPrinted,
        commissionYear,
        startYear,
        endYear,
        targetTechFirms,
        targetHighTechFirms,
        targetOutputYuan,
        mode,
        keyItems,
        partOf,
        locatedIn,
        project,
        mentions.stream().map(Mention::parse).map(Objects::requireNonNull).toList(),
        note,
        document);
  }
}
