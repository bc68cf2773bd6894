package dev.zhihe.cli;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to start and stop the programs of a state directory. One process has it at a time, and
 * loses it when it ends.
 */
final class Turn implements AutoCloseable {
  private final FileChannel channel;

  private Turn(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes it if no process has it. */
  static Optional<Turn> tryTake(Path state) {
    Checkout.makePrivate(state.resolve("run"));
    try {
      var channel =
          FileChannel.open(file(state), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) { // held until the channel closes
        channel.close();
        return Optional.empty();
      }
      try {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        // The disk is full. The lock holds, but other processes cannot read who has it.
      }
      return Optional.of(new Turn(channel));
    } catch (IOException e) {
      throw Checkout.failed("lock " + file(state), e);
    }
  }

  /** Takes it, and waits at most this long if another process has it. */
  static Optional<Turn> take(Path state, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    var turn = tryTake(state);
    while (turn.isEmpty() && System.nanoTime() < deadline) {
      Web.pause(Duration.ofMillis(100));
      turn = tryTake(state);
    }
    return turn;
  }

  /** The process that has it, if it is a {@code ./zhihe}. */
  static @Nullable ProcessHandle holder(Path state) {
    try {
      var number = Files.readString(file(state)).strip();
      return number.isEmpty()
          ? null
          : ProcessHandle.of(Long.parseLong(number))
              .filter(process -> Daemon.commandLine(process).contains("zhihe"))
              .orElse(null);
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  private static Path file(Path state) {
    return state.resolve("run").resolve("up.lock");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Checkout.failed("unlock " + channel, e);
    }
  }
}
