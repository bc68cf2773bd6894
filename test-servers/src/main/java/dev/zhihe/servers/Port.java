package dev.zhihe.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Ports of the loopback address. */
public final class Port {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final int MAX_ATTEMPTS = 5;

  /**
   * The search begins at a random port, because several builds on one machine search at the same
   * time.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Port() {}

  /**
   * A free port; each call returns another one. It is below the system's range for outgoing
   * connections. So it stays free while the server restarts.
   */
  public static int free() {
    for (var attempt = 0; attempt < COUNT; attempt++) {
      var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (!taken(port)) {
        return port;
      }
    }
    throw new Trouble("No port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free.");
  }

  /**
   * Starts a server on that port, or on a free one if it is 0. If another process takes the free
   * port first, the next one is tried.
   */
  static <T> T start(int port, IntFunction<T> start) {
    if (port != 0) {
      return start.apply(port);
    }
    for (var attempt = 1; ; attempt++) {
      try {
        return start.apply(free());
      } catch (Trouble e) {
        if (attempt == MAX_ATTEMPTS
            || !String.valueOf(e.getMessage()).contains("Address already in use")) {
          throw e;
        }
      }
    }
  }

  /**
   * Refuses a port that something listens on.
   *
   * @param server the name of the server that needs it
   * @param variable the environment variable that moves that server elsewhere
   */
  public static void requireFree(int port, String server, String variable) {
    if (taken(port)) {
      throw new Trouble(
          "Port "
              + port
              + ", wanted for "
              + server
              + ", is taken"
              + holder(port).map(holder -> " by " + holder).orElse("")
              + ". Stop that program, or choose another port: "
              + variable
              + "="
              + elsewhere(port)
              + " ./zhihe up");
    }
  }

  /** A free port in another ten thousand. The search begins at the same last four digits. */
  private static int elsewhere(int port) {
    var other = port % 10_000 + (port < 20_000 ? 20_000 : 10_000);
    while (taken(other)) {
      other++;
    }
    return other;
  }

  static boolean taken(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The process that listens there, if this user may see it. */
  static Optional<String> holder(int port) {
    return Files.isDirectory(Path.of("/proc/net")) ? linuxHolder(port) : lsofHolder(port);
  }

  private static Optional<String> linuxHolder(int port) {
    var inode =
        listeningInode("/proc/net/tcp", port).or(() -> listeningInode("/proc/net/tcp6", port));
    return inode.flatMap(
        number ->
            ProcessHandle.allProcesses()
                .filter(process -> hasSocket(process.pid(), "socket:[" + number + "]"))
                .findFirst()
                .map(Port::describe));
  }

  /**
   * Lines of /proc/net/tcp: sl, local address:port in hex, remote, state (0A is LISTEN), …, inode
   * as the tenth field.
   */
  private static Optional<String> listeningInode(String table, int port) {
    var suffix = String.format(":%04X", port);
    try (var lines = Files.lines(Path.of(table))) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(f -> f.length > 9 && f[1].endsWith(suffix) && f[3].equals("0A"))
          .map(f -> f[9])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean hasSocket(long pid, String socket) {
    try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (var file : files) {
        if (isLinkTo(file, socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's process, which cannot be inspected.
    }
    return false;
  }

  private static boolean isLinkTo(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> lsofHolder(int port) {
    try {
      var lsof =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
              .redirectErrorStream(true)
              .start();
      try (var output = lsof.inputReader()) {
        var line = output.readLine();
        lsof.waitFor(5, TimeUnit.SECONDS);
        return Optional.ofNullable(line)
            .map(Long::valueOf)
            .flatMap(ProcessHandle::of)
            .map(Port::describe);
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String describe(ProcessHandle process) {
    var command = Daemon.commandLine(process);
    return "process "
        + process.pid()
        + (command.isEmpty()
            ? ""
            : " (" + (command.length() > 120 ? command.substring(0, 120) + "…" : command) + ")");
  }
}
