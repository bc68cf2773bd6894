package dev.zhihe.kit.sealed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which types of entities the last sealed changes belong to. Tells whether an answer that was read
 * at an earlier head would be the same at the latest one.
 */
final class RecentChanges {
  /** How many changes are remembered. An answer that was read before them counts as changed. */
  static final int MAX = 4_096;

  private final long first;

  /** The first eight bytes of the chain value at each position, from the first one on. */
  private final long[] chains;

  /** The last position of each type. */
  private final Map<String, Long> last;

  private RecentChanges(long first, long[] chains, Map<String, Long> last) {
    this.first = first;
    this.chains = chains;
    this.last = last;
  }

  /** A sealed change. */
  record Change(long position, long chain, String type) {}

  /** Remembers the head alone. */
  static RecentChanges at(Freshness head) {
    return new RecentChanges(head.position(), new long[] {head.chain()}, Map.of());
  }

  /** The latest position that is remembered. */
  long head() {
    return first + chains.length - 1;
  }

  /**
   * With the changes up to a later head. If the log was put back meanwhile, the head alone.
   *
   * @param next the changes from {@link #head} on, that one included
   */
  RecentChanges with(List<Change> next, Freshness head) {
    var known = head() == 0 ? next : next.subList(Math.min(1, next.size()), next.size());
    var goesOn =
        head() == 0
            || (!next.isEmpty()
                && next.getFirst().position == head()
                && next.getFirst().chain == chains[chains.length - 1]);
    var reaches =
        head() + known.size() == head.position()
            && !known.isEmpty()
            && known.getLast().chain == head.chain();
    if (!goesOn || !reaches) {
      return at(head);
    }
    var all = Arrays.copyOf(chains, chains.length + known.size());
    var types = new HashMap<>(last);
    for (int i = 0; i < known.size(); i++) {
      all[chains.length + i] = known.get(i).chain;
      types.put(known.get(i).type, known.get(i).position);
    }
    var forgotten = Math.max(0, all.length - MAX);
    return new RecentChanges(
        first + forgotten, Arrays.copyOfRange(all, forgotten, all.length), types);
  }

  /**
   * Whether the log that an answer was read from is a part of this one, and has no later change of
   * these types.
   */
  boolean hasNone(Set<String> types, Freshness read) {
    var place = read.position() - first;
    return place >= 0
        && place < chains.length
        && chains[(int) place] == read.chain()
        && types.stream().allMatch(type -> last.getOrDefault(type, 0L) <= read.position());
  }
}
