package dev.zhihe.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The log of a server over all its starts: {@code logs/NAME.log} in the state directory.
 *
 * @param file where it is
 */
public record ServerLog(Path file) {
  /** Maximum size of the log, and of the file beside it that keeps older lines. */
  private static final long MAX_BYTES = 4L << 20;

  /** The prefix of the line that marks a start. */
  private static final String START_LINE = "==== ";

  public static ServerLog of(Path state, String name) {
    return new ServerLog(state.resolve("logs").resolve(name + ".log"));
  }

  /** The last lines since the last start, indented. */
  public String tail(int lines) {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      var from = Math.max(0, log.length() - 16 * 1024);
      log.seek(from);
      var bytes = new byte[(int) (log.length() - from)];
      log.readFully(bytes);
      var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      var start = all.size();
      while (start > 0 && !all.get(start - 1).startsWith(START_LINE)) {
        start--;
      }
      return String.join(
          "\n",
          all.subList(Math.max(start, all.size() - lines), all.size()).stream()
              .map(line -> "  | " + line)
              .toList());
    } catch (IOException e) {
      return "  | (no log: " + e.getMessage() + ")";
    }
  }

  /**
   * The end of a sentence about a stopped server. If the log shows the cause, it names the cause
   * and what to do.
   */
  public String reason() {
    var log = tail(60);
    if (log.contains("No space left on device")) {
      return " because the disk is full. Free some space; what then does not run, ./zhihe up starts. ";
    }
    if (log.contains("FlywayValidateException")) {
      return ": its database was made by other migrations than these, as happens between versions under"
          + " development. ./zhihe down --purge, then ./zhihe up begins with new databases. ";
    }
    return ". ";
  }

  long length() {
    return file.toFile().length();
  }

  static String startLine(String name) {
    return START_LINE + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + name + " starts";
  }

  /**
   * Limits the size of the log. Starts append to it, so that the cause of an earlier end is kept.
   * The last part of a long log is moved to a file beside it.
   */
  void keepWithinBounds() throws IOException {
    if (!Files.exists(file) || Files.size(file) <= MAX_BYTES) {
      return;
    }
    var aside = file.resolveSibling(file.getFileName() + ".1");
    Files.deleteIfExists(aside);
    try (var all = FileChannel.open(file, StandardOpenOption.READ);
        var last =
            FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      all.transferTo(all.size() - MAX_BYTES, MAX_BYTES, last);
    } catch (IOException e) {
      Files.deleteIfExists(aside); // the disk is full; deleting the log below frees space
    }
    Files.delete(file);
  }
}
