package dev.zhihe.kit.changelog;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a state holds: what a feed of one area brings, and what a read {@code on} a day
 * finds.
 *
 * @param area area code (GB/T 2260); null for what all areas share, such as a dictionary
 * @param from the first day; null if it always held
 * @param to the first day after the last; null if it goes on
 */
public record Extent(@Nullable String area, @Nullable LocalDate from, @Nullable LocalDate to) {
  private static final Pattern AREA_FIRST = Pattern.compile("\\d{6}-.*");

  /** Of the area that a business code begins with, if it does, and at all times. */
  public static Extent ofCode(String code) {
    return always(AREA_FIRST.matcher(code).matches() ? code.substring(0, 6) : null);
  }

  /** At all times. */
  public static Extent always(@Nullable String area) {
    return new Extent(area, null, null);
  }

  /** From a day on. */
  public static Extent from(@Nullable String area, @Nullable LocalDate day) {
    return new Extent(area, day, null);
  }
}
