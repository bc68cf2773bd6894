package dev.zhihe.indicators;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What time it is: a bean, so that a test may say another. */
class Time {
  @Produces
  @Singleton
  InstantSource now() {
    return InstantSource.system();
  }
}
