package dev.zhihe.platforms.rollup;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group of a roll-up.
 *
 * @param key its properties as the database gives them
 * @param values its properties, but for the period
 * @param start first day of its period; null without one
 * @param end last day of its period
 * @param place of the period in the key: 0 or 1
 */
record RollupGroup(
    RollupKey key,
    Map<OccupancyRollupBy, String> values,
    @Nullable LocalDate start,
    @Nullable LocalDate end,
    int place) {

  static RollupGroup of(OccupancyQuestion question, RollupKey key) {
    var values = new EnumMap<OccupancyRollupBy, String>(OccupancyRollupBy.class);
    for (int i = 0; i < question.by().size(); i++) {
      var value = i == 0 ? key.first() : key.second();
      if (value != null) {
        values.put(question.by().get(i), value);
      }
    }
    var period = values.remove(OccupancyRollupBy.PERIOD);
    if (period == null) {
      return new RollupGroup(key, values, null, null, 0);
    }
    var bounds = period.split("/", -1);
    return new RollupGroup(
        key,
        values,
        LocalDate.parse(bounds[0]),
        LocalDate.parse(bounds[1]),
        question.by().indexOf(OccupancyRollupBy.PERIOD));
  }

  /** The key of its platforms, without the period. */
  RollupKey ofPlatforms() {
    return start == null ? key : new RollupKey(place == 0 ? key.second() : key.first(), null);
  }

  /** Whether its period begins on the day or later, or it has none. */
  boolean startsFrom(@Nullable LocalDate day) {
    return day == null || start == null || !start.isBefore(day);
  }

  /**
   * The key of the same platforms in a period of so many months, which begins so many months
   * before.
   */
  RollupKey before(int shift, int months) {
    var first = Objects.requireNonNull(start).minusMonths(shift);
    var period = first + "/" + first.plusMonths(months).minusDays(1);
    return place == 0 ? new RollupKey(period, key.second()) : new RollupKey(key.first(), period);
  }
}
