package dev.zhihe.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/**
 * A server in a process of its own that outlives the JVM that started it. The state directory
 * remembers it: {@code run/NAME.pid} and {@code logs/NAME.log}.
 *
 * <p>It runs in its own process group, so that Ctrl-C in the terminal reaches only us and we stop
 * the servers in the right order.
 */
final class Daemon {
  /**
   * How a server is asked to end: most on TERM; for PostgreSQL, INT is the fast shutdown and TERM
   * would wait for its clients.
   */
  enum Signal {
    TERM,
    INT
  }

  private static final Path PROC = Path.of("/proc");

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
  static String mark(Path state, String name, int port) {
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

  static Path log(Path state, String name) {
    return state.resolve("logs").resolve(name + ".log");
  }

  /**
   * Starts the command, which must contain the {@link #mark}, with its output appended to the log.
   *
   * @param port the port it will listen on, for those who find it later
   */
  static Daemon start(
      Path state, String name, int port, List<String> command, Map<String, String> environment) {
    var log = log(state, name);
    try {
      Files.createDirectories(log.getParent());
      Files.createDirectories(pidFile(state, name).getParent());
      rotate(log);
      // Job control gives the background job its own process group, on Linux and macOS alike.
      var shell =
          new ArrayList<>(
              List.of(
                  "bash",
                  "-c",
                  "set -m; \"$@\" </dev/null >>\"$0\" 2>&1 & echo $!",
                  log.toAbsolutePath().toString()));
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
      Files.writeString(pidFile(state, name), pid + "\n");
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
  static Optional<Daemon> find(Path state, String name) {
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
                    + Pattern.quote("@" + state.toAbsolutePath())
                    + "(\\s|$)")
            .matcher(commandLine(process));
    return ours.find()
        ? Optional.of(new Daemon(name, state, process, Integer.parseInt(ours.group(1))))
        : Optional.empty();
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /** The port it was started with. */
  int port() {
    return port;
  }

  Instant started() {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** For how long it has been up. */
  Duration age() {
    return Duration.between(started(), Instant.now());
  }

  boolean alive() {
    return alive(process);
  }

  /**
   * Waits until the server answers; its death or the limit ends the wait with the log's last lines.
   */
  void await(Duration limit, BooleanSupplier answers) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!answers.getAsBoolean()) {
      if (exited(100)) {
        forget(state, name);
        throw died(state, name);
      }
      if (System.nanoTime() > deadline) {
        throw new Trouble(
            name
                + " did not answer within "
                + limit.toSeconds()
                + " s. The last lines of "
                + log(state, name)
                + ":\n"
                + tail(log(state, name), 20));
      }
    }
  }

  /** Asks it to end, waits, and ends it by force when it does not. */
  void stop(Signal signal, Duration patience) {
    signal(signal.name());
    if (!exited(patience.toMillis())) {
      signal("KILL");
      exited(TimeUnit.SECONDS.toMillis(10));
    }
    forget(state, name);
  }

  /** Ends it as a power failure would. */
  void kill() {
    signal("KILL");
    exited(TimeUnit.SECONDS.toMillis(10));
  }

  /** The last lines of a log, indented; empty when there is none. */
  static String tail(Path log, int lines) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var from = Math.max(0, file.length() - 16 * 1024);
      file.seek(from);
      var bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join(
          "\n",
          all.subList(Math.max(0, all.size() - lines), all.size()).stream()
              .map(line -> "  | " + line)
              .toList());
    } catch (IOException e) {
      return "  | (no log: " + e.getMessage() + ")";
    }
  }

  private static Trouble died(Path state, String name) {
    var log = log(state, name);
    return new Trouble(
        name
            + " stopped by itself"
            + reason(tail(log, 60))
            + "The last lines of "
            + log
            + ":\n"
            + tail(log, 20));
  }

  /** What the user can do, where the log gives it away. */
  private static String reason(String log) {
    if (log.contains("No space left on device")) {
      return " because the disk is full. Free some space, then run the same command again. ";
    }
    if (log.contains("FlywayValidateException")) {
      return ": its database was made by other migrations than these, as happens between versions under"
          + " development. ./zhihe down --purge, then ./zhihe up begins with new databases. ";
    }
    return ". ";
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
    if (!process.isAlive()) {
      return false;
    }
    try {
      var stat =
          Files.readString(
              PROC.resolve(Long.toString(process.pid())).resolve("stat"),
              StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  /** The whole command line; {@link ProcessHandle} cuts long ones short. */
  static String commandLine(ProcessHandle process) {
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

  /** Keeps the log of the run before, and no more, so that the last lines are this run's. */
  private static void rotate(Path log) throws IOException {
    if (Files.exists(log)) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
