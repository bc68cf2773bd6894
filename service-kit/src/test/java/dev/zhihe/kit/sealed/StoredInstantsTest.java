package dev.zhihe.kit.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredInstantsTest {
  private static final Instant DATABASE_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  @Test
  void writesOneAfterTheOther() {
    var instants = new StoredInstants();
    for (var text :
        List.of(
            "2026-11-30T08:00:00Z",
            "2026-11-30T08:00:00Z",
            "2026-11-30T23:59:59.999999Z",
            "2026-11-30T08:00:00.120Z",
            "2026-11-30T08:00:00.000120Z",
            "2000-01-01T00:00:00Z",
            "1999-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59.001Z",
            "0001-01-01T00:00:00Z",
            "+10000-01-01T00:00:00.000001Z")) {
      var micros = ChronoUnit.MICROS.between(DATABASE_EPOCH, Instant.parse(text));
      var sent = ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
      assertThat(new String(instants.text(sent), StandardCharsets.US_ASCII)).isEqualTo(text);
    }
  }
}
