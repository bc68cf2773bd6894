package dev.zhihe.rules.sound.measure;

import java.time.Instant;

/** A seam: a simulator brings another. */
public interface Clock {
  Instant now();
}
