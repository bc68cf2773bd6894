package dev.zhihe.platforms.registry.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How alike names are: by the pairs of neighbouring characters that they have in common. A pair
 * that many names have, such as 研究院 has two, counts less: its weight is 1 up to two names, and
 * falls with the logarithm of their number. The similarity is the weight of the common pairs,
 * doubled, over the weight of all pairs of both.
 */
final class NameGrams {
  /** Pairs in more names than this find no candidates. They count once a rarer one has. */
  private static final int FREQUENT = 500;

  private final int[][] grams;
  private final double[] weights;
  private final double[] sums;
  private final double[] frequent;
  private final int[][] holders;

  NameGrams(List<String> names) {
    var ids = new HashMap<String, Integer>();
    grams = names.stream().map(name -> ids(name, ids)).toArray(int[][]::new);
    holders = holders(grams, ids.size());
    weights = Arrays.stream(holders).mapToDouble(held -> weight(held.length)).toArray();
    sums = Arrays.stream(grams).mapToDouble(this::sum).toArray();
    frequent = Arrays.stream(grams).mapToDouble(this::frequentSum).toArray();
  }

  private static int[] ids(String name, Map<String, Integer> ids) {
    var characters = name.codePoints().toArray();
    var found = new int[Math.max(0, characters.length - 1)];
    for (int i = 0; i < found.length; i++) {
      found[i] = ids.computeIfAbsent(new String(characters, i, 2), first -> ids.size());
    }
    return Arrays.stream(found).sorted().distinct().toArray();
  }

  private static int[][] holders(int[][] grams, int many) {
    var lists = new ArrayList<List<Integer>>();
    for (int gram = 0; gram < many; gram++) {
      lists.add(new ArrayList<>());
    }
    for (int name = 0; name < grams.length; name++) {
      for (var gram : grams[name]) {
        lists.get(gram).add(name);
      }
    }
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private static double weight(int names) {
    return 1 / (1 + Math.log(Math.max(names, 2) / 2.0));
  }

  private double sum(int[] own) {
    return Arrays.stream(own).mapToDouble(gram -> weights[gram]).sum();
  }

  private double frequentSum(int[] own) {
    return Arrays.stream(own)
        .filter(gram -> holders[gram].length > FREQUENT)
        .mapToDouble(gram -> weights[gram])
        .sum();
  }

  /** Two names, by their places in the list, and their similarity from 0 to 1. */
  interface Alike {
    void found(int one, int other, double similarity);
  }

  /** All pairs of names that are at least so similar. */
  void each(double least, Alike alike) {
    var shared = new double[grams.length];
    var touched = new int[grams.length];
    for (int one = 0; one < grams.length; one++) {
      var many = 0;
      for (var gram : grams[one]) {
        var held = holders[gram];
        if (held.length > FREQUENT) {
          continue;
        }
        for (int i = firstAfter(held, one); i < held.length; i++) {
          var other = held[i];
          if (shared[other] == 0) {
            touched[many++] = other;
          }
          shared[other] += weights[gram];
        }
      }
      for (int i = 0; i < many; i++) {
        var other = touched[i];
        var most = shared[other] + Math.min(frequent[one], frequent[other]);
        shared[other] = 0;
        if (2 * most >= least * (sums[one] + sums[other])) {
          var similarity = similarity(one, other);
          if (similarity >= least) {
            alike.found(one, other, similarity);
          }
        }
      }
    }
  }

  private static int firstAfter(int[] held, int one) {
    return Arrays.binarySearch(held, one) + 1;
  }

  /** The similarity of two names, from 0 to 1. */
  double similarity(int one, int other) {
    var both = sums[one] + sums[other];
    if (both == 0) {
      return 0;
    }
    var common = 0.0;
    var own = grams[one];
    var others = grams[other];
    for (int i = 0, j = 0; i < own.length && j < others.length; ) {
      if (own[i] == others[j]) {
        common += weights[own[i]];
        i++;
        j++;
      } else if (own[i] < others[j]) {
        i++;
      } else {
        j++;
      }
    }
    return 2 * common / both;
  }

  /** The names that have the rarest pair of this one: all that contain it are among them. */
  void eachWithRarest(int one, IntConsumer other) {
    Arrays.stream(grams[one])
        .mapToObj(gram -> holders[gram])
        .min((a, b) -> Integer.compare(a.length, b.length))
        .filter(held -> held.length <= FREQUENT)
        .ifPresent(held -> Arrays.stream(held).filter(name -> name != one).forEach(other));
  }
}
