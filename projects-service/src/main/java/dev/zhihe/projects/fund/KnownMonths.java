package dev.zhihe.projects.fund;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The months of funds and bodies with their amounts, to find the one before another. Of a month
 * that has a draft, the draft counts.
 */
final class KnownMonths {
  private record Holder(String fund, String body) {}

  private final Map<Holder, TreeMap<String, FundAmounts>> months = new HashMap<>();

  /**
   * @param stored positions that none corrects
   * @param except codes of positions that do not count
   */
  KnownMonths(Collection<FundPosition> stored, Set<String> except) {
    stored.stream()
        .filter(one -> !except.contains(one.code()))
        .sorted(Comparator.comparing(one -> !one.adopted()))
        .forEach(one -> put(one.fundMonth(), one.amounts()));
  }

  /** Puts amounts in the place of those of the month. */
  void put(FundMonth month, FundAmounts amounts) {
    months
        .computeIfAbsent(new Holder(month.fund(), month.body()), none -> new TreeMap<>())
        .put(month.month(), amounts);
  }

  /** The amounts of the last month before; null if there is none. */
  @Nullable FundAmounts before(FundMonth month) {
    var known = months.get(new Holder(month.fund(), month.body()));
    var last = known == null ? null : known.lowerEntry(month.month());
    return last == null ? null : last.getValue();
  }
}
