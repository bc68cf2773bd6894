package dev.zhihe.projects.fund;

import dev.zhihe.projects.document.fund.FundComparator;
import dev.zhihe.projects.document.fund.FundView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a document states of one fund line, or of all lines of one source.
 *
 * @param countComparator null if lines have different ones
 * @param amountComparator null if lines have different ones
 */
record StatedFunds(
    @Nullable FundComparator countComparator,
    @Nullable Integer count,
    @Nullable FundComparator amountComparator,
    @Nullable BigDecimal amountYuan) {
  static final StatedFunds NOTHING = new StatedFunds(null, null, null, null);

  /** What one line states. */
  static StatedFunds of(FundView fund) {
    return new StatedFunds(
        fund.countComparator(), fund.count(), fund.amountComparator(), fund.amountYuan());
  }

  /** What lines state together: sums of what is there, with the comparator if all have the same. */
  static StatedFunds sum(List<FundView> funds) {
    return new StatedFunds(
        same(funds, FundView::countComparator),
        funds.stream()
            .map(FundView::count)
            .filter(Objects::nonNull)
            .reduce(Integer::sum)
            .orElse(null),
        same(funds, FundView::amountComparator),
        funds.stream()
            .map(FundView::amountYuan)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .orElse(null));
  }

  private static @Nullable FundComparator same(
      List<FundView> funds, Function<FundView, @Nullable FundComparator> comparator) {
    var found = funds.stream().map(comparator).filter(Objects::nonNull).distinct().toList();
    return found.size() == 1 ? found.getFirst() : null;
  }
}
