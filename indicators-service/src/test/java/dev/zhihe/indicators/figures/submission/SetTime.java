package dev.zhihe.indicators.figures.submission;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of the machine, until a test says that some more has passed. */
@Mock
@Singleton
public class SetTime implements InstantSource {
  private volatile Duration passed = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(passed);
  }

  /** From here on it is so much later. */
  void pass(Duration time) {
    passed = passed.plus(time);
  }

  /** Back to the machine's time. */
  void reset() {
    passed = Duration.ZERO;
  }
}
