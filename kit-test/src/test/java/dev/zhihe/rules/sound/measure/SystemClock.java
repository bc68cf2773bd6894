package dev.zhihe.rules.sound.measure;

import java.time.Instant;

class SystemClock implements Clock {
  @Override
  public Instant now() {
    return Instant.now();
  }
}
