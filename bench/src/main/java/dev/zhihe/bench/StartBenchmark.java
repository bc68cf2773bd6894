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
  private static final String FROM_CACHE = "service, AOT cache";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Pages that a program which records a cache is asked for. */
  private static final int READS = 300;

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "a service until its first answer, and its memory, with an AOT cache and without";
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
    all.add(service(servers, "service", AotCaches.none()));
    if (run.settings().wants("start: " + FROM_CACHE)) {
      caches(run).ifPresent(caches -> all.add(service(servers, FROM_CACHE, caches)));
    }
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

  private Contender service(Servers servers, String name, AotCaches caches) {
    var running = new AtomicReference<Daemon>();
    return new Contender(
        "start",
        name,
        Role.OURS,
        time -> {
          servers.stop(Service.INDICATORS);
          var from = System.nanoTime();
          running.set(Service.INDICATORS.begin(servers.state(), servers.ports(), caches));
          return answered(Service.INDICATORS.port(servers.ports()), from);
        },
        null,
        () ->
            Optional.ofNullable(running.get()).filter(Daemon::alive).map(Daemon::pid).stream()
                .toList());
  }

  /**
   * A cache of the service, which is recorded now unless there is one of this build.
   *
   * @return empty if there can be none, which is noted
   */
  private Optional<AotCaches> caches(Run run) throws InterruptedException {
    var servers = run.servers();
    var folder = servers.state().resolveSibling("aot"); // runs of all sizes share it
    var recording = AotCaches.in(folder, true);
    run.out().println("  …  the AOT cache of the service, unless there is one");
    servers.stop(Service.INDICATORS);
    var daemon = Service.INDICATORS.begin(servers.state(), servers.ports(), recording);
    var port = Service.INDICATORS.port(servers.ports());
    answered(port, System.nanoTime());
    var paths = new Observations(run.settings().rows()).pages(0);
    for (var read = 0; read < READS; read++) {
      Http.get(port, paths.get());
    }
    try {
      if (AotCaches.isInUse(daemon) || recording.write(servers.state(), daemon)) {
        return Optional.of(AotCaches.in(folder, false));
      }
      run.skip(FROM_CACHE, "none was recorded for want of room, or after a failure");
    } catch (Trouble e) {
      run.skip(FROM_CACHE, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
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
