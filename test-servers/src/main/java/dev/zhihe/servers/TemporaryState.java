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

  /**
   * Removes the folder after the JVM and its server have ended. A separate process removes it,
   * because test runners may kill a JVM that ends slowly.
   *
   * @param end kills the server, because its data is no longer needed
   */
  static void deleteAtExit(Path state, Runnable end) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  end.run();
                  try {
                    new ProcessBuilder("rm", "-rf", state.toString()).inheritIO().start().waitFor();
                  } catch (IOException e) {
                    System.err.println(e.getMessage());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }
}
