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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
          "-XX:MaxHeapFreeRatio=40");

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

  /** As {@link #java}, without waiting. */
  Optional<Process> begin(String name, String jar, int port, Map<String, String> settings) {
    var project = root.resolve("bench/peers").resolve(name);
    var program = project.resolve("target").resolve(jar);
    if (!built(project, program) && !build(name, project)) {
      return Optional.empty();
    }
    var command = new ArrayList<String>();
    command.add(Program.java());
    command.addAll(JVM);
    command.addAll(List.of("-jar", program.toString()));
    var environment = new HashMap<>(settings);
    environment.put("PEER_PORT", Integer.toString(port));
    return Optional.of(begin(name, command, environment));
  }

  /** Starts a program and waits until it listens. */
  Process start(String name, int port, List<String> command, Map<String, String> environment) {
    var process = begin(name, command, environment);
    awaitListening(name, process, port, log(name));
    return process;
  }

  private Path log(String name) {
    return run.scratch().resolve(name + ".log");
  }

  private Process begin(String name, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(run.scratch());
      var builder =
          new ProcessBuilder(command)
              .directory(run.scratch().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(name).toFile());
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
      var build = Programs.start(builder);
      if (build.waitFor(10, TimeUnit.MINUTES) && build.exitValue() == 0) {
        return true;
      }
      build.destroy();
    } catch (IOException e) {
      run.skip(name, "Maven cannot be run: " + e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    run.skip(name, "it could not be built; why is in " + log);
    return false;
  }

  private static boolean built(Path project, Path program) {
    if (!Files.exists(program)) {
      return false;
    }
    try (var files = Files.walk(project.resolve("src"))) {
      var jar = Files.getLastModifiedTime(program);
      return Stream.concat(files, Stream.of(project.resolve("pom.xml")))
          .filter(Files::isRegularFile)
          .map(Peers::modified)
          .allMatch(time -> time.compareTo(jar) < 0);
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
