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
 * A major project: its content, location, schedule and organisations. Its planned cost is its
 * {@code InvestmentPlan}. Its years may lie outside the plan's.
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
  private @Nullable List<String> leadUnitsPrinted;
  private List<String> tags = List.of();
  private @Nullable List<String> tagsPrinted;
  private List<String> directions = List.of();

  @Enumerated(EnumType.STRING)
  private @Nullable ConstructionNature constructionNature;

  private @Nullable String currentWork;

  @Enumerated(EnumType.STRING)
  private ProjectStage stage;

  // Named explicitly: the naming strategy puts no underscore between a letter and a digit.
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

  Project(ProjectView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the project's content. */
  final void describe(ProjectView view) {
    plan = view.plan();
    area = view.area();
    programme = view.programme();
    sequence = view.sequence();
    sequencePrinted = view.sequencePrinted();
    name = view.name();
    aliases = view.aliases();
    location = view.location();
    startYear = view.startYear();
    endYear = view.endYear();
    leadUnits = view.leadUnits();
    leadUnitsPrinted = view.leadUnitsPrinted();
    tags = view.tags();
    tagsPrinted = view.tagsPrinted();
    directions = view.directions();
    constructionNature = view.constructionNature();
    currentWork = view.currentWork();
    stage = view.stage();
    areaMinM2 = view.areaMinM2();
    areaMaxM2 = view.areaMaxM2();
    areaKind = view.areaKind();
    landAreaMu = view.landAreaMu();
    contents = view.contents();
    facts = view.facts();
    document = view.document();
    sourceLine = view.sourceLine();
  }

  /** Code of its plan. */
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
        leadUnitsPrinted,
        tags,
        tagsPrinted,
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
