package dev.zhihe.cli;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.ServerLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows several logs. Each line begins with the name of its source. */
final class LogTail {
  private final Map<String, Path> logs = new LinkedHashMap<>();
  private final Map<Path, Long> ends = new HashMap<>();
  private final PrintStream out;

  /** Begins at the current end of each log. */
  LogTail(Path state, List<String> names, PrintStream out) {
    this.out = out;
    for (var name : names) {
      var log = ServerLog.of(state, name).file();
      logs.put(name, log);
      ends.put(log, log.toFile().length());
    }
  }

  /** Prints the complete lines that were added since the last call. */
  void print() {
    logs.forEach(this::print);
  }

  private void print(String name, Path log) {
    if (!Files.exists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      // A log that became shorter was started anew.
      var end = ends.getOrDefault(log, 0L);
      var from = file.length() < end ? 0 : end;
      var bytes = new byte[(int) Math.min(file.length() - from, 1 << 20)];
      file.seek(from);
      file.readFully(bytes);
      var whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      new String(bytes, 0, whole, StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> out.printf("%-10s | %s%n", name, line));
      ends.put(log, from + whole);
    } catch (IOException e) {
      throw Checkout.failed("read " + log, e);
    }
  }
}
