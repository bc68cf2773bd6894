package dev.zhihe.kit.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days begin and end in the time zone Asia/Shanghai, wherever the server runs. */
public final class Days {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Days() {}

  /** The day of an instant. */
  public static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** The instant at which a day begins. */
  public static Instant begins(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }
}
