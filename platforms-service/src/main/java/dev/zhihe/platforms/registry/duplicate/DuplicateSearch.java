package dev.zhihe.platforms.registry.duplicate;

import dev.zhihe.platforms.registry.alias.AliasView;
import dev.zhihe.platforms.registry.alias.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the pairs of platforms that may be one, with every reason. */
final class DuplicateSearch {
  /** A name, or an operator's place, that more platforms share says nothing of any two. */
  private static final int MAX_SHARING = 100;

  /** A shorter name is within too many others by chance. */
  private static final int MIN_WITHIN = 4;

  private final List<ComparedPlatform> platforms;
  private final NameGrams grams;
  private final double least;
  private final Map<Pair, Found> found = new HashMap<>();

  /** Two platforms by their places in the list, the smaller first. */
  private record Pair(int one, int other) {
    static Pair of(int one, int other) {
      return one < other ? new Pair(one, other) : new Pair(other, one);
    }
  }

  private static final class Found {
    private final Set<DuplicateReason> reasons = EnumSet.noneOf(DuplicateReason.class);
    private final Set<String> names = new TreeSet<>();
    private double score;
  }

  private DuplicateSearch(List<ComparedPlatform> platforms, double least) {
    this.platforms = platforms;
    this.grams = new NameGrams(platforms.stream().map(ComparedPlatform::normal).toList());
    this.least = least;
  }

  /** The pairs with at least this score, best first, then by their codes. */
  static List<PlatformDuplicate> among(
      List<ComparedPlatform> platforms, List<AliasView> aliases, double least) {
    var search = new DuplicateSearch(platforms, least);
    search.compareNames();
    search.compareAliases();
    search.compareProposals(aliases);
    search.comparePlaces();
    return search.result();
  }

  private void compareNames() {
    grams.each(
        least,
        (one, other, similarity) -> add(one, other, DuplicateReason.SIMILAR_NAME, similarity));
    for (int i = 0; i < platforms.size(); i++) {
      var one = i;
      var name = platforms.get(one).normal();
      if (length(name) >= MIN_WITHIN) {
        grams.eachWithRarest(one, other -> compareWithin(one, other, name));
      }
    }
  }

  private void compareWithin(int one, int other, String name) {
    var longer = platforms.get(other).normal();
    if (longer.length() > name.length() && longer.contains(name)) {
      var share = (double) length(name) / length(longer);
      var reason = DuplicateReason.NAME_WITHIN;
      add(one, other, reason, reason.score() + (1 - reason.score()) * share);
    }
  }

  /** Names that two platforms have in common, each its own name or an alias. */
  private void compareAliases() {
    var holders = new HashMap<String, Set<Integer>>();
    for (int i = 0; i < platforms.size(); i++) {
      for (var name : platforms.get(i).names().keySet()) {
        holders.computeIfAbsent(name, first -> new TreeSet<>()).add(i);
      }
    }
    holders.forEach(
        (name, held) ->
            eachPair(
                held,
                (one, other) -> {
                  var isName =
                      platforms.get(one).normal().equals(name)
                          && platforms.get(other).normal().equals(name);
                  var reason = isName ? DuplicateReason.SAME_NAME : DuplicateReason.SHARED_ALIAS;
                  add(one, other, reason, reason.score())
                      .names
                      .add(platforms.get(one).names().getOrDefault(name, name));
                }));
  }

  /** Names that aliases say stand for one, whether surely or not. */
  private void compareProposals(List<AliasView> aliases) {
    var byName = new HashMap<String, Set<Integer>>();
    for (int i = 0; i < platforms.size(); i++) {
      byName.computeIfAbsent(platforms.get(i).normal(), first -> new TreeSet<>()).add(i);
    }
    var same = new HashMap<String, Set<Integer>>();
    var related = new HashMap<String, Set<Integer>>();
    for (var alias : aliases) {
      var canonical = ComparedPlatform.normal(alias.canonicalName());
      var groups = alias.relation() == Relation.SAME ? same : related;
      Stream.of(alias.name(), alias.canonicalName())
          .map(ComparedPlatform::normal)
          .filter(name -> !name.isEmpty())
          .forEach(
              name ->
                  groups
                      .computeIfAbsent(canonical, first -> new TreeSet<>())
                      .addAll(byName.getOrDefault(name, Set.of())));
    }
    propose(same, DuplicateReason.PROPOSED_SAME);
    related.forEach((canonical, group) -> group.addAll(same.getOrDefault(canonical, Set.of())));
    propose(related, DuplicateReason.PROPOSED_RELATED);
  }

  private void propose(Map<String, Set<Integer>> groups, DuplicateReason reason) {
    for (var group : groups.values()) {
      eachPair(
          group,
          (one, other) -> {
            var known = found.get(Pair.of(one, other));
            if (known == null || !known.reasons.contains(DuplicateReason.PROPOSED_SAME)) {
              add(one, other, reason, reason.score());
            }
          });
    }
  }

  private void comparePlaces() {
    var holders = new HashMap<List<String>, Set<Integer>>();
    for (int i = 0; i < platforms.size(); i++) {
      var place = platforms.get(i).place();
      if (place != null) {
        holders.computeIfAbsent(place, first -> new TreeSet<>()).add(i);
      }
    }
    var reason = DuplicateReason.SAME_OPERATOR_AND_LOCATION;
    for (var held : holders.values()) {
      eachPair(held, (one, other) -> add(one, other, reason, reason.score()));
    }
  }

  private interface PairConsumer {
    void accept(int one, int other);
  }

  private static void eachPair(Collection<Integer> held, PairConsumer pair) {
    if (held.size() > MAX_SHARING) {
      return;
    }
    var list = List.copyOf(held);
    for (int i = 0; i < list.size(); i++) {
      for (int j = i + 1; j < list.size(); j++) {
        pair.accept(list.get(i), list.get(j));
      }
    }
  }

  private Found add(int one, int other, DuplicateReason reason, double score) {
    var pair = found.computeIfAbsent(Pair.of(one, other), first -> new Found());
    pair.reasons.add(reason);
    pair.score = Math.max(pair.score, score);
    return pair;
  }

  private List<PlatformDuplicate> result() {
    var lines = new ArrayList<PlatformDuplicate>();
    found.forEach(
        (pair, what) -> {
          if (what.score >= least) {
            lines.add(line(pair, what));
          }
        });
    lines.sort(
        Comparator.comparing(PlatformDuplicate::score)
            .reversed()
            .thenComparing(PlatformDuplicate::platform)
            .thenComparing(PlatformDuplicate::other));
    return lines;
  }

  private PlatformDuplicate line(Pair pair, Found what) {
    var one = platforms.get(pair.one);
    var other = platforms.get(pair.other);
    return PlatformDuplicate.of(
        one,
        other,
        what.score,
        grams.similarity(pair.one, pair.other),
        List.copyOf(what.reasons),
        List.copyOf(what.names));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
