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
  /** What is kept of earlier starts, each in the log and in the file beside it. */
  private static final long MAX_BYTES = 4L << 20;

  /** Begins the line that tells of a start. */
  private static final String START_LINE = "==== ";

  public static ServerLog of(Path state, String name) {
    return new ServerLog(state.resolve("logs").resolve(name + ".log"));
  }

  /** The last lines, indented, none from before the last start. */
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

  /** The end of a sentence: why it stopped and what to do, where the log gives that away. */
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
   * A start adds to the log of those before: why one ended must outlive the next. A log that has
   * grown long is moved aside, its last part only.
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
      Files.deleteIfExists(aside); // no room for it: the log itself makes some
    }
    Files.delete(file);
  }
}
