package dev.zhihe.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine, and those of them that run for us. */
final class Programs {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private Programs() {}

  /**
   * Looks for a program on the PATH, then in {@code sbin} folders.
   *
   * @param versions a folder with a folder for each version, whose {@code bin} is looked in too;
   *     empty for none
   */
  static Optional<Path> find(String name, String versions) {
    var folders =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin"));
    return Stream.concat(folders.map(Path::of), versionFolders(versions))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a program that ends with us at the latest. */
  static Process start(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    RUNNING.add(process);
    var _ = process.onExit().thenAccept(RUNNING::remove);
    return process;
  }

  /** Ends what was started here and still runs. */
  static void endAll() {
    for (var process : RUNNING) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    for (var process : RUNNING) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Stream<Path> versionFolders(String versions) {
    var all = new File(versions).listFiles();
    return all == null
        ? Stream.of()
        : Stream.of(all)
            .sorted((one, other) -> other.compareTo(one))
            .map(each -> each.toPath().resolve("bin"));
  }
}
