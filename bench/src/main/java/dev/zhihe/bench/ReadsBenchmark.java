package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pages and items at the service: for the first time, again, and unchanged; with and without a
 * token; against the same statements through pgbench.
 */
final class ReadsBenchmark implements Benchmark {
  /** Each series of first reads begins at other keys. */
  private static final long OTHER_KEYS = 20_000_011;

  private static final String ITEM = "/v1/observations/" + Observations.code(0);

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public String summary() {
    return "pages and items at the service, against pgbench with the same SQL, and peers";
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    var service = List.of(servers.service(Service.INDICATORS));
    servers.token("consumer-demo"); // starts the login server before anything is measured
    var observations = new Observations(run.settings().rows());
    observations.seed(servers, run.out());
    var all = new ArrayList<Contender>();
    limits(run, observations, all);
    var port = Service.INDICATORS.port(servers.ports());
    var us = new Series(run, port, service, all);
    var writes = new Writes(servers, port);
    us.add("page", "first time", observations.pages(0), Map::of);
    us.add("page", "first time, token", observations.pages(OTHER_KEYS), servers::bearer);
    us.add("page", "again", Observations::page, Map::of);
    us.add("page", "again, token", Observations::page, servers::bearer);
    us.add("page", "304", Observations::page, () -> unchanged(port, Observations.page()));
    us.add("page", "first time, 20 writes/s", observations.pages(2 * OTHER_KEYS), Map::of);
    all.add(writes.beside(all.removeLast()));
    us.add("page", "again, 20 writes/s", Observations::page, Map::of);
    all.add(writes.beside(all.removeLast()));
    us.add("item", "first time", observations.items(0), Map::of);
    us.add("item", "first time, token", observations.items(OTHER_KEYS), servers::bearer);
    us.add("item", "again", () -> ITEM, Map::of);
    us.add("item", "304", () -> ITEM, () -> unchanged(port, ITEM));
    through(run, observations, service, all);
    spring(run, observations, all);
    directus(run, observations, all);
    hello(run, all);
    return all;
  }

  /** The same through the gateway. What it uses is counted with what the service uses. */
  private static void through(
      Run run, Observations observations, List<Long> service, List<Contender> all) {
    var servers = run.servers();
    if (!run.settings().wants("page: gateway")) {
      return;
    }
    var gateway = servers.service(Service.GATEWAY);
    var them =
        new Series(
            run, Service.GATEWAY.port(servers.ports()), List.of(service.getFirst(), gateway), all);
    them.add("page", "gateway, first time", observations.pages(3 * OTHER_KEYS), Map::of);
    them.add(
        "page", "gateway, first time, token", observations.pages(4 * OTHER_KEYS), servers::bearer);
    them.add("page", "gateway, again", Observations::page, Map::of);
    them.add("page", "gateway, again, token", Observations::page, servers::bearer);
  }

  /** MVC and JPA, and Data REST over the same table in a process of its own. */
  private static void spring(Run run, Observations observations, List<Contender> all) {
    var mvc = "Spring MVC and JPA";
    if (wants(run, mvc)) {
      spring(run, Map.of(), all)
          .ifPresent(
              peer -> {
                peer.add("page", mvc, observations.pages(0), Map::of);
                peer.add("page", mvc + ", token", observations.pages(0), run.servers()::bearer);
                peer.add("item", mvc, observations.items(0), Map::of);
                peer.add("item", mvc + ", token", observations.items(0), run.servers()::bearer);
              });
    }
    var dataRest = "Spring Data REST";
    if (wants(run, dataRest)) {
      spring(run, Map.of("SPRING_PROFILES_ACTIVE", "data-rest"), all)
          .ifPresent(
              peer -> {
                peer.add("page", dataRest, dataRest(observations.pages(0)), Map::of);
                peer.add("item", dataRest, dataRest(observations.items(0)), Map::of);
              });
    }
  }

  private static Optional<Series> spring(
      Run run, Map<String, String> profile, List<Contender> all) {
    var servers = run.servers();
    var port = Port.free();
    var settings = new HashMap<>(profile);
    settings.put("DATABASE", servers.postgres().jdbcUrl("indicators"));
    settings.put("ISSUER", servers.issuer());
    return new Peers(Checkout.root(), run)
        .java("spring", "peer.jar", port, settings)
        .map(pid -> new Series(run, port, List.of(pid), all).as(Role.PEER));
  }

  /** The path of the same page or item as the suite's. */
  private static Supplier<String> dataRest(Supplier<String> path) {
    return () ->
        path.get()
            .replace("/v1/observations?", "/rest/observations/search/by-area?sort=code&")
            .replace("/v1/observations/", "/rest/observations/");
  }

  /** Whether a program's pages or items are to be measured. */
  private static boolean wants(Run run, String name) {
    return run.settings().wants("page: " + name) || run.settings().wants("item: " + name);
  }

  private static void directus(Run run, Observations observations, List<Contender> all)
      throws Exception {
    if (!wants(run, "Directus")) {
      return;
    }
    var port = Port.free();
    new Directus(run, new Peers(Checkout.root(), run))
        .start(port)
        .ifPresent(
            process -> {
              var peer = new Series(run, port, List.of(process.pid()), all).as(Role.PEER);
              peer.add("page", "Directus", Directus.same(observations.pages(0)), Map::of);
              peer.add("item", "Directus", Directus.same(observations.items(0)), Map::of);
            });
  }

  private static void hello(Run run, List<Contender> all) {
    if (!run.settings().wants("page: hello")) {
      return;
    }
    Hello.start(run)
        .ifPresent(
            hello ->
                new Series(run, hello.port(), List.of(hello.pid()), all)
                    .as(Role.ASIDE)
                    .add("page", "hello endpoint", () -> Hello.PATH, Map::of));
  }

  private static void limits(Run run, Observations observations, List<Contender> all) {
    var pgbench =
        Pgbench.find(
            run.scratch(), run.servers().ports(), Service.INDICATORS, run.settings().clients());
    if (pgbench.isEmpty()) {
      run.skip("pgbench", Pgbench.MISSING);
      return;
    }
    var tool = pgbench.get();
    all.add(tool.contender("page", "pgbench", Role.LIMIT, observations.pageScript()));
    all.add(tool.contender("item", "pgbench", Role.LIMIT, observations.itemScript()));
  }

  private static Map<String, String> unchanged(int port, String path) {
    return Map.of("if-none-match", Http.get(port, path).headers().firstValue("ETag").orElseThrow());
  }
}
