package dev.zhihe.rules.broken.sleeping;

import dev.zhihe.rules.Breaks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

@Breaks(times = 3)
class Job {
  void run() throws InterruptedException {
    Thread.sleep(1);
    Thread.sleep(Duration.ofMillis(1));
    TimeUnit.MILLISECONDS.sleep(1);
  }
}
