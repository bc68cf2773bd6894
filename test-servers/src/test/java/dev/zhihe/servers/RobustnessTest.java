package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures on users' machines, and the messages about them. */
class RobustnessTest {
  @TempDir Path state;

  @Test
  void aTakenPortNamesItselfItsHolderAndTheWayToMove() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = other.getLocalPort();
      assertThatThrownBy(() -> Port.requireFree(port, "gateway", "ZHIHE_GATEWAY_PORT"))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining(
              "Port "
                  + port
                  + ", wanted for gateway, is taken by process "
                  + ProcessHandle.current().pid())
          .hasMessageContaining("ZHIHE_GATEWAY_PORT=")
          .hasMessageNotContaining("ZHIHE_GATEWAY_PORT=" + port);
    }
    assertThatCode(() -> Port.requireFree(Port.free(), "gateway", "ZHIHE_GATEWAY_PORT"))
        .doesNotThrowAnyException();
  }

  @Test
  void eachFreePortIsAnotherOne() {
    var ports = IntStream.range(0, 50).mapToObj(i -> Port.free()).toList();
    assertThat(ports).doesNotHaveDuplicates();
    assertThat(ports).allMatch(port -> port >= 20_000 && port < 32_000);
  }

  @Test
  void aFreePortThatAnotherProcessTakesFirstIsGivenUpForTheNext() {
    var tried = new ArrayList<Integer>();
    IntFunction<Integer> start =
        port -> {
          tried.add(port);
          if (tried.size() == 1) {
            throw new Trouble("sleeper stopped by itself: Address already in use");
          }
          return port;
        };
    assertThat(Port.start(0, start)).isEqualTo(tried.getLast()).isNotEqualTo(tried.getFirst());
    assertThat(tried).hasSize(2);

    tried.clear();
    assertThatThrownBy(() -> Port.start(7, start)).isInstanceOf(Trouble.class);
    assertThat(tried).containsExactly(7);
  }

  @Test
  void aPidFileWhoseProcessIsGoneOrIsAnotherIsCleaned() throws IOException {
    var file = Files.createDirectories(state.resolve("run")).resolve("sleeper.pid");
    for (var stale :
        List.of(Long.toString(ProcessHandle.current().pid()), "4194303", "", "not a number")) {
      Files.writeString(file, stale);
      assertThat(Daemon.find(state, "sleeper")).isEmpty();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aServerIsFoundAgainWithoutItsPidFileAndStopped() throws IOException {
    var started = sleeper("exec -a \"$0\" sleep 600");
    Files.delete(state.resolve("run/sleeper.pid"));
    // Between fork and exec the process looks like the shell that starts it.
    started.await(Duration.ofSeconds(20), () -> Daemon.find(state, "sleeper").isPresent());
    var found = Daemon.find(state, "sleeper").orElseThrow();
    assertThat(found.pid()).isEqualTo(started.pid());
    assertThat(found.port()).isEqualTo(7);
    found.stop(Daemon.Signal.TERM, Duration.ofSeconds(5));
    assertThat(started.alive()).isFalse();
    assertThat(Daemon.find(state, "sleeper")).isEmpty();
  }

  @Test
  void aServerThatDoesNotHeedIsEndedByForce() {
    var stubborn = sleeper("trap '' TERM; exec -a \"$0\" sleep 600");
    stubborn.await(Duration.ofSeconds(5), () -> true);
    stubborn.stop(Daemon.Signal.TERM, Duration.ofMillis(300));
    assertThat(stubborn.alive()).isFalse();
  }

  @Test
  void aServerThatDiesTellsItsLastWords() {
    // It may be gone before its start is over, which says the same.
    assertThatThrownBy(
            () -> sleeper("echo the reason; exit 3").await(Duration.ofSeconds(20), () -> false))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("sleeper stopped by itself")
        .hasMessageContaining("the reason");
    assertThatThrownBy(
            () ->
                sleeper("echo write failed: No space left on device; exit 3")
                    .await(Duration.ofSeconds(20), () -> false))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("the disk is full. Free some space");
  }

  @Test
  void aSlowStartGoesOnWhileItMakesProgress() {
    var slow =
        sleeper("for i in $(seq 600); do echo $i; sleep 0.1; done; exec -a \"$0\" sleep 600");
    try {
      var lines = 140;
      slow.await(
          Duration.ofSeconds(10), () -> counted(ServerLog.of(state, "sleeper").tail(1)) >= lines);
    } finally {
      slow.kill();
    }
  }

  /** The number in the last line; 0 for another line. */
  private static int counted(String tail) {
    var number = tail.replaceFirst("(?s).*\\| (?=\\d+$)", "");
    return number.matches("\\d+") ? Integer.parseInt(number) : 0;
  }

  @Test
  void aSilentServerIsToldNotToAnswer() {
    var silent = sleeper("exec -a \"$0\" sleep 600");
    try {
      assertThatThrownBy(() -> silent.await(Duration.ofSeconds(2), () -> false))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("sleeper did not answer, and did nothing for")
          .hasMessageNotContaining("kill -CONT");
    } finally {
      silent.kill();
    }
  }

  @Test
  void aHaltedServerIsToldToBeHalted() throws Exception {
    var halted = sleeper("exec -a \"$0\" sleep 600");
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(halted.pid())).start().waitFor();
      assertThatThrownBy(() -> halted.await(Duration.ofSeconds(2), () -> false))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("a signal halted it: kill -CONT " + halted.pid());
    } finally {
      halted.kill();
    }
  }

  @Test
  void whyItStoppedOutlivesTheNextStart() throws IOException {
    var log = ServerLog.of(state, "sleeper").file();
    died("echo the first reason; exit 3");
    died("echo the second reason; exit 3");
    assertThat(Files.readString(log)).contains("the first reason", "the second reason");
    assertThat(Files.readAllLines(log)).filteredOn(line -> line.startsWith("==== ")).hasSize(2);
    assertThat(new ServerLog(log).tail(60))
        .contains("the second reason")
        .doesNotContain("the first");

    Files.writeString(log, "long ago\n" + "x".repeat(8 << 20) + "\nthe third reason\n");
    died("echo the fourth reason; exit 3");
    assertThat(Files.readString(log)).contains("the fourth reason").doesNotContain("third");
    assertThat(state.resolve("logs/sleeper.log.1"))
        .hasSize(4 << 20)
        .content()
        .contains("the third reason")
        .doesNotContain("long ago");
  }

  @Test
  void logsAreForTheirOwnerAlone() throws IOException {
    Files.createDirectories(state.resolve("logs"));
    Files.setPosixFilePermissions(
        state.resolve("logs"), PosixFilePermissions.fromString("rwxr-xr-x"));
    died("echo a secret >made-by-it; exit 3");
    for (var folder : List.of("logs", "run")) {
      assertThat(permissions(state.resolve(folder))).isEqualTo("rwx------");
    }
    assertThat(permissions(ServerLog.of(state, "sleeper").file())).isEqualTo("rw-------");
    assertThat(permissions(state.resolve("made-by-it"))).isEqualTo("rw-------");
  }

  @Test
  void aFullDiskIsToldBeforeAnythingStarts() {
    assertThatThrownBy(() -> Checkout.requireRoom(state, Long.MAX_VALUE / 2))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("free some space, then run the same command again");
    assertThat(Checkout.failed("unpack", new IOException("No space left on device")))
        .hasMessageContaining("the disk is full");
  }

  @Test
  void aFolderIsMadeWholeOrNotAtAll() throws IOException {
    var folder = state.resolve("made");
    assertThatThrownBy(
            () ->
                Checkout.makeOnce(
                    folder,
                    unfinished -> {
                      Files.writeString(unfinished.resolve("half"), "");
                      throw new IOException("interrupted");
                    }))
        .isInstanceOf(Trouble.class);
    assertThat(folder).doesNotExist();
    Checkout.makeOnce(folder, unfinished -> Files.writeString(unfinished.resolve("whole"), ""));
    Checkout.makeOnce(
        folder,
        unfinished -> {
          throw new IOException("made already");
        });
    assertThat(folder.resolve("whole")).exists();
    assertThat(folder.resolve("half")).doesNotExist();
  }

  private void died(String script) {
    assertThatThrownBy(() -> sleeper(script).await(Duration.ofSeconds(20), () -> false))
        .isInstanceOf(Trouble.class);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** The mark by which servers are known is the script's own name. */
  private Daemon sleeper(String script) {
    return Daemon.start(
        state,
        "sleeper",
        7,
        List.of("bash", "-c", script, Daemon.mark(state, "sleeper", 7)),
        Map.of());
  }
}
