package dev.zhihe.rules.broken.logging;

import dev.zhihe.rules.Breaks;
import java.util.logging.Logger;
import java.util.stream.Stream;

@Breaks(times = 5)
class Job {
  void run() {
    try {
      System.out.println("running");
      Stream.of("running").forEach(System.err::println);
      Logger.getGlobal().info("running");
    } catch (IllegalStateException e) {
      e.printStackTrace();
    }
  }
}
