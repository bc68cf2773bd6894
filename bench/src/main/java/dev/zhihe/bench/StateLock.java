package dev.zhihe.bench;

import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** The right to use a state directory. A process that takes it has it until it ends. */
final class StateLock {
  private static final Map<Path, FileChannel> TAKEN = new HashMap<>();

  private StateLock() {}

  /**
   * Takes it, unless this process has it already.
   *
   * @throws Trouble if another process has it
   */
  static synchronized void take(Path state) {
    var folder = state.toAbsolutePath();
    if (TAKEN.containsKey(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder.resolve("run"));
      var channel =
          FileChannel.open(
              folder.resolve("run/bench.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new Trouble("Another ./zhihe bench uses " + folder + ": wait for it.");
      }
      TAKEN.put(folder, channel);
    } catch (IOException e) {
      throw new Trouble("Cannot write " + folder + ": " + e.getMessage(), e);
    }
  }
}
