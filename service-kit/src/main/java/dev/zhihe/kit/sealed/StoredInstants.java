package dev.zhihe.kit.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Texts of instants that the database sends with {@code timestamptz_send}. Successive rows often
 * have the same instant, and nearly always the same day, so the last of both is kept.
 */
public final class StoredInstants {
  private static final long SECOND = 1_000_000;
  private static final int DAY_SECONDS = 86_400;
  private static final long DATABASE_EPOCH =
      SECOND * Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private final int step;
  private long last = Long.MIN_VALUE;
  private byte[] text = {};
  private long lastDay = Long.MIN_VALUE;
  private byte[] date = {};

  /**
   * @param step a fraction that it divides is written without those digits
   */
  private StoredInstants(int step) {
    this.step = step;
  }

  /** With no, three or six digits of a fraction, as {@link Instant#toString} writes them. */
  public static StoredInstants inThousandths() {
    return new StoredInstants(1_000);
  }

  /** Without zeros at the end of a fraction, as {@code ISO_OFFSET_DATE_TIME} writes them. */
  public static StoredInstants shortest() {
    return new StoredInstants(10);
  }

  /**
   * The text in ASCII. It must not be changed.
   *
   * @param sent microseconds since 2000, eight bytes
   */
  public byte[] text(byte[] sent) {
    var micros = ByteBuffer.wrap(sent).getLong() + DATABASE_EPOCH;
    if (micros != last) {
      text = write(micros);
      last = micros;
    }
    return text;
  }

  private byte[] write(long micros) {
    var second = Math.floorDiv(micros, SECOND);
    var fraction = (int) Math.floorMod(micros, SECOND);
    var day = Math.floorDiv(second, (long) DAY_SECONDS);
    if (day != lastDay) {
      date = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
      lastDay = day;
    }
    var ofDay = (int) Math.floorMod(second, (long) DAY_SECONDS);
    var digits = fraction == 0 ? 0 : 6;
    while (digits > 0 && fraction % step == 0) {
      fraction /= step;
      digits -= step == 10 ? 1 : 3;
    }
    var written = new byte[date.length + 10 + (digits == 0 ? 0 : 1 + digits)];
    System.arraycopy(date, 0, written, 0, date.length);
    var at = date.length;
    written[at] = 'T';
    digits(written, at + 1, 2, ofDay / 3_600);
    written[at + 3] = ':';
    digits(written, at + 4, 2, ofDay / 60 % 60);
    written[at + 6] = ':';
    digits(written, at + 7, 2, ofDay % 60);
    if (digits > 0) {
      written[at + 9] = '.';
      digits(written, at + 10, digits, fraction);
    }
    written[written.length - 1] = 'Z';
    return written;
  }

  private static void digits(byte[] into, int from, int count, int number) {
    var left = number;
    for (var at = from + count - 1; at >= from; at--) {
      into[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }
}
