package dev.zhihe.kit.readlog;

import java.time.Instant;

/** A place in the access log, after which a page begins. */
public record ReadPlace(Instant time, long id) {
  public static ReadPlace before(Instant time) {
    return new ReadPlace(time, 0);
  }

  @Override
  public String toString() {
    return time + "/" + id;
  }
}
