package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway before a fast upstream that always gives the same page, against other proxies before
 * the same one; without and with a token, which all but nginx verify.
 */
final class GatewayBenchmark implements Benchmark {
  private static final String PATH = Observations.page();

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String summary() {
    return "the gateway before a fast upstream, against HAProxy, nginx and Spring Cloud Gateway";
  }

  @Override
  public int rate() {
    return 1_000;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    var peers = new Peers(Checkout.root(), run);
    var proxies = new ProxyPrograms(Checkout.root(), run, peers);
    servers.token("consumer-demo");
    servers.stop(Service.INDICATORS); // the upstream takes its place
    var ports = servers.ports();
    var upstream = Service.INDICATORS.port(ports);
    writePage(run);
    var nginx =
        proxies.nginx(
            "upstream.conf",
            upstream,
            Map.of("PORT", "" + upstream, "FOLDER", run.scratch().toString()));
    if (nginx.isEmpty()) {
      throw new Trouble("This benchmark's upstream is nginx: install it (Debian: nginx).");
    }
    var all = new ArrayList<Contender>();
    addHaproxy(run, proxies, all);
    add(
        run,
        all,
        "gateway",
        Role.OURS,
        Service.GATEWAY.port(ports),
        List.of(servers.service(Service.GATEWAY)),
        true);
    addSpring(run, peers, all);
    addNginx(run, proxies, all);
    all.add(
        Contender.http(
            "proxy",
            "no proxy",
            Role.ASIDE,
            new Target(upstream, () -> PATH, Map::of),
            run.settings().clients(),
            Peers.family(nginx.get())));
    return all;
  }

  private static void addHaproxy(Run run, ProxyPrograms proxies, List<Contender> all) {
    var ports = run.servers().ports();
    var port = Port.free();
    var issuer = run.servers().issuer();
    proxies
        .haproxy(
            port,
            Map.of(
                "PORT",
                "" + port,
                "UPSTREAM",
                "" + Service.INDICATORS.port(ports),
                "ISSUER",
                issuer,
                "KEY",
                proxies.publicKey(issuer).toString()))
        .ifPresent(
            process -> add(run, all, "HAProxy", Role.LIMIT, port, Peers.family(process), true));
  }

  private static void addNginx(Run run, ProxyPrograms proxies, List<Contender> all) {
    var port = Port.free();
    var upstream = Service.INDICATORS.port(run.servers().ports());
    proxies
        .nginx(
            "proxy.conf",
            port,
            Map.of(
                "PORT", "" + port, "UPSTREAM", "" + upstream, "FOLDER", run.scratch().toString()))
        .ifPresent(
            process -> add(run, all, "nginx", Role.ASIDE, port, Peers.family(process), false));
  }

  private static void addSpring(Run run, Peers peers, List<Contender> all) {
    if (!run.settings().wants("proxy: Spring Cloud Gateway")
        && !run.settings().wants("proxy, token: Spring Cloud Gateway")) {
      return;
    }
    var ports = run.servers().ports();
    var port = Port.free();
    Optional<Long> pid =
        peers.java(
            "spring-gateway",
            "peer.jar",
            port,
            Map.of(
                "UPSTREAM_PORT",
                "" + Service.INDICATORS.port(ports),
                "ISSUER",
                run.servers().issuer()));
    pid.ifPresent(
        process -> add(run, all, "Spring Cloud Gateway", Role.PEER, port, List.of(process), true));
  }

  private static void add(
      Run run,
      List<Contender> all,
      String name,
      Role role,
      int port,
      List<Long> processes,
      boolean verifiesTokens) {
    var series = new Series(run, port, processes, all).as(role);
    series.add("proxy", name, () -> PATH, Map::of);
    if (verifiesTokens) {
      series.add("proxy, token", name, () -> PATH, run.servers()::bearer);
    }
  }

  /** A page as the service gives it. */
  private static void writePage(Run run) {
    try {
      Files.createDirectories(run.scratch());
      Files.writeString(run.scratch().resolve("page.json"), page());
    } catch (IOException e) {
      throw new Trouble("Cannot write the upstream's page: " + e.getMessage(), e);
    }
  }

  private static String page() {
    var items = new ArrayList<String>();
    for (var row = 0; row < 20; row++) {
      items.add(
          """
          {"code":"%s","indicator":"bench-%d","area":"100000","period":"2019","comparator":"eq","value":%d.5,"valuePrinted":"%d.5","status":"actual","note":"初步核算数","reportedOn":"2024-01-31","document":"bench","sourceLine":%d}"""
              .formatted(Observations.code(row), row % 5, row, row, row));
    }
    return "{\"items\":[" + String.join(",", items) + "],\"next\":\"bmV4dA\"}";
  }
}
