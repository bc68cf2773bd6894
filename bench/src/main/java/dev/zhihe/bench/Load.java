package dev.zhihe.bench;

/**
 * What a generator saw in one round.
 *
 * @param done requests answered as expected
 * @param failed requests refused, timed out or broken off
 * @param seconds how long requests were sent
 * @param p50 median time to the answer in milliseconds; NaN if not measured
 * @param p99 the same at 99 %
 */
record Load(long done, long failed, double seconds, double p50, double p99) {
  double perSecond() {
    return done / seconds;
  }

  /** The median and 99 % of times in milliseconds, in order. */
  static Load of(double[] sortedMillis, long failed, double seconds) {
    return new Load(
        sortedMillis.length,
        failed,
        seconds,
        Numbers.percentile(sortedMillis, 50),
        Numbers.percentile(sortedMillis, 99));
  }
}
