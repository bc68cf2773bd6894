package dev.zhihe.kit.sealed;

import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much is committed, and what changed lately.
 *
 * @param waiting the types of the committed changes that have no position yet; null if there are
 *     too many
 */
public record Head(Freshness freshness, @Nullable Set<String> waiting, RecentChanges recent) {

  /** The latest position. */
  public Cut cut() {
    return new Cut(freshness.positionEpoch(), freshness.position());
  }

  /**
   * Whether nothing that an answer depends on changed since it was read.
   *
   * @param read the freshness at which it was read, while nothing waited for its position
   * @param types the types of all entities that it depends on; null if it depends on the position,
   *     too
   */
  public boolean isUnchanged(Freshness read, @Nullable Set<String> types) {
    return freshness.equals(read)
        || (types != null
            && waiting != null
            && freshness.feedEpoch() == read.feedEpoch()
            && Collections.disjoint(waiting, types)
            && recent.hasNone(types, read));
  }
}
