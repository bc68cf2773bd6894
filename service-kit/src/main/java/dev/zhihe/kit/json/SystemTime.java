package dev.zhihe.kit.json;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The current time, as a bean that tests can replace. */
class SystemTime {
  @Produces
  @Singleton
  InstantSource now() {
    return InstantSource.system();
  }
}
