package dev.zhihe.kit.feed;

/**
 * A page and whether it is final. A final page always has the same changes when it is requested
 * again.
 *
 * @param next where the next page begins
 * @param chain chain value at {@code next}
 * @param closed true if the page ended because it was full, not because the log ended
 */
record FeedStretch(
    FeedJson items, long next, long head, int feedEpoch, String chain, boolean closed) {
  boolean isEmpty() {
    return items.count() == 0;
  }

  /** The page as JSON in UTF-8, as {@link FeedPage} describes it. */
  byte[] json() {
    return items.page(next, head, feedEpoch, chain);
  }

  FeedStretch open() {
    return new FeedStretch(items, next, head, feedEpoch, chain, false);
  }
}
