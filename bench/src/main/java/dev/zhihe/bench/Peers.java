package dev.zhihe.bench;

import dev.zhihe.servers.Program;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that are measured beside the suite. Java ones are small Maven projects in {@code
 * bench/peers}, built when they are first measured.
 */
final class Peers {
  /** The options that the suite's own services run with, so that heaps and collectors are alike. */
  private static final List<String> JVM =
      List.of(
          "-Xms32m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          Program.TRIM);

  private static final Duration BUILD = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path root;
  private final Run run;

  Peers(Path root, Run run) {
    this.root = root;
    this.run = run;
  }

  /**
   * Builds and starts one of the Java peers, and waits until it listens.
   *
   * @param jar the program in the peer's {@code target}
   * @param settings its environment
   * @return its process id; empty if it cannot be built, which is noted
   */
  Optional<Long> java(String name, String jar, int port, Map<String, String> settings) {
    return begin(name, jar, port, settings)
        .map(
            process -> {
              awaitListening(name, process, port, log(name));
              return process.pid();
            });
  }

  /**
   * The folder with the jars that a peer consists of.
   *
   * @return empty if they cannot be had, which is noted
   */
  Optional<Path> jars(String name) {
    var project = root.resolve("bench/peers").resolve(name);
    return built(project) || build(name, project)
        ? Optional.of(project.resolve("target/lib"))
        : Optional.empty();
  }

  /** As {@link #java}, without waiting. */
  Optional<Process> begin(String name, String jar, int port, Map<String, String> settings) {
    var project = root.resolve("bench/peers").resolve(name);
    var program = project.resolve("target").resolve(jar);
    if (!built(project) && !build(name, project)) {
      return Optional.empty();
    }
    var environment = new HashMap<>(settings);
    environment.put("PEER_PORT", Integer.toString(port));
    return Optional.of(begin(name, command(program), environment));
  }

  /**
   * As {@link #begin}, as Spring's documentation advises for a quick start: from the jars of the
   * program, with the JVM's cache of a start before.
   */
  Optional<Process> beginFromCache(String name, int port, Map<String, String> settings) {
    var project = root.resolve("bench/peers").resolve(name);
    var target = project.resolve("target");
    var jar = target.resolve("peer.jar");
    if (!built(project) && !build(name, project)) {
      return Optional.empty();
    }
    // A cache belongs to one JDK, and to these very files.
    var extracted = target.resolve("extracted-" + Runtime.version());
    var cache = extracted.resolve("peer.aot");
    var environment = new HashMap<>(settings);
    environment.put("PEER_PORT", Integer.toString(port));
    if (!Files.exists(cache) || modified(cache).compareTo(modified(jar)) < 0) {
      awaitEnd(
          name,
          begin(
              name,
              List.of(
                  Program.java(),
                  "-Djarmode=tools",
                  "-jar",
                  jar.toString(),
                  "extract",
                  "--force",
                  "--destination",
                  extracted.toString()),
              Map.of()));
      writeCache(name, extracted.resolve("peer.jar"), cache, environment);
    }
    return Optional.of(
        begin(name, command(extracted.resolve("peer.jar"), "-XX:AOTCache=" + cache), environment));
  }

  /** Has it written aside, so that a cache that is there is whole. */
  private void writeCache(String name, Path jar, Path cache, Map<String, String> environment) {
    var unfinished = cache.resolveSibling(ProcessHandle.current().pid() + ".unfinished.aot");
    awaitEnd(
        name,
        begin(
            name,
            command(jar, "-XX:AOTCacheOutput=" + unfinished, "-Dspring.context.exit=onRefresh"),
            environment));
    try {
      Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Trouble(name + " left no cache; why is in " + log(name) + ".", e);
    }
  }

  private static List<String> command(Path jar, String... options) {
    return Stream.of(
            Stream.of(Program.java()),
            JVM.stream(),
            Stream.of(options),
            Stream.of("-jar", jar.toString()))
        .flatMap(each -> each)
        .toList();
  }

  /** Waits until a program has done its work. */
  void awaitEnd(String name, Process process) {
    if (!ended(process, BUILD)) {
      throw new Trouble(name + " could not be prepared; why is in " + log(name) + ".");
    }
  }

  /** Whether a program ended well in time. Otherwise it is ended. */
  static boolean ended(Process process, Duration patience) {
    try {
      if (process.waitFor(patience)) {
        return process.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    return false;
  }

  /** Starts a program and waits until it listens. */
  Process start(String name, int port, List<String> command, Map<String, String> environment) {
    var process = begin(name, command, environment);
    awaitListening(name, process, port, log(name));
    return process;
  }

  /** Where the output of a program goes, after that of others of its name. */
  Path log(String name) {
    return run.scratch().resolve(name + ".log");
  }

  /** Starts a program without waiting. */
  Process begin(String name, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(run.scratch());
      var builder =
          new ProcessBuilder(command)
              .directory(run.scratch().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
      builder.environment().putAll(environment);
      return Programs.start(builder);
    } catch (IOException e) {
      throw new Trouble("Cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** The process id and those of the processes it made, such as workers. */
  static List<Long> family(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  private static void awaitListening(String name, Process process, int port, Path log) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        Web.pause(Duration.ofMillis(100));
      }
    }
    throw new Trouble(name + " does not answer; its output is in " + log + ".");
  }

  private boolean build(String name, Path project) {
    run.out().println("  …  building the peer " + name + ", the first time with downloads");
    var log = run.scratch().resolve(name + "-build.log");
    try {
      Files.createDirectories(run.scratch());
      var builder =
          new ProcessBuilder("mvn", "-B", "-q", "-DskipTests", "package")
              .directory(project.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      if (ended(Programs.start(builder), BUILD)) {
        Files.writeString(marker(project), "");
        return true;
      }
    } catch (IOException e) {
      run.skip(name, "it could not be built: " + e.getMessage());
      return false;
    }
    run.skip(name, "it could not be built; why is in " + log);
    return false;
  }

  /** Written after a build that succeeded, because an interrupted one leaves parts. */
  private static Path marker(Path project) {
    return project.resolve("target/built");
  }

  /** Whether it was built since its sources were changed. */
  private static boolean built(Path project) {
    if (!Files.exists(marker(project))) {
      return false;
    }
    try (var files = Files.walk(project)) {
      var built = Files.getLastModifiedTime(marker(project));
      return files
          .filter(file -> !file.startsWith(project.resolve("target")))
          .filter(Files::isRegularFile)
          .map(Peers::modified)
          .allMatch(time -> time.compareTo(built) < 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
