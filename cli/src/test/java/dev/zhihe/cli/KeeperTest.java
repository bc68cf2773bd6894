package dev.zhihe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Postgres;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that end by themselves are restarted. PostgreSQL stands for all programs. */
class KeeperTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  @TempDir Path state;

  private final List<String> told = new ArrayList<>();
  private Keeper keeper;
  private int port;

  @BeforeEach
  void start() throws IOException {
    keeper = new Keeper(state, told::add);
    port = Port.free();
    Ports.of(Map.of("ZHIHE_POSTGRES_PORT", "" + port)).remember(state);
    Postgres.start(state, port);
    Files.writeString(state.resolve("run/wanted"), Postgres.NAME + "\n");
  }

  @AfterEach
  void stop() {
    Daemon.find(state, Postgres.NAME).ifPresent(Postgres::stop);
  }

  @Test
  void startsAgainWhatWasKilledAndNotWhatWasStopped() throws IOException {
    keeper.look();
    assertThat(told).isEmpty();
    kill();

    keep(() -> Postgres.answers(port));

    assertThat(told).containsExactly("postgres stopped by itself. It is started again.");
    Files.delete(state.resolve("run/wanted")); // as ./zhihe down does
    kill();
    keeper.look();
    assertThat(Daemon.find(state, Postgres.NAME)).isEmpty();
  }

  @Test
  void keepsTryingUntilWhatStoodInTheWayIsGone() throws IOException {
    Daemon.find(state, Postgres.NAME).ifPresent(Postgres::stop);
    try (var inTheWay = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      keep(() -> told.size() >= 3);
      assertThat(inTheWay.isBound()).isTrue();
      assertThat(told.get(1)).contains("attempt 2; the next would follow after 2 s");
      assertThat(told.get(2)).contains("attempt 3; the next would follow after 4 s");
    }

    keep(() -> Postgres.answers(port));
  }

  @Test
  void tellsOnceWhatKeepsItFromLookingAndGoesOnAfterwards() throws IOException {
    var lock = state.resolve("run/up.lock");
    Files.deleteIfExists(lock);
    Files.createDirectory(lock);
    kill();

    assertThat(keeper.look()).isTrue();
    assertThat(keeper.look()).isTrue();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).contains("up.lock");

    Files.delete(lock);
    keep(() -> Postgres.answers(port));
    Files.delete(state.resolve("run/wanted"));
    assertThat(keeper.look()).isFalse();
  }

  private void kill() {
    Daemon.find(state, Postgres.NAME).orElseThrow().kill();
  }

  private void keep(BooleanSupplier until) {
    var deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!until.getAsBoolean()) {
      assertThat(System.nanoTime()).as("told so far: %s", told).isLessThan(deadline);
      keeper.look();
      Web.pause(Duration.ofMillis(100));
    }
  }
}
