package dev.zhihe.projects.project;

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
import org.jspecify.annotations.Nullable;

/**
 * A major project: what it is, where, when and whose. What it is to cost is its {@code
 * InvestmentPlan}. Its years may lie outside the plan's.
 */
@Entity
public class Project implements Published, Findable {
  @Id private String code;
  private String plan;
  private String area;
  private String programme;
  private @Nullable Integer sequence;
  private @Nullable Integer sequencePrinted;
  private String name;
  private List<String> aliases = List.of();
  private @Nullable String location;
  private @Nullable Integer startYear;
  private @Nullable Integer endYear;
  private List<String> leadUnits = List.of();
  private List<String> tags = List.of();
  private List<String> directions = List.of();

  @Enumerated(EnumType.STRING)
  private @Nullable ConstructionNature constructionNature;

  private @Nullable String currentWork;

  @Enumerated(EnumType.STRING)
  private Stage stage;

  // Where letter meets digit the naming strategy sets no underscore of its own.
  @Column(name = "area_min_m2")
  private @Nullable BigDecimal areaMinM2;

  @Column(name = "area_max_m2")
  private @Nullable BigDecimal areaMaxM2;

  private @Nullable String areaKind;
  private @Nullable BigDecimal landAreaMu;
  private List<String> contents = List.of();
  private List<String> facts = List.of();
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Project() {}

  Project(ProjectView said) {
    code = said.code();
    describe(said);
  }

  /** Says what the project is. */
  final void describe(ProjectView said) {
    plan = said.plan();
    area = said.area();
    programme = said.programme();
    sequence = said.sequence();
    sequencePrinted = said.sequencePrinted();
    name = said.name();
    aliases = said.aliases();
    location = said.location();
    startYear = said.startYear();
    endYear = said.endYear();
    leadUnits = said.leadUnits();
    tags = said.tags();
    directions = said.directions();
    constructionNature = said.constructionNature();
    currentWork = said.currentWork();
    stage = said.stage();
    areaMinM2 = said.areaMinM2();
    areaMaxM2 = said.areaMaxM2();
    areaKind = said.areaKind();
    landAreaMu = said.landAreaMu();
    contents = said.contents();
    facts = said.facts();
    document = said.document();
    sourceLine = said.sourceLine();
  }

  /** Code of the plan it belongs to. */
  public String plan() {
    return plan;
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
  public ProjectView view() {
    return new ProjectView(
        code,
        plan,
        area,
        programme,
        sequence,
        sequencePrinted,
        name,
        aliases,
        location,
        startYear,
        endYear,
        leadUnits,
        tags,
        directions,
        constructionNature,
        currentWork,
        stage,
        areaMinM2,
        areaMaxM2,
        areaKind,
        landAreaMu,
        contents,
        facts,
        document,
        sourceLine);
  }
}
