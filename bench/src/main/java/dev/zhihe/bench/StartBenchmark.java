package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * From the start of a program to its first answer out of the database, and the memory it then has;
 * and the start of the whole suite, by the command that users start it with. The median is in
 * starts a second, p50 in milliseconds.
 */
final class StartBenchmark implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "from the start of a service to its first answer out of the database, and its memory";
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    servers.service(Service.INDICATORS);
    new Observations(run.settings().rows()).seed(servers, run.out());
    var peers = new Peers(Checkout.root(), run);
    var settings =
        Map.of("DATABASE", servers.postgres().jdbcUrl("indicators"), "ISSUER", servers.issuer());
    var port = Port.free();
    var cachePort = Port.free();
    var all = new ArrayList<Contender>();
    all.add(service(servers));
    all.add(
        peer("Spring MVC and JPA", port, () -> peers.begin("spring", "peer.jar", port, settings)));
    all.add(
        peer(
            "Spring MVC and JPA, AOT cache",
            cachePort,
            () -> peers.beginFromCache("spring", cachePort, settings)));
    if (run.settings().wants("suite: ./zhihe up -d")) {
      all.add(new SuiteStart(run).contender());
    }
    return all;
  }

  private Contender service(Servers servers) {
    return new Contender(
        "start",
        "service",
        Role.OURS,
        time -> {
          servers.stop(Service.INDICATORS);
          var from = System.nanoTime();
          Service.INDICATORS.begin(servers.state(), servers.ports(), AotCaches.none());
          return answered(Service.INDICATORS.port(servers.ports()), from);
        },
        null,
        () ->
            Daemon.find(servers.state(), Service.INDICATORS.label()).stream()
                .map(Daemon::pid)
                .toList());
  }

  private Contender peer(String name, int port, Supplier<Optional<Process>> start) {
    var running = new AtomicReference<Process>();
    return new Contender(
        "start",
        name,
        Role.PEER,
        time -> {
          var before = running.get();
          if (before != null) {
            before.destroy();
            before.waitFor();
          }
          var from = System.nanoTime();
          start.get().ifPresent(running::set);
          return running.get() == null
              ? new Load(0, 0, 1, Double.NaN, Double.NaN)
              : answered(port, from);
        },
        null,
        () -> {
          var now = running.get();
          return now == null ? List.of() : List.of(now.pid());
        });
  }

  private Load answered(int port, long from) throws InterruptedException {
    var request = HttpRequest.newBuilder(Http.at(port, Observations.page()));
    while (System.nanoTime() - from < PATIENCE.toNanos()) {
      try {
        if (client.send(request.build(), BodyHandlers.ofString()).statusCode() == 200) {
          var seconds = (System.nanoTime() - from) / 1e9;
          return new Load(1, 0, seconds, seconds * 1e3, Double.NaN);
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Web.pause(Duration.ofMillis(5));
    }
    throw new Trouble("No answer from port " + port + " within two minutes.");
  }
}
