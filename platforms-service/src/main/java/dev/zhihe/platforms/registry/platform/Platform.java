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
 * A body or place for research, transfer or incubation, known by a printed name. Aliases propose
 * that two are one; nothing merges them.
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
  private Stage stage;

  private @Nullable String location;
  private @Nullable String operator;
  private List<String> responsibleUnits = List.of();

  // Where letter meets digit the naming strategy sets no underscore of its own.
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
  private @Nullable String project;
  private List<String> mentions = List.of();
  private @Nullable String note;
  private @Nullable String document;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Platform() {}

  Platform(PlatformView said) {
    code = said.code();
    describe(said);
  }

  /** Says what the platform is. */
  final void describe(PlatformView said) {
    area = said.area();
    name = said.name();
    aliases = said.aliases();
    type = said.type();
    category = said.category();
    functions = said.functions();
    directions = said.directions();
    stage = said.stage();
    location = said.location();
    operator = said.operator();
    responsibleUnits = said.responsibleUnits();
    floorAreaM2 = said.floorAreaM2();
    floorAreaPrinted = said.floorAreaPrinted();
    commissionYear = said.commissionYear();
    startYear = said.startYear();
    endYear = said.endYear();
    targetTechFirms = said.targetTechFirms();
    targetHighTechFirms = said.targetHighTechFirms();
    targetOutputYuan = said.targetOutputYuan();
    mode = said.mode();
    keyItems = said.keyItems();
    project = said.project();
    mentions = said.mentions().stream().map(Mention::toString).toList();
    note = said.note();
    document = said.document();
  }

  /** Code of the administrative area it lies in. */
  @Override
  public String area() {
    return area;
  }

  /** Code of the operator that runs it. */
  public @Nullable String operator() {
    return operator;
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
        project,
        mentions.stream().map(Mention::parse).map(Objects::requireNonNull).toList(),
        note,
        document);
  }
}
