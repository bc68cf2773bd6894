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
   * Removes the folder when the JVM ends, after its server. By a process of its own: one that ends
   * tests gives up waiting for the JVM after a while, and the folder goes all the same.
   *
   * @param end ends the server at once, for nobody wants its data any more
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
