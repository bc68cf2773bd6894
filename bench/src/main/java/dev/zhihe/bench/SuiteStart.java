package dev.zhihe.bench;

import dev.zhihe.cli.Ports;
import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The start of the whole suite in a state directory of its own. The first start makes databases and
 * loads the plan; each later one is a second start.
 */
final class SuiteStart {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration CACHE_PATIENCE = Duration.ofMinutes(5);

  private static final List<String> PROGRAMS =
      List.of(
          "gateway",
          "indicators",
          "projects",
          "platforms",
          "keycloak",
          "kafka",
          "postgres",
          "keeper");

  private final Run run;
  private final Path state;
  private final Map<String, String> environment = new HashMap<>();

  SuiteStart(Run run) {
    this.run = run;
    state = run.servers().state().resolveSibling("suite").toAbsolutePath();
    StateLock.take(state); // runs of all sizes share it
    environment.put("ZHIHE_STATE", state.toString());
    for (var variable : Ports.variables()) {
      environment.put(variable, Integer.toString(Port.free()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> zhihe("down")));
  }

  Contender contender() {
    return new Contender(
        "suite", "./zhihe up -d", Role.OURS, time -> again(), null, this::processes);
  }

  private Load again() {
    zhihe("down");
    var from = System.nanoTime();
    zhihe("up", "-d", "--no-demo");
    var seconds = (System.nanoTime() - from) / 1e9;
    awaitCaches();
    run.note(
        "Memory of all %d processes after ./zhihe up -d, proportional set size: %,.0f MB."
            .formatted(processes().size(), ProcessUsage.proportionalMegabytes(processes())));
    return new Load(1, 0, seconds, seconds * 1e3, Double.NaN);
  }

  /** Waits until the programs' caches for the next start are written, if they record any. */
  private void awaitCaches() {
    var deadline = System.nanoTime() + CACHE_PATIENCE.toNanos();
    while (PROGRAMS.stream().anyMatch(this::isRecording)) {
      if (System.nanoTime() > deadline) {
        throw new Trouble("The caches for the next start were not written within five minutes.");
      }
      Web.pause(Duration.ofMillis(500));
    }
  }

  private boolean isRecording(String name) {
    return Daemon.find(state, name)
        .filter(daemon -> AotCaches.isRecording(state, daemon))
        .isPresent();
  }

  private List<Long> processes() {
    return PROGRAMS.stream()
        .flatMap(name -> Daemon.find(state, name).stream())
        .flatMap(daemon -> ProcessHandle.of(daemon.pid()).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private void zhihe(String... arguments) {
    var root = Checkout.root();
    var log = state.resolveSibling("suite.log");
    try {
      Files.createDirectories(state);
      var builder =
          new ProcessBuilder(
                  Stream.concat(Stream.of(root.resolve("zhihe").toString()), Stream.of(arguments))
                      .toList())
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(PATIENCE) || process.exitValue() != 0) {
        process.destroy();
        throw new Trouble(
            "./zhihe " + String.join(" ", arguments) + " failed; why is in " + log + ".");
      }
    } catch (IOException e) {
      throw Checkout.failed("run ./zhihe", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Stopped.", e);
    }
  }
}
