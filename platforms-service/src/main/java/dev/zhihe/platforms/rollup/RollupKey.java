package dev.zhihe.platforms.rollup;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The properties of a group as texts, null where a platform has none. */
record RollupKey(@Nullable String first, @Nullable String second) implements Comparable<RollupKey> {
  static final RollupKey NONE = new RollupKey(null, null);

  private static final Comparator<RollupKey> ORDER =
      Comparator.comparing(
              RollupKey::first, Comparator.nullsLast(Comparator.<String>naturalOrder()))
          .thenComparing(
              RollupKey::second, Comparator.nullsLast(Comparator.<String>naturalOrder()));

  /** By properties in order; what has none comes last. */
  @Override
  public int compareTo(RollupKey other) {
    return ORDER.compare(this, other);
  }
}
