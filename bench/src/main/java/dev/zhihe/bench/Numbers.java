package dev.zhihe.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** The arithmetic of measurements. */
final class Numbers {
  private Numbers() {}

  /** The middle one; the mean of the two in the middle if their number is even. NaN of none. */
  static double median(Collection<Double> values) {
    var sorted = sorted(values);
    if (sorted.length == 0) {
      return Double.NaN;
    }
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The distance between the greatest and the least, as a share of the median. NaN of none. */
  static double spread(Collection<Double> values) {
    var sorted = sorted(values);
    return sorted.length == 0
        ? Double.NaN
        : (sorted[sorted.length - 1] - sorted[0]) / median(values);
  }

  /** The least value that so many percent of all do not exceed. NaN of none. */
  static double percentile(double[] sorted, double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    var rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** With as many digits as say something; a dash where nothing was measured. */
  static String format(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    var size = Math.abs(value);
    var form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  private static double[] sorted(Collection<Double> values) {
    var all = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    Arrays.sort(all);
    return all;
  }
}
