package dev.zhihe.projects.project;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.search.Findable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

  // The shares, one array element each, as the phases of an investment plan.
  private List<String> programmeCodes = List.of();
  private List<BigDecimal> programmeShares = List.of();

  private @Nullable Integer sequence;
  private @Nullable Integer sequencePrinted;
  private String name;
  private List<String> aliases = List.of();
  private @Nullable String nationalCode;
  private List<String> externalIds = List.of();
  private @Nullable String location;
  private @Nullable Integer startYear;
  private @Nullable Integer endYear;
  private List<String> leadUnits = List.of();
  private @Nullable List<String> leadUnitsPrinted;
  private List<String> participatingUnits = List.of();
  private @Nullable List<String> participatingUnitsPrinted;
  private List<String> tags = List.of();
  private @Nullable List<String> tagsPrinted;
  private List<String> directions = List.of();

  @Enumerated(EnumType.STRING)
  private @Nullable ConstructionNature constructionNature;

  private @Nullable String currentWork;

  @Enumerated(EnumType.STRING)
  private ProjectStage stage;

  // The stages, one array element each. The first has neither day nor reason.
  private List<String> stageWords = List.of();
  private List<@Nullable LocalDate> stageSince = List.of();
  private List<@Nullable String> stageReasons = List.of();
  private List<@Nullable String> stageDocuments = List.of();

  // Named explicitly: the naming strategy puts no underscore between a letter and a digit.
  @Column(name = "area_min_m2")
  private @Nullable BigDecimal areaMinM2;

  @Column(name = "area_max_m2")
  private @Nullable BigDecimal areaMaxM2;

  private @Nullable String areaKind;

  @Column(name = "land_area_min_m2")
  private @Nullable BigDecimal landAreaMinM2;

  @Column(name = "land_area_max_m2")
  private @Nullable BigDecimal landAreaMaxM2;

  private @Nullable BigDecimal landAreaMu;
  private List<String> contents = List.of();
  private List<String> facts = List.of();
  private List<String> platforms = List.of();
  private List<String> indicators = List.of();
  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable LocalDate listedFrom;
  private @Nullable String listedBy;
  private @Nullable LocalDate listedUntil;
  private @Nullable String unlistedBy;
  private @Nullable String mergedInto;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Project() {}

  Project(ProjectView view) {
    code = view.code();
    describe(view);
    keep(List.of(StageChange.entered(view.stage())));
  }

  /** Sets the project's content. Its stages stay: an import must not change the current one. */
  final void describe(ProjectView view) {
    plan = view.plan();
    area = view.area();
    programme = view.programme();
    programmeCodes = view.programmes().stream().map(ProgrammeShare::programme).toList();
    programmeShares = view.programmes().stream().map(ProgrammeShare::sharePercent).toList();
    sequence = view.sequence();
    sequencePrinted = view.sequencePrinted();
    name = view.name();
    aliases = view.aliases();
    nationalCode = view.nationalCode();
    externalIds = view.externalIds();
    location = view.location();
    startYear = view.startYear();
    endYear = view.endYear();
    leadUnits = view.leadUnits();
    leadUnitsPrinted = view.leadUnitsPrinted();
    participatingUnits = view.participatingUnits();
    participatingUnitsPrinted = view.participatingUnitsPrinted();
    tags = view.tags();
    tagsPrinted = view.tagsPrinted();
    directions = view.directions();
    constructionNature = view.constructionNature();
    currentWork = view.currentWork();
    if (!isPast(view.stage())) {
      stage = view.stage();
    }
    areaMinM2 = view.areaMinM2();
    areaMaxM2 = view.areaMaxM2();
    areaKind = view.areaKind();
    landAreaMinM2 = view.landAreaMinM2();
    landAreaMaxM2 = view.landAreaMaxM2();
    landAreaMu = view.landAreaMu();
    contents = view.contents();
    facts = view.facts();
    platforms = view.platforms();
    indicators = view.indicators();
    document = view.document();
    sourceLine = view.sourceLine();
  }

  /**
   * Moves the project to another stage.
   *
   * @param today the day on which the change is entered
   */
  void changeStage(StageChange change, LocalDate today) {
    requireListed();
    stage.requireNext(change.stage(), code);
    var stages = new ArrayList<>(stages());
    change.requireDay(stages.getLast(), today);
    stages.add(change);
    keep(stages);
  }

  /**
   * Whether no stage can follow the one of now, and the given one is that with which the project
   * was entered. A file of then changes nothing, as often as it is sent.
   */
  private boolean isPast(ProjectStage given) {
    return !stageWords.isEmpty()
        && stage.next().isEmpty()
        && given.name().equals(stageWords.getFirst());
  }

  /** Takes back the last change of the stage; 409 if there was none. */
  void withdrawStageChange() {
    requireListed();
    var stages = stages();
    if (stages.size() == 1) {
      throw Problem.conflict("%s 的阶段未变更过", "The stage of %s was never changed", code);
    }
    keep(stages.subList(0, stages.size() - 1));
  }

  /**
   * Puts the project into its plan.
   *
   * @param from the first day on which it is in the plan
   * @param act code of the change that adds it
   */
  public void list(LocalDate from, String act) {
    listedFrom = from;
    listedBy = act;
  }

  /**
   * Takes the project out of its plan. It is cancelled from that day on, unless its stage is final
   * already.
   *
   * @param from the first day on which it is not in the plan
   * @param act code of the change that takes it out
   * @param into code of the project that goes on; null if none does
   */
  public void unlist(
      LocalDate from, String act, @Nullable String into, String reason, @Nullable String deciding) {
    requireListed();
    listedUntil = from;
    unlistedBy = act;
    mergedInto = into;
    if (!stage.next().isEmpty()) {
      var stages = new ArrayList<>(stages());
      stages.add(new StageChange(ProjectStage.CANCELLED, from, reason, deciding));
      keep(stages);
    }
  }

  /** When it left its plan, and by which act; null if it did not. */
  public @Nullable Departure departure() {
    return listedUntil == null || unlistedBy == null
        ? null
        : new Departure(code, listedUntil, unlistedBy);
  }

  /**
   * The day before which it cannot leave its plan: that of its last change of stage, after which it
   * would be cancelled. Null if any day will do.
   */
  public @Nullable LocalDate earliestDeparture() {
    return stage.next().isEmpty() ? null : stages().getLast().since();
  }

  private void requireListed() {
    var left = departure();
    if (left != null) {
      throw Problem.conflict(
          "%1$s，其阶段不再变更", "%2$s: its stage stays", left.text().zh(), left.text().en());
    }
  }

  private void keep(List<StageChange> stages) {
    stage = stages.getLast().stage();
    stageWords = stages.stream().map(change -> change.stage().name()).toList();
    var since = new ArrayList<@Nullable LocalDate>();
    var reasons = new ArrayList<@Nullable String>();
    var documents = new ArrayList<@Nullable String>();
    for (var change : stages) {
      since.add(change.since());
      reasons.add(change.reason());
      documents.add(change.document());
    }
    stageSince = since;
    stageReasons = reasons;
    stageDocuments = documents;
  }

  private List<StageChange> stages() {
    return IntStream.range(0, stageWords.size())
        .mapToObj(
            i ->
                new StageChange(
                    ProjectStage.valueOf(stageWords.get(i)),
                    stageSince.get(i),
                    stageReasons.get(i),
                    stageDocuments.get(i)))
        .toList();
  }

  private List<ProgrammeShare> programmes() {
    return IntStream.range(0, programmeCodes.size())
        .mapToObj(i -> new ProgrammeShare(programmeCodes.get(i), programmeShares.get(i)))
        .toList();
  }

  /** Its stage of now; during an import, the one that it would have. */
  ProjectStage stage() {
    return stage;
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
        programmes(),
        sequence,
        sequencePrinted,
        name,
        aliases,
        nationalCode,
        externalIds,
        location,
        startYear,
        endYear,
        leadUnits,
        leadUnitsPrinted,
        participatingUnits,
        participatingUnitsPrinted,
        tags,
        tagsPrinted,
        directions,
        constructionNature,
        currentWork,
        stage,
        stages(),
        areaMinM2,
        areaMaxM2,
        areaKind,
        landAreaMinM2,
        landAreaMaxM2,
        landAreaMu,
        contents,
        facts,
        platforms,
        indicators,
        document,
        sourceLine,
        listedFrom,
        listedBy,
        listedUntil,
        unlistedBy,
        mergedInto);
  }
}
