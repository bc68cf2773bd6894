package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.LastingVersions;
import dev.zhihe.kit.changelog.Publication;
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
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A body or place for research, transfer or incubation, identified by a printed name. Aliases
 * propose that two platforms are the same; an approved change of the registry merges them.
 */
@Entity
public class Platform implements LastingVersions, Findable {
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

  @Enumerated(EnumType.STRING)
  private @Nullable PlatformLevel level;

  // The certifications, one array element each.
  private List<String> certificationNames = List.of();
  private List<@Nullable String> certificationLevels = List.of();
  private List<LocalDate> certificationDays = List.of();
  private List<@Nullable LocalDate> certificationUntil = List.of();
  private List<@Nullable String> certificationDocuments = List.of();
  private List<@Nullable String> certificationNumbers = List.of();

  @Enumerated(EnumType.STRING)
  private PlatformStatus status = PlatformStatus.ACTIVE;

  private @Nullable LocalDate statusSince;
  private @Nullable String statusBy;
  private @Nullable LocalDate addedOn;
  private @Nullable String addedBy;
  private @Nullable String mergedInto;
  private @Nullable LocalDate operatorSince;

  /** The latest day of the approved changes. */
  private @Nullable LocalDate holdsFrom;

  /** The properties that approved changes of the registry set. */
  private List<String> decided = List.of();

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
    level = view.level();
    certify(view.certifications());
    status = view.status();
    note = view.note();
    document = view.document();
  }

  private void certify(List<Certification> certifications) {
    var levels = new ArrayList<@Nullable String>();
    var until = new ArrayList<@Nullable LocalDate>();
    var documents = new ArrayList<@Nullable String>();
    var numbers = new ArrayList<@Nullable String>();
    for (var one : certifications) {
      levels.add(one.level() == null ? null : one.level().name());
      until.add(one.validUntil());
      documents.add(one.document());
      numbers.add(one.documentNumber());
    }
    certificationNames = certifications.stream().map(Certification::name).toList();
    certificationLevels = levels;
    certificationDays = certifications.stream().map(Certification::certifiedOn).toList();
    certificationUntil = until;
    certificationDocuments = documents;
    certificationNumbers = numbers;
  }

  private List<Certification> certifications() {
    return IntStream.range(0, certificationNames.size())
        .mapToObj(
            i ->
                new Certification(
                    certificationNames.get(i),
                    certificationLevels.get(i) == null
                        ? null
                        : PlatformLevel.valueOf(certificationLevels.get(i)),
                    certificationDays.get(i),
                    certificationUntil.get(i),
                    certificationDocuments.get(i),
                    certificationNumbers.get(i)))
        .toList();
  }

  /**
   * A platform that an approved change adds to the registry.
   *
   * @param day the first day on which it is in the registry
   * @param act code of the change
   */
  public static Platform added(
      PlatformView view, Collection<String> properties, LocalDate day, String act) {
    var platform = new Platform(view);
    platform.addedOn = day;
    platform.addedBy = act;
    platform.holdsFrom = day;
    platform.decide(properties);
    return platform;
  }

  /**
   * Sets properties as an approved change says. Imports do not change them any more.
   *
   * @param day the first day on which they hold
   */
  public void change(PlatformView view, Collection<String> properties, LocalDate day) {
    if (!Objects.equals(operator, view.operator())) {
      operatorSince = day;
    }
    var stands = status;
    describe(view);
    status = stands;
    decide(properties);
    holdFrom(day);
  }

  /**
   * Moves the platform to another status.
   *
   * @param day the first day in it
   * @param act code of the change that does so
   */
  public void become(PlatformStatus next, LocalDate day, String act) {
    status = next;
    statusSince = day;
    statusBy = act;
    holdFrom(day);
  }

  /**
   * Takes in other platforms, which are merged into this one from that day on. Their names and
   * aliases become aliases of this one, and their mentions its own.
   */
  public void absorb(List<Platform> others, LocalDate day, String act) {
    var names = new LinkedHashSet<>(aliases);
    var places = new LinkedHashSet<>(mentions);
    for (var other : others) {
      names.add(other.name.replaceAll("[;；]", "，")); // an item of a list has no semicolon
      names.addAll(other.aliases);
      places.addAll(other.mentions);
      other.become(PlatformStatus.MERGED, day, act);
      other.mergedInto = code;
    }
    names.remove(name);
    aliases = List.copyOf(names);
    mentions = List.copyOf(places);
    decide(List.of("aliases", "mentions"));
    holdFrom(day);
  }

  /**
   * Puts the platform into another one in the place of those that are merged into it.
   *
   * @param merged codes of the platforms that go in
   * @param into code of the one that goes on
   */
  public void moveLinks(Set<String> merged, String into, LocalDate day) {
    if (partOf != null && !Collections.disjoint(partOf, merged)) {
      var wholes =
          partOf.stream()
              .map(whole -> merged.contains(whole) ? into : whole)
              .filter(whole -> !whole.equals(code))
              .distinct()
              .toList();
      partOf = wholes.isEmpty() ? null : wholes;
      decide(List.of("partOf"));
    }
    if (locatedIn != null && merged.contains(locatedIn)) {
      locatedIn = into.equals(code) ? null : into;
      decide(List.of("locatedIn"));
    }
    holdFrom(day);
  }

  /** A change of an earlier day is known from the day of the later one on. */
  private void holdFrom(LocalDate day) {
    if (holdsFrom == null || day.isAfter(holdsFrom)) {
      holdsFrom = day;
    }
  }

  private void decide(Collection<String> properties) {
    var all = new TreeSet<>(decided);
    all.addAll(properties);
    decided = List.copyOf(all);
  }

  /** The properties that approved changes set, and that imports therefore do not. */
  List<String> decided() {
    return decided;
  }

  /** Where it stands in the registry. */
  public PlatformStatus status() {
    return status;
  }

  /** Since when it has its status; null if it was never changed. */
  public @Nullable LocalDate statusSince() {
    return statusSince;
  }

  /** Code of the platform that it is merged into. */
  @Nullable String mergedInto() {
    return mergedInto;
  }

  /**
   * That it left the registry; null if it did not.
   *
   * @param successor code of the platform that goes on
   */
  @Nullable PlatformDeparture departure(@Nullable String successor) {
    return status.left() && statusSince != null && statusBy != null
        ? new PlatformDeparture(code, statusSince, statusBy, successor)
        : null;
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

  /** Whether its operator ran it on a day, too. */
  public boolean hadItsOperatorOn(LocalDate day) {
    return operatorSince == null || !operatorSince.isAfter(day);
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
    return Extent.from(area, holdsFrom == null ? addedOn : holdsFrom);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** Its name in the registry, also of a merged platform, which {@link #names} leaves out. */
  public String registeredName() {
    return name;
  }

  /** None of a merged platform: they are aliases of the one that goes on. */
  @Override
  public List<String> names() {
    return status == PlatformStatus.MERGED ? List.of() : List.of(name);
  }

  @Override
  public List<String> aliases() {
    return status == PlatformStatus.MERGED ? List.of() : aliases;
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
        level,
        certifications(),
        status,
        statusSince,
        statusBy,
        addedOn,
        addedBy,
        mergedInto,
        note,
        document);
  }
}
