package dev.zhihe.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the header {@code Date} (RFC 9110, section 5.6.7), formatted once a second. */
record HttpDate(long second, String text) {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static volatile HttpDate last = new HttpDate(-1, "");

  static String now() {
    var now = Instant.now();
    var kept = last;
    if (kept.second != now.getEpochSecond()) {
      kept = new HttpDate(now.getEpochSecond(), FORMAT.format(now));
      last = kept;
    }
    return kept.text;
  }
}
