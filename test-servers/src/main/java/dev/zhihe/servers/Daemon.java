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
 * A server in a process of its own that outlives the JVM that started it. The state directory
 * remembers it: {@code run/NAME.pid} and {@code logs/NAME.log}.
 *
 * <p>It runs in its own process group, so that Ctrl-C in the terminal reaches only us and we stop
 * the servers in the right order.
 */
public final class Daemon {
  /**
   * How a server is asked to end: most on TERM; for PostgreSQL, INT is the fast shutdown, TERM
   * would wait for its clients, and QUIT writes nothing more.
   */
  public enum Signal {
    TERM,
    INT,
    QUIT
  }

  private static final Path PROC = Path.of("/proc");

  /** A start that makes progress may take as many times its patience, and no more. */
  private static final int MAX_PATIENCES = 5;

  /** Work done that counts as progress; on a crowded machine it takes a slow start a while. */
  private static final Duration WORK = Duration.ofMillis(500);

  /** A process halted by a signal makes no progress, however long one waits. */
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
   * A word that each server carries on its command line: by it we know our own again, whatever
   * became of the pid file or its number.
   */
  public static String mark(Path state, String name, int port) {
    return "zhihe.server=" + name + ":" + port + "@" + oneName(state);
  }

  /** The folder's one name, whatever links lead there. */
  private static Path oneName(Path state) {
    try {
      return state.toRealPath();
    } catch (IOException e) {
      return state.toAbsolutePath().normalize(); // not made yet
    }
  }

  /**
   * Starts the command, which must contain the {@link #mark}, with its output appended to the log.
   *
   * @param port the port it will listen on, for those who find it later
   */
  public static Daemon start(
      Path state, String name, int port, List<String> command, Map<String, String> environment) {
    var log = ServerLog.of(state, name);
    try {
      Checkout.makePrivate(state.resolve("logs"));
      Checkout.makePrivate(state.resolve("run"));
      log.keepWithinBounds();
      // Job control gives the background job its own process group, on Linux and macOS alike.
      // Logs and data are for their owner alone.
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
   * The running server of that name, if there is one. A pid file whose process is gone, or is
   * another program by now, is removed.
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

  /** For how long it has been up. */
  public Duration age() {
    return Duration.between(started(), Instant.now());
  }

  public boolean alive() {
    return alive(process);
  }

  /**
   * Waits until the server answers. Its death ends the wait at once. So does a time without
   * progress: a slow machine gets as long as the server works or logs.
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

  /** What a server that does not answer yet has done so far. */
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

  /** Asks it to end, waits, and ends it by force when it does not. */
  public void stop(Signal signal, Duration patience) {
    signal(signal.name());
    if (!exited(patience.toMillis())) {
      signal("KILL");
      exited(TimeUnit.SECONDS.toMillis(10));
    }
    forget(state, name);
  }

  /** Ends it as a power failure would. */
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
      // The shell's own kill: slim systems have no /bin/kill, and ProcessHandle knows TERM and KILL
      // only.
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

  /** Whether it has ended, after waiting for that as long as allowed. */
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
      // Still running: the caller looks again.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }

  /**
   * A zombie counts as gone: in a container whose first process never reaps, it would stay for
   * ever.
   */
  private static boolean alive(ProcessHandle process) {
    return process.isAlive() && status(process) != 'Z';
  }

  private char status() {
    return status(process);
  }

  /** The letter that /proc gives a process, such as Z for a zombie; blank where there is none. */
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

  /** The whole command line; {@link ProcessHandle} cuts long ones short. */
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

  /** Without room for the file the server is still found by its mark. */
  private static void remember(Path state, String name, String pid) {
    try {
      Files.writeString(pidFile(state, name), pid + "\n");
    } catch (IOException e) {
      System.err.println("zhihe: no pid file of " + name + ": " + e.getMessage());
    }
  }
}
