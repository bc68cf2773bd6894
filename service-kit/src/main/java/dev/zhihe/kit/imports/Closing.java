package dev.zhihe.kit.imports;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The end of the service, for whoever works until then. */
final class Closing {
  private static final Logger LOG = Logger.getLogger(Closing.class);

  private final CountDownLatch begun = new CountDownLatch(1);

  void begin() {
    begun.countDown();
  }

  boolean hasBegun() {
    return begun.getCount() == 0;
  }

  /** Waits for a time, or until the service stops. */
  void pause(Duration time) {
    try {
      if (begun.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The service closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
