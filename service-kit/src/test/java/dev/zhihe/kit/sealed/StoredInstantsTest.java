package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredInstantsTest {
  private static final Instant DATABASE_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-30T08:00:00Z",
        "2026-11-30T23:59:59.999999Z",
        "2026-11-30T08:00:00.120Z",
        "2026-11-30T08:00:00.000120Z",
        "2000-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999999Z",
        "1969-12-31T23:59:59.001Z",
        "0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:00.000001Z"
      })
  void writesWhatTheInstantWrites(String text) {
    var instant = Instant.parse(text);
    assertThat(text(StoredInstants.inThousandths(), instant)).isEqualTo(text);
    assertThat(text(StoredInstants.shortest(), instant)).isEqualTo(offset(instant));
  }

  @Test
  void writesOneAfterTheOther() {
    var random = new Random(46);
    var instants = StoredInstants.inThousandths();
    var shortest = StoredInstants.shortest();
    var instant = Instant.parse("2026-11-30T08:00:00.123456Z");
    for (int each = 0; each < 10_000; each++) {
      var steps = random.nextLong(-2_000, 2_000);
      instant = instant.plus(steps, each % 2 == 0 ? ChronoUnit.MICROS : ChronoUnit.MINUTES);
      assertThat(text(instants, instant)).isEqualTo(instant.toString());
      assertThat(text(shortest, instant)).isEqualTo(offset(instant));
    }
  }

  private static String offset(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String text(StoredInstants instants, Instant instant) {
    var micros = ChronoUnit.MICROS.between(DATABASE_EPOCH, instant);
    var sent = ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
    return new String(instants.text(sent), StandardCharsets.US_ASCII);
  }
}
