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
 * The right to start and stop the programs of a state directory, which one process has at a time.
 * It ends with its process at the latest.
 */
final class Turn implements AutoCloseable {
  private final FileChannel channel;

  private Turn(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes it if nobody has it. */
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
        // A full disk: the others learn no number, and the lock holds.
      }
      return Optional.of(new Turn(channel));
    } catch (IOException e) {
      throw Checkout.failed("lock " + file(state), e);
    }
  }

  /** Takes it, waiting for one who has it no longer than that. */
  static Optional<Turn> take(Path state, Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    var turn = tryTake(state);
    while (turn.isEmpty() && System.nanoTime() < deadline) {
      Web.pause(Duration.ofMillis(100));
      turn = tryTake(state);
    }
    return turn;
  }

  /** The process that has it, if it is one of {@code ./zhihe}. */
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
