package dev.zhihe.cli;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Program;
import dev.zhihe.servers.ServerLog;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Restarts programs that ended by themselves, until the suite is stopped. The pause grows while a
 * program keeps failing. Nothing is started while the disk is full.
 */
final class Keeper {
  static final String NAME = "keeper";

  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  /** A program that was up for this long has started well. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /** Minimum free disk space. Below it, a started program would only fill the disk again. */
  private static final long MIN_FREE_BYTES = 48L << 20;

  /** Starts of a program since it last ran well, and the earliest time of the next. */
  private record Attempts(int made, long lastAt, long nextAt) {}

  private final Path state;
  private final Consumer<String> report;
  private final Map<String, Attempts> attempts = new HashMap<>();
  private final Set<String> waitForRoom = new HashSet<>();
  private String failure = "";
  private boolean ended;

  /**
   * @param report receives a message for each restart and each reason to wait
   */
  Keeper(Path state, Consumer<String> report) {
    this.state = state;
    this.report = report;
  }

  /**
   * Starts the keeper as a process that outlives this one.
   *
   * @param port a number that distinguishes it from another suite's keeper
   */
  static void start(Path state, int port) {
    var running = Daemon.find(state, NAME);
    if (running.isPresent()) {
      if (!Checkout.isChangedSince(running.get().started())) {
        return;
      }
      running.get().stop(Daemon.Signal.TERM, Duration.ofSeconds(10));
    }
    Daemon.start(
        state,
        NAME,
        port,
        List.of(
            Program.java(),
            "-D" + Daemon.mark(state, NAME, port),
            "-Dzhihe.root=" + Checkout.root(),
            Checkout.temporary(state, NAME),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Checkout.classPath(),
            Zhihe.class.getName(),
            "keep"),
        Map.of("ZHIHE_STATE", state.toString()));
  }

  /** Names of the programs that should run: those of the last start that were not stopped since. */
  static List<String> wanted(Path state) {
    try {
      return Files.readAllLines(wantedFile(state));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Checkout.failed("read " + wantedFile(state), e);
    }
  }

  /** Records the programs that should run. */
  static void want(Path state, List<String> names) {
    try {
      if (names.isEmpty()) {
        Files.deleteIfExists(wantedFile(state));
      } else {
        Files.write(wantedFile(state), names);
      }
    } catch (IOException e) {
      throw Checkout.failed("write " + wantedFile(state), e);
    }
  }

  private static Path wantedFile(Path state) {
    return state.resolve("run").resolve("wanted");
  }

  /**
   * Checks every program that should run, and starts those that have ended and are due. An error is
   * reported once, and the next check tries again.
   *
   * @return whether any program should run
   */
  synchronized boolean look() {
    try {
      var wanted = wanted(state);
      if (!ended) {
        startAgain(wanted.stream().filter(name -> Daemon.find(state, name).isEmpty()).toList());
      }
      failure = "";
      return !wanted.isEmpty();
    } catch (RuntimeException | LinkageError e) {
      var now = e instanceof Trouble ? String.valueOf(e.getMessage()) : e.toString();
      if (!now.equals(failure)) {
        report.accept(now);
        failure = now;
      }
      return true;
    }
  }

  private void startAgain(List<String> gone) {
    if (gone.isEmpty()) {
      return;
    }
    // Without the turn, another process is starting or stopping programs, so nothing is restarted.
    Turn.tryTake(state)
        .ifPresent(
            turn -> {
              try (turn) {
                var suite =
                    new Suite(state, Ports.ofRunning(state, Map.of()), StartCaches.of(false));
                wanted(state).stream()
                    .filter(gone::contains)
                    .filter(name -> Daemon.find(state, name).isEmpty())
                    .filter(suite::hasWhatItNeeds)
                    .forEach(name -> begin(suite, name));
              }
            });
  }

  /** Stops restarting. */
  synchronized void end() {
    ended = true;
  }

  private void begin(Suite suite, String name) {
    var now = System.nanoTime();
    var before = attempts.getOrDefault(name, new Attempts(0, now, now));
    if (before.made() > 0 && now - before.lastAt() > SETTLED.plus(MAX_PAUSE).toNanos()) {
      before = new Attempts(0, now, now);
    }
    if (now < before.nextAt() || !hasRoom(name)) {
      return;
    }
    var pause = Duration.ofSeconds(1L << Math.min(before.made(), 10));
    pause = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    attempts.put(name, new Attempts(before.made() + 1, now, now + pause.toNanos()));
    report.accept(
        name
            + " stopped by itself"
            + ServerLog.of(state, name).reason()
            + "It is started again"
            + (before.made() == 0
                ? "."
                : ", attempt "
                    + (before.made() + 1)
                    + "; the next would follow after "
                    + pause.toSeconds()
                    + " s. ./zhihe logs "
                    + name
                    + " tells more."));
    try {
      suite.begin(name);
    } catch (Trouble e) {
      report.accept(name + " could not be started: " + e.getMessage());
    }
  }

  private boolean hasRoom(String name) {
    try {
      var free = Files.getFileStore(state).getUsableSpace();
      if (free >= MIN_FREE_BYTES) {
        waitForRoom.remove(name);
        return true;
      }
      if (waitForRoom.add(name)) {
        report.accept(
            name
                + " stopped by itself, and the disk of "
                + state
                + " has "
                + (free >> 20)
                + " MB left: free some space, and it is started again.");
      }
      return false;
    } catch (IOException e) {
      throw Checkout.failed("look at " + state, e);
    }
  }
}
