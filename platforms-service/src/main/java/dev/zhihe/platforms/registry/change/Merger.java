package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.platforms.registry.goal.PlatformTarget;
import dev.zhihe.platforms.registry.goal.PlatformTargets;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a merger does. The platforms that go in leave the registry; their names, mentions, targets
 * and members go to the one that goes on.
 */
@ApplicationScoped
class Merger {
  private final Platforms platforms;
  private final PlatformTargets targets;
  private final ChangeLog log;

  Merger(Platforms platforms, PlatformTargets targets, ChangeLog log) {
    this.platforms = platforms;
    this.targets = targets;
    this.log = log;
  }

  /** The change with what it takes along as things are now; as given if it is no merger. */
  NewRegistryChange withMoves(NewRegistryChange given) {
    var into = given.into();
    if (given.kind() != RegistryChangeKind.MERGER || into == null) {
      return given;
    }
    var moves =
        moves(given, targets.open(given.platforms()), targets.open(List.of(into)), members(given));
    return given.with(moves);
  }

  /** The codes of the platforms within those that go in. */
  Set<String> members(NewRegistryChange given) {
    return given.kind() == RegistryChangeKind.MERGER
        ? new TreeSet<>(platforms.membersOf(given.platforms()))
        : Set.of();
  }

  /**
   * Merges locked platforms, of which the change names some and the others are members. 422 if
   * something else goes along than when it was submitted.
   */
  void carryOut(RegistryChange change, Map<String, Platform> known, BrokenRules rules) {
    var given = change.given();
    var into = Objects.requireNonNull(given.into());
    var open =
        targets
            .lockedOpen(Stream.concat(given.platforms().stream(), Stream.of(into)).toList())
            .stream()
            .collect(Collectors.partitioningBy(target -> target.platform().equals(into)));
    var own = Objects.requireNonNull(open.get(true));
    var theirs = Objects.requireNonNull(open.get(false));
    var members = members(given);
    var moves = moves(given, theirs, own, members);
    if (!moves.equals(given.moves())) {
      rules.add(
          "into",
          "outdated",
          "提交后，并入平台的目标或成员有变动；请退回后重新提交核对",
          "targets or members of the platforms that go in changed since it was submitted: return it, and look at it again");
      rules.throwIfAny();
    }
    var merged = Set.copyOf(given.platforms());
    var day = given.effectiveOn();
    Objects.requireNonNull(known.get(into))
        .absorb(
            given.platforms().stream().map(known::get).map(Objects::requireNonNull).toList(),
            day,
            change.code());
    members.stream()
        .map(known::get)
        .map(Objects::requireNonNull)
        .forEach(member -> member.moveLinks(merged, into, day));
    var changed = new TreeSet<>(members);
    given.named().forEach(changed::add);
    log.updated(
        changed.stream().map(known::get).map(Objects::requireNonNull).toList(), given.reason());
    for (var target : theirs) {
      if (moves.closedTargets().contains(target.code())) {
        target.close(day, change.code());
      } else {
        target.moveTo(into, day);
      }
    }
    log.updated(theirs, given.reason());
  }

  /**
   * A requirement is that of the platform that goes on, else of the first that has it. The targets
   * of others with the same requirement are closed.
   */
  private static MergerMoves moves(
      NewRegistryChange given,
      List<PlatformTarget> theirs,
      List<PlatformTarget> own,
      Set<String> members) {
    var holders = new HashMap<Object, String>();
    own.forEach(target -> holders.put(target.requirement(), target.platform()));
    var moved = new TreeSet<String>();
    var closed = new TreeSet<String>();
    for (var platform : given.platforms()) {
      for (var target : theirs) {
        if (target.platform().equals(platform)) {
          var holder = holders.computeIfAbsent(target.requirement(), first -> platform);
          (holder.equals(platform) ? moved : closed).add(target.code());
        }
      }
    }
    return new MergerMoves(List.copyOf(moved), List.copyOf(closed), List.copyOf(members));
  }
}
