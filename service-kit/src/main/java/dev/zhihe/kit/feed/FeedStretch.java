package dev.zhihe.kit.feed;

/**
 * A page and whether it is final. A final page always has the same changes when it is requested
 * again.
 *
 * @param closed true if the page ended because it was full, not because the log ended
 */
record FeedStretch(FeedPage page, boolean closed) {}
