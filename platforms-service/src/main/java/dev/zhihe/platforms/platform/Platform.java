package dev.zhihe.platforms.platform;

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
  private List<String> directions = List.of();

  @Enumerated(EnumType.STRING)
  private Stage stage;

  private List<String> responsibleUnits = List.of();

  // Where letter meets digit the naming strategy sets no underscore of its own.
  @Column(name = "floor_area_m2")
  private @Nullable BigDecimal floorAreaM2;

  private List<String> mentions = List.of();
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
    directions = said.directions();
    stage = said.stage();
    responsibleUnits = said.responsibleUnits();
    floorAreaM2 = said.floorAreaM2();
    mentions = said.mentions().stream().map(Mention::toString).toList();
    document = said.document();
  }

  @Override
  public String code() {
    return code;
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
  public String area() {
    return area;
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
        directions,
        stage,
        responsibleUnits,
        floorAreaM2,
        mentions.stream().map(Mention::parse).map(Objects::requireNonNull).toList(),
        document);
  }
}
