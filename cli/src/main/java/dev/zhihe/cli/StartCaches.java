package dev.zhihe.cli;

import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the programs' AOT caches written after a first start: in the background, one after another,
 * by the process that restarts what ends by itself.
 */
final class StartCaches {
  private final Path state;
  private final Consumer<String> report;
  private @Nullable Thread writing;

  /**
   * @param report receives a message when all are written, and for each that failed
   */
  StartCaches(Path state, Consumer<String> report) {
    this.state = state;
    this.report = report;
  }

  /** The caches that programs start from, unless {@code ZHIHE_AOT} is off. */
  static AotCaches of(boolean records) {
    return areOff() ? AotCaches.none() : AotCaches.ofCheckout(records);
  }

  private static boolean areOff() {
    return "off".equals(System.getenv("ZHIHE_AOT"));
  }

  /**
   * Asks for the caches that programs record. The data is loaded by then, so that the caches know
   * what that needs.
   *
   * @return whether any program records one
   */
  static boolean request(Path state) {
    var recording =
        !areOff()
            && Suite.names().stream()
                .flatMap(name -> Daemon.find(state, name).stream())
                .anyMatch(daemon -> AotCaches.isRecording(state, daemon));
    if (recording) {
      try {
        Files.writeString(requested(state), "");
      } catch (IOException e) {
        throw Checkout.failed("write " + requested(state), e);
      }
    }
    return recording;
  }

  /** Forgets what was asked for in an earlier start. */
  static void withdraw(Path state) {
    Checkout.delete(requested(state));
  }

  private static Path requested(Path state) {
    return state.resolve("run").resolve("caches");
  }

  /** Begins to write them if they were asked for. */
  void look() {
    if (writing == null || !writing.isAlive()) {
      try {
        if (Files.deleteIfExists(requested(state))) {
          writing = Thread.ofPlatform().daemon().start(this::write);
        }
      } catch (IOException e) {
        report.accept(
            String.valueOf(Checkout.failed("remove " + requested(state), e).getMessage()));
      }
    }
  }

  private void write() {
    var written = 0;
    for (var name : Suite.names().reversed()) {
      try {
        var daemon = Daemon.find(state, name);
        if (daemon.isPresent() && AotCaches.ofCheckout(true).write(state, daemon.get())) {
          written++;
        }
      } catch (Trouble e) {
        report.accept("No cache for the start of " + name + ". " + e.getMessage());
      } catch (IllegalStateException e) {
        return; // this process is ending
      }
    }
    if (written > 0) {
      report.accept(written + " caches for the next start are written.");
    }
  }
}
