package dev.zhihe.platforms;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** The time of the tests: noon of 15 November 2026 in Shanghai, unless one says another. */
@Mock
@Singleton
public class TestTime implements InstantSource {
  private static final Instant USUAL = Instant.parse("2026-11-15T04:00:00Z");

  private static volatile Instant now = USUAL;

  /** Does something at another time. */
  public static void at(String instant, Runnable action) {
    now = Instant.parse(instant);
    try {
      action.run();
    } finally {
      now = USUAL;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }
}
