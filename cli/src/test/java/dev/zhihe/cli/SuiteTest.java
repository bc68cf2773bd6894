package dev.zhihe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Program;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the suite listens, who may start and stop it, and what goes with it. */
class SuiteTest {
  @TempDir Path state;

  @Test
  void everyPortCanBeMovedAndASecondTerminalFollows() {
    assertThat(Ports.ofRunning(state, Map.of())).isEqualTo(Ports.of(Map.of()));
    var moved = Ports.of(Map.of("ZHIHE_KEYCLOAK_PORT", "7180", "ZHIHE_POSTGRES_PORT", "7432"));
    assertThat(moved.issuer()).isEqualTo("http://localhost:7180/realms/zhihe");
    assertThat(moved.postgres()).isEqualTo(7432);
    assertThat(moved.gateway()).isEqualTo(8080);
    moved.remember(state);
    assertThat(Ports.ofRunning(state, Map.of())).isEqualTo(moved);
  }

  @Test
  void aPortThatIsNoneIsRefusedInOneSentence() {
    for (var wrong : List.of("abc", "0", "65536", "-1", "80 80")) {
      assertThatThrownBy(() -> Ports.of(Map.of("ZHIHE_KAFKA_PORT", wrong)))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("ZHIHE_KAFKA_PORT=" + wrong + " is not a port");
    }
  }

  @Test
  void oneCommandStartsAndStopsAtATime() throws Exception {
    var other =
        new ProcessBuilder(
                Program.java(),
                "-cp",
                Checkout.classPath(),
                TurnHolder.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("taken");
      assertThat(Turn.tryTake(state)).isEmpty();
      assertThat(Turn.holder(state)).isEqualTo(other.toHandle());
      assertThatThrownBy(
              () -> new Suite(state, Ports.of(Map.of()), AotCaches.none()).start(silent()))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("Another ./zhihe (process " + other.pid() + ")")
          .hasMessageContaining("./zhihe down");

      var told = new ArrayList<String>();
      new Suite(state, Ports.of(Map.of()), AotCaches.none()).stopAll(told::add);
      assertThat(told).singleElement().asString().contains("process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    Turn.tryTake(state).orElseThrow().close();
  }

  /** Another {@code ./zhihe} in the middle of a start. */
  static final class TurnHolder {
    public static void main(String[] arguments) throws IOException {
      var turn = Turn.tryTake(Path.of(arguments[0])).orElseThrow();
      System.out.println("taken");
      System.in.transferTo(OutputStream.nullOutputStream()); // until it is ended
      turn.close();
    }
  }

  @Test
  void purgingLeavesWhatIsNotOurs() throws IOException {
    Files.writeString(state.resolve("thesis.txt"), "mine");
    Files.createDirectories(state.resolve("postgres/base"));
    Files.createDirectories(state.resolve("run"));
    Suite.purge(state);
    assertThat(state.resolve("thesis.txt")).exists();
    assertThat(state.resolve("postgres")).doesNotExist();
    assertThat(state.resolve("run")).doesNotExist();
  }

  @Test
  void cachesAreAskedForOnlyWhereAProgramRecordsOne() throws IOException {
    assertThat(StartCaches.request(state)).isFalse();
    assertThat(state.resolve("run/caches")).doesNotExist();

    var asked =
        Files.writeString(Files.createDirectories(state.resolve("run")).resolve("caches"), "");
    StartCaches.withdraw(state);
    assertThat(asked).doesNotExist();
  }

  private static Progress silent() {
    return new Progress(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), false);
  }
}
