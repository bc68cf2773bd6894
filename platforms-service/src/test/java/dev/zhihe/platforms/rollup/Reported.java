package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An accepted report, as the model of a test has it.
 *
 * @param figures by property; empty for a nil report
 */
record Reported(
    Place place, LocalDate start, LocalDate end, String period, Map<String, BigDecimal> figures) {

  /**
   * A platform.
   *
   * @param wholes codes of the ecosystems and clusters that it is part of, by property
   */
  record Place(
      String code, String area, String type, String operator, Map<String, List<String>> wholes) {}

  static Reported of(
      Place place, LocalDate start, LocalDate end, String period, Map<String, BigDecimal> figures) {
    return new Reported(place, start, end, period, new TreeMap<>(figures));
  }

  boolean nil() {
    return figures.isEmpty();
  }

  String code() {
    return place.code() + "-o-" + period.substring(place.area().length() + 1);
  }
}
