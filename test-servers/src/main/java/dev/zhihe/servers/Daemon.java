package dev.zhihe.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in its own process, which outlives the JVM that started it. The state directory records
 * it in {@code run/NAME.pid} and {@code logs/NAME.log}.
 *
 * <p>It has its own process group. So Ctrl-C in the terminal reaches only this JVM, which stops the
 * servers in the right order.
 */
public final class Daemon {
  /**
   * The signal that ends a server. Most servers end on TERM. For PostgreSQL, INT is the fast
   * shutdown. TERM would wait for its clients, and QUIT stops without a checkpoint.
   */
  public enum Signal {
    TERM,
    INT,
    QUIT
  }

  private static final Path PROC = Path.of("/proc");

  /** A start that makes progress may take at most this many times its patience. */
  private static final int MAX_PATIENCES = 5;

  /** CPU time that counts as progress. On a busy machine a slow start needs a while for it. */
  private static final Duration WORK = Duration.ofMillis(500);

  /** A process stopped by a signal makes no progress, so the wait for it ends after this time. */
  private static final Duration HALTED = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final String name;
  private final Path state;
  private final ProcessHandle process;
  private final int port;

  private Daemon(String name, Path state, ProcessHandle process, int port) {
    this.name = name;
    this.state = state;
    this.process = process;
    this.port = port;
  }

  /**
   * A text on the command line of each server. It identifies the suite's own servers, even if the
   * pid file is lost or its number is reused.
   */
  public static String mark(Path state, String name, int port) {
    return "zhihe.server=" + name + ":" + port + "@" + oneName(state);
  }

  /** The folder's real path, without symbolic links. */
  private static Path oneName(Path state) {
    try {
      return state.toRealPath();
    } catch (IOException e) {
      return state.toAbsolutePath().normalize(); // does not exist yet
    }
  }

