package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Step;
import dev.zhihe.platforms.operator.Operators;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.PlatformContent;
import dev.zhihe.platforms.registry.platform.PlatformView;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the approval of a change does to its platforms. */
@ApplicationScoped
class RegistryApproval {
  private final Platforms platforms;
  private final Operators operators;
  private final PlatformContent content;
  private final RegistryDrafting drafting;
  private final Merger merger;
  private final ChangeLog log;
  private final InstantSource time;

  RegistryApproval(
      Platforms platforms,
      Operators operators,
      PlatformContent content,
      RegistryDrafting drafting,
      Merger merger,
      ChangeLog log,
      InstantSource time) {
    this.platforms = platforms;
    this.operators = operators;
    this.content = content;
    this.drafting = drafting;
    this.merger = merger;
    this.log = log;
    this.time = time;
  }

  /**
   * Approves a locked change that the caller may review, and does what it says. 409 unless it is
   * submitted, or before its first day; 422 with every rule that it breaks meanwhile.
   */
  void approve(RegistryChange change) {
    change.require(Step.APPROVE);
    var given = change.given();
    requireReached(given);
    var known = locked(given);
    drafting.requireSound(change, known);
    change.approve();
    switch (given.kind()) {
      case ADDITION -> add(given, change.code());
      case UPGRADE, OPERATOR, CORRECTION -> set(given, named(given, known).getFirst());
      case MERGER -> merger.carryOut(change, known, RegistryDrafting.rules(given));
      case WITHDRAWAL, SUSPENSION, RESUMPTION -> move(given, change.code(), named(given, known));
    }
    log.updated(change, null);
  }

  /**
   * The platforms that it names, locked with all that it puts them within, and with the members of
   * those that are merged: none of these goes into another one until it is decided, so that two
   * changes do not close a circle together. The operator that gets a platform keeps its credit code
   * until then.
   */
  private Map<String, Platform> locked(NewRegistryChange given) {
    var codes = given.named().collect(Collectors.toCollection(TreeSet::new));
    var cells = given.cells();
    codes.addAll(around(given, cells));
    Map<String, Platform> known;
    do {
      known = platforms.locked(codes);
    } while (codes.addAll(around(given, cells)));
    operators.hold(Stream.ofNullable(cells.get("operator")).toList());
    return known;
  }

  private Set<String> around(NewRegistryChange given, Map<String, String> cells) {
    var around = new HashSet<>(content.within(cells));
    around.addAll(merger.members(given));
    return around;
  }

  /** 409 before the first day: the registry says what holds. */
  private void requireReached(NewRegistryChange given) {
    var today = Days.of(time.instant());
    if (given.effectiveOn().isAfter(today)) {
      throw Problem.conflict(
          "登记变更在起效日期 %1$s 当日或其后批准，今天是 %2$s",
          "A change of the registry is approved on %1$s, its first day, or later; today is %2$s",
          given.effectiveOn(),
          today);
    }
  }

  private void add(NewRegistryChange given, String act) {
    var platform = Platform.added(view(given, null), properties(given), given.effectiveOn(), act);
    log.created(platform);
  }

  private void set(NewRegistryChange given, Platform platform) {
    platform.change(view(given, platform), properties(given), given.effectiveOn());
    log.updated(platform, given.reason());
  }

  private void move(NewRegistryChange given, String act, List<Platform> moved) {
    var status = Objects.requireNonNull(given.kind().leadsTo());
    moved.forEach(platform -> platform.become(status, given.effectiveOn(), act));
    log.updated(moved, given.reason());
  }

  private static List<Platform> named(NewRegistryChange given, Map<String, Platform> known) {
    return given.platforms().stream().map(known::get).map(Objects::requireNonNull).toList();
  }

  private static List<String> properties(NewRegistryChange given) {
    return given.properties().stream().map(PropertyChange::property).toList();
  }

  private PlatformView view(NewRegistryChange given, @Nullable Platform platform) {
    var cells = given.cells();
    if (platform == null) {
      cells.put("code", given.platforms().getFirst());
      cells.put("area", given.area());
    }
    var view =
        content.with(
            platform,
            cells,
            content.references(Stream.ofNullable(platform).toList(), List.of(cells)),
            (property, rule, zh, en, texts) -> {
              throw new IllegalStateException(property + " was checked: " + rule);
            });
    return Objects.requireNonNull(view);
  }
}
