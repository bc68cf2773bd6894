package dev.zhihe.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A state directory for the tests of one JVM. */
final class TemporaryState {
  private TemporaryState() {}

  static Path create() {
    try {
      return Files.createTempDirectory("zhihe-test-");
    } catch (IOException e) {
      throw Checkout.failed("make a temporary folder", e);
    }
  }

  static void deleteAtExit(Path state, AutoCloseable server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    server.close();
                  } catch (Exception e) {
                    System.err.println(e.getMessage());
                  }
                  Checkout.delete(state);
                }));
  }
}