  /**
   * Starts the command, which must contain the {@link #mark}. Its output is appended to the log.
   *
   * @param port the port that it will listen on, for {@link #find}
   */
  public static Daemon start(
      Path state, String name, int port, List<String> command, Map<String, String> environment) {
    var log = ServerLog.of(state, name);
    try {
      Checkout.makePrivate(state.resolve("logs"));
      Checkout.makePrivate(state.resolve("run"));
      log.keepWithinBounds();
      // Job control gives the background job its own process group, on Linux and macOS. Only the
      // owner may read logs and data.
      var shell =
          new ArrayList<>(
              List.of(
                  "bash",
                  "-c",
                  "umask 077; set -m; echo \""
                      + ServerLog.startLine(name)
                      + "\" >>\"$0\"; \"$@\" </dev/null >>\"$0\" 2>&1 & echo $!",
                  log.file().toAbsolutePath().toString()));
      shell.addAll(command);
      var builder =
          new ProcessBuilder(shell)
              .directory(state.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      String pid;
      try (var output = builder.start().inputReader(StandardCharsets.UTF_8)) {
        pid = String.valueOf(output.readLine()).strip();
      }
      remember(state, name, pid);
      var process = handle(pid).orElseThrow(() -> died(state, name));
      return new Daemon(name, state, process, port);
    } catch (IOException e) {
      throw Checkout.failed("start " + name, e);
    }
  }

  /**
   * The running server of that name; empty if there is none. Removes a pid file whose process has
   * ended or is another program.
   */
  public static Optional<Daemon> find(Path state, String name) {
    var remembered = remembered(state, name);
    var found =
        remembered.stream()
            .flatMap(process -> recognised(state, name, process).stream())
            .findFirst();
    if (found.isPresent()) {
      return found;
    }
    forget(state, name);
    return ProcessHandle.allProcesses()
        .filter(Daemon::alive)
        .flatMap(process -> recognised(state, name, process).stream())
        .min(
            Comparator.comparing(
                daemon -> daemon.process.info().startInstant().orElse(Instant.MAX)));
  }

  private static Optional<ProcessHandle> remembered(Path state, String name) {
    try {
      return handle(Files.readString(pidFile(state, name)).strip()).filter(Daemon::alive);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Checkout.failed("read the pid file of " + name, e);
    }
  }

  private static Optional<ProcessHandle> handle(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Daemon> recognised(Path state, String name, ProcessHandle process) {
    var ours =
        Pattern.compile(
                Pattern.quote("zhihe.server=" + name + ":")
                    + "(\\d+)"
                    + Pattern.quote("@" + oneName(state))
                    + "(\\s|$)")
            .matcher(commandLine(process));
    return ours.find()
        ? Optional.of(new Daemon(name, state, process, Integer.parseInt(ours.group(1))))
        : Optional.empty();
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  /** The port it was started with. */
  public int port() {
    return port;
  }

  public Instant started() {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** The time since it was started. */
  public Duration age() {
    return Duration.between(started(), Instant.now());
  }

  public boolean alive() {
    return alive(process);
  }

  /**
   * Waits until the server answers. The wait fails at once if the server ends. It also fails after
   * a time without progress. CPU time and log lines count as progress, so a slow machine gets the
   * time it needs.
   *
   * @param patience how long it may neither answer nor make progress
   */
  public void await(Duration patience, BooleanSupplier answers) {
    var began = System.nanoTime();
    var seen = effort();
    var seenAt = began;
    var lookedAt = began;
    while (!answers.getAsBoolean()) {
      if (exited(100)) {
        forget(state, name);
        throw died(state, name);
      }
      if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
        lookedAt = System.nanoTime();
        var effort = effort();
        if (effort.isBeyond(seen)) {
          seen = effort;
          seenAt = lookedAt;
        }
      }
      var idle = System.nanoTime() - seenAt;
      if (idle > patience.toNanos() || (status() == 'T' && idle > HALTED.toNanos())) {
        throw silent(
            " did not answer, and did nothing for " + TimeUnit.NANOSECONDS.toSeconds(idle) + " s");
      }
      var longest = patience.multipliedBy(MAX_PATIENCES);
      if (System.nanoTime() - began > longest.toNanos()) {
        throw silent(" did not answer within " + longest.toSeconds() + " s");
      }
    }
  }

  /** The progress of a server that does not answer yet. */
  private record Effort(long logged, Duration worked) {
    boolean isBeyond(Effort before) {
      return logged != before.logged || worked.minus(before.worked).compareTo(WORK) >= 0;
    }
  }

  private Effort effort() {
    return new Effort(
        ServerLog.of(state, name).length(),
        Stream.concat(Stream.of(process), process.descendants())
            .flatMap(each -> each.info().totalCpuDuration().stream())
            .reduce(Duration.ZERO, Duration::plus));
  }

  private Trouble silent(String what) {
    var log = ServerLog.of(state, name);
    return new Trouble(
        name
            + what
            + (status() == 'T'
                ? ", for a signal halted it: kill -CONT " + process.pid() + " lets it go on"
                : "")
            + ". The last lines of "
            + log.file()
            + ":\n"
            + log.tail(20));
  }

  /** Signals it to end and waits. Kills it if it does not end in time. */
  public void stop(Signal signal, Duration patience) {
    signal(signal.name());
    if (!exited(patience.toMillis())) {
      signal("KILL");
      exited(TimeUnit.SECONDS.toMillis(10));
    }
    forget(state, name);
  }

  /** Kills it at once, as a power failure would. */
  public void kill() {
    signal("KILL");
    exited(TimeUnit.SECONDS.toMillis(10));
  }

  private static Trouble died(Path state, String name) {
    var log = ServerLog.of(state, name);
    return new Trouble(
        name
            + " stopped by itself"
            + log.reason()
            + "The last lines of "
            + log.file()
            + ":\n"
            + log.tail(20));
  }

  private void signal(String signal) {
    try {
      // Uses the shell's built-in kill, because slim systems have no /bin/kill. ProcessHandle can
      // only send TERM and KILL.
      new ProcessBuilder(
              "bash", "-c", "kill -" + signal + " \"$0\" 2>/dev/null", Long.toString(process.pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw Checkout.failed("stop " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits at most this long for the end of the process. Returns whether it has ended. */
  private boolean exited(long millis) {
    var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    var exit = process.onExit().thenApply(ignored -> true);
    do {
      if (!alive()) {
        return true;
      }
      waitFor(exit, Math.min(100, millis));
    } while (System.nanoTime() < deadline);
    return !alive();
  }

  private static void waitFor(CompletableFuture<Boolean> exit, long millis) {
    try {
      exit.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Still running. The caller checks again.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }

  /**
   * Whether the process runs. A zombie counts as ended: in a container whose first process does not
   * reap, it would never disappear.
   */
  private static boolean alive(ProcessHandle process) {
    return process.isAlive() && status(process) != 'Z';
  }

  private char status() {
    return status(process);
  }

  /** The state letter of a process in /proc, such as Z for a zombie; blank if there is none. */
  private static char status(ProcessHandle process) {
    try {
      var stat =
          Files.readString(
              PROC.resolve(Long.toString(process.pid())).resolve("stat"),
              StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return ' ';
    }
  }

  /** The whole command line. {@link ProcessHandle} truncates long ones. */
  public static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
              PROC.resolve(Long.toString(process.pid())).resolve("cmdline"),
              StandardCharsets.ISO_8859_1)
          .replace('\0', ' ')
          .strip();
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }

  private static Path pidFile(Path state, String name) {
    return state.resolve("run").resolve(name + ".pid");
  }

  private static void forget(Path state, String name) {
    try {
      Files.deleteIfExists(pidFile(state, name));
    } catch (IOException e) {
      throw Checkout.failed("remove the pid file of " + name, e);
    }
  }

  /** Writes the pid file. If the disk is full, the server is still found by its mark. */
  private static void remember(Path state, String name, String pid) {
    try {
      Files.writeString(pidFile(state, name), pid + "\n");
    } catch (IOException e) {
      System.err.println("zhihe: no pid file of " + name + ": " + e.getMessage());
    }
  }
}
