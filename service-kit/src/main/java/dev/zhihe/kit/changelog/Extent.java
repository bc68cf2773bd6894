package dev.zhihe.kit.changelog;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The area and the period in which a state is valid. Feeds filter by the area; reads with {@code
 * on} filter by the period.
 *
 * @param area area code (GB/T 2260); null if the state belongs to no area, such as a dictionary
 * @param from the first day; null if unbounded
 * @param to the day after the last day; null if unbounded
 */
public record Extent(@Nullable String area, @Nullable LocalDate from, @Nullable LocalDate to) {
  private static final Pattern AREA_FIRST = Pattern.compile("\\d{6}-.*");
  private static final LocalDate NO_DAY = LocalDate.of(1, 1, 1);

  /**
   * The area is the prefix of the business code, if the code starts with one. The period is
   * unbounded.
   */
  public static Extent ofCode(String code) {
    return always(AREA_FIRST.matcher(code).matches() ? code.substring(0, 6) : null);
  }

  /** An area and an unbounded period. */
  public static Extent always(@Nullable String area) {
    return new Extent(area, null, null);
  }

  /** An area and an empty period: no day. */
  public static Extent never(@Nullable String area) {
    return new Extent(area, NO_DAY, NO_DAY);
  }

  /** An area and a period that starts on a day and has no end. */
  public static Extent from(@Nullable String area, @Nullable LocalDate day) {
    return new Extent(area, day, null);
  }
}
