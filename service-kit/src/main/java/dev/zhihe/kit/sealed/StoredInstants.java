package dev.zhihe.kit.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Texts of instants that the database sends with {@code timestamptz_send}. Successive rows often
 * have the same instant, so the last one is kept.
 */
public final class StoredInstants {
  private static final Instant DATABASE_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private long last = Long.MIN_VALUE;
  private byte[] text = {};

  /**
   * The text in ASCII, as {@link Instant#toString} writes it. It must not be changed.
   *
   * @param sent microseconds since 2000, eight bytes
   */
  public byte[] text(byte[] sent) {
    var micros = ByteBuffer.wrap(sent).getLong();
    if (micros != last) {
      var instant = DATABASE_EPOCH.plus(micros, ChronoUnit.MICROS);
      text = instant.toString().getBytes(StandardCharsets.US_ASCII);
      last = micros;
    }
    return text;
  }
}
