package dev.zhihe.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program and waits for its end: initdb, Kafka's format, Keycloak's build. */
public final class Program {
  /** A JVM's option to return the C library's unused memory each ten seconds. */
  public static final String TRIM = "-XX:TrimNativeHeapInterval=10000";

  private Program() {}

  /** Runs it. An error contains the last lines of its output. */
  static void run(String what, Path folder, List<String> command, Map<String, String> environment) {
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      // Ctrl-C ends this JVM. Without the hook, the program would go on and write into a folder
      // that the next start deletes.
      var end = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      if (status != 0) {
        var way =
            output.contains("No space left on device")
                ? "the disk is full. Free some space, then run the same command again."
                : "it ended with status " + status + ".";
        throw new Trouble("Could not " + what + ": " + way + "\n" + lastLines(output));
      }
    } catch (IOException e) {
      throw Checkout.failed(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted while trying to " + what + ".", e);
    }
  }

  /** Whether it can be run and exits with 0. */
  static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The {@code java} that runs this JVM. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String lastLines(String output) {
    var lines = output.lines().toList();
    return String.join(
        "\n",
        lines.subList(Math.max(0, lines.size() - 20), lines.size()).stream()
            .map(line -> "  | " + line)
            .toList());
  }
}
