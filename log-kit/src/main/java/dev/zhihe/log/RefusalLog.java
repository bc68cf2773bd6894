package dev.zhihe.log;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs each refused access as one line, whose message is a JSON object. A flood does not fill the
 * disk: beyond some lines a minute refusals are only counted, for each address and in all. The next
 * line tells how many.
 */
@Singleton
public class RefusalLog {
  /** The word by which the lines are found. */
  static final String EVENT = "access-refused";

  /** Lines of one address a minute. */
  static final int MAX_OF_ADDRESS = 10;

  /** Lines of all addresses a minute. */
  static final int MAX_IN_ALL = 100;

  /** Addresses that are counted apart. All others are counted together. */
  static final int MAX_ADDRESSES = 1_000;

  private static final Logger LOG = Logger.getLogger(RefusalLog.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MAX_PATH = 300;
  private static final String OTHERS = "";

  private final LongSupplier nanoTime;
  private final Map<String, Count> counts = new HashMap<>();
  private long minuteBegan;
  private int written;
  private long leftOutElsewhere;

  @Inject
  RefusalLog() {
    this(System::nanoTime);
  }

  RefusalLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** The refusals of one address: lines of this minute, and those left out since its last line. */
  private static final class Count {
    private boolean seen;
    private int written;
    private long leftOut;
  }

  /** Logs a refusal, or counts it. */
  public void note(RefusedAccess refused) {
    line(refused).ifPresent(LOG::warn);
  }

  /** The line of a refusal; none if there were too many. */
  synchronized Optional<String> line(RefusedAccess refused) {
    beginMinuteIfDue();
    var count = countOf(refused.address());
    count.seen = true;
    if (count.written == MAX_OF_ADDRESS || written == MAX_IN_ALL) {
      count.leftOut++;
      return Optional.empty();
    }
    count.written++;
    written++;
    var path = refused.path();
    var line =
        new JsonObject()
            .put("event", EVENT)
            .put("kind", refused.kind().toString())
            .put("status", refused.status())
            .put("method", refused.method())
            .put("path", path.substring(0, Math.min(path.length(), MAX_PATH)));
    if (refused.caller() != null) {
      line.put("caller", refused.caller());
    }
    line.put("address", refused.address()).put("requestId", refused.requestId());
    if (refused.clientRequestId() != null) {
      line.put("clientRequestId", refused.clientRequestId());
    }
    if (count.leftOut > 0) {
      line.put("leftOut", count.leftOut);
      count.leftOut = 0;
    }
    if (leftOutElsewhere > 0) {
      line.put("leftOutElsewhere", leftOutElsewhere);
      leftOutElsewhere = 0;
    }
    return Optional.of(line.encode());
  }

  /** Addresses that were silent for a minute are forgotten. What was left out of them is kept. */
  private void beginMinuteIfDue() {
    var now = nanoTime.getAsLong();
    if (now - minuteBegan < MINUTE) {
      return;
    }
    minuteBegan = now;
    written = 0;
    for (var counted = counts.values().iterator(); counted.hasNext(); ) {
      var count = counted.next();
      if (count.seen) {
        count.seen = false;
        count.written = 0;
      } else {
        leftOutElsewhere += count.leftOut;
        counted.remove();
      }
    }
  }

  private Count countOf(String address) {
    var known = counts.get(address);
    return known == null
        ? counts.computeIfAbsent(
            counts.size() < MAX_ADDRESSES ? address : OTHERS, added -> new Count())
        : known;
  }
}
