package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RoundsTest {
  private static final Settings THREE_ROUNDS =
      new Settings(
          1_000, 3, Duration.ofMillis(100), Duration.ofMillis(100), 2, 0, Pattern.compile(""));

  private final List<String> turns = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);
  private final long ourselves = ProcessHandle.current().pid();

  @Test
  void contendersTakeTurns() throws Exception {
    run(scripted("a", Role.LIMIT, 1, 1, 1, 1), scripted("b", Role.OURS, 1, 1, 1, 1));

    assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
  }

  @Test
  void ratiosAreTakenRoundByRound() throws Exception {
    // The machine was three times as slow in the last round: for both of them.
    var results =
        run(
            scripted("limit", Role.LIMIT, 1, 300, 330, 100),
            scripted("peer", Role.PEER, 1, 60, 66, 20),
            scripted("ours", Role.OURS, 1, 150, 165, 50));

    var ours = results.getLast();
    assertThat(ours.ofLimit()).isEqualTo(0.5, within(1e-9));
    assertThat(ours.ofPeer()).isEqualTo(2.5, within(1e-9));
    assertThat(ours.perSecond()).containsExactly(150.0, 165.0, 50.0);
  }

  @Test
  void aTokenIsComparedWithAToken() throws Exception {
    var results =
        run(
            scripted("peer", Role.PEER, 1, 100, 100, 100),
            scripted("peer, token", Role.PEER, 1, 10, 10, 10),
            scripted("ours, token", Role.OURS, 1, 30, 30, 30));

    assertThat(results.getLast().ofPeer()).isEqualTo(3, within(1e-9));
  }

  @Test
  void aStartFromACacheIsComparedWithSuchAStart() throws Exception {
    var results =
        run(
            scripted("peer", Role.PEER, 1, 10, 10, 10),
            scripted("peer, AOT cache", Role.PEER, 1, 20, 20, 20),
            scripted("ours", Role.OURS, 1, 30, 30, 30),
            scripted("ours, AOT cache", Role.OURS, 1, 30, 30, 30));

    assertThat(results).extracting(Result::ofPeer).containsExactly(1.0, 1.0, 3.0, 1.5);
  }

  @Test
  void whoAnswersNothingIsLeftOut() throws Exception {
    var results = run(scripted("dead", Role.PEER, 0), scripted("ours", Role.OURS, 1, 1, 1, 1));

    assertThat(results).extracting(Result::name).containsExactly("ours");
    assertThat(printed.toString(UTF_8)).contains("group: dead is left out");
  }

  @Test
  void theTableHasALineForEach() throws Exception {
    Table.print(
        out,
        run(scripted("limit", Role.LIMIT, 1, 4, 4, 4), scripted("ours", Role.OURS, 1, 2, 2, 2)));

    assertThat(printed.toString(UTF_8))
        .containsPattern("limit \\[limit\\] +4.00 +0 % .* 1.00 ")
        .containsPattern("ours +2.00 +0 % .* 0.50 ");
  }

  @Test
  void theTableNamesThePeersOfItsRatios() throws Exception {
    Table.print(
        out,
        run(
            scripted("first", Role.PEER, 1, 4, 4, 4),
            scripted("second", Role.PEER, 1, 5, 5, 5),
            scripted("second, token", Role.PEER, 1, 3, 3, 3),
            scripted("ours", Role.OURS, 1, 2, 2, 2),
            scripted("ours, token", Role.OURS, 1, 2, 2, 2)));

    assertThat(printed.toString(UTF_8)).contains("/peer: of first · of second, token\n");
  }

  @Test
  @Timeout(120)
  void anHttpServerIsAskedForEachPathOnce() throws Exception {
    var paths = Collections.synchronizedList(new ArrayList<String>());
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-Who"));
          exchange.sendResponseHeaders(
              exchange.getRequestURI().toString().equals("/3") ? 503 : 204, -1);
          exchange.close();
        });
    server.start();
    try {
      var next = new int[1];
      var target =
          new Target(
              server.getAddress().getPort(), () -> "/" + next[0]++, () -> Map.of("x-who", "bench"));

      var loads = new ArrayList<Load>();
      while (paths.size() <= 3) { // a busy machine answers fewer at a time
        loads.add(Generator.closed(target, 1, Duration.ofMillis(300)));
      }

      assertThat(loads.stream().mapToLong(Load::done).sum()).isEqualTo(paths.size() - 1);
      assertThat(loads.stream().mapToLong(Load::failed).sum()).isEqualTo(1);
      assertThat(loads).extracting(Load::p99).containsOnly(Double.NaN);
      assertThat(paths).doesNotHaveDuplicates().contains("/0 bench", "/3 bench");
      Load timed;
      do {
        timed = Generator.atRate(target, 50, Duration.ofMillis(300));
      } while (timed.done() == 0);
      assertThat(timed.p99()).isPositive();
    } finally {
      server.stop(0);
    }
  }

  private List<Result> run(Contender... contenders) throws Exception {
    return new Rounds(THREE_ROUNDS, out, List.of(ourselves)).run(List.of(contenders));
  }

  /** One that does so much a second, turn by turn. */
  private Contender scripted(String name, Role role, long... perSecond) {
    Iterator<Long> next = Arrays.stream(perSecond).boxed().iterator();
    return new Contender(
        "group",
        name,
        role,
        time -> {
          turns.add(name);
          return new Load(next.next(), 0, 1, Double.NaN, Double.NaN);
        },
        null,
        List::of);
  }
}
