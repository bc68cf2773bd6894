package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The assessment of the first plan. Of another day each time, against the statements that it sends
 * to the database; of the same day again, against an endpoint that says hello.
 */
final class AssessmentBenchmark implements Benchmark {
  private static final String QUERIES = "pgbench, its own statements";
  private static final String PATH = "/v1/assessments?plan=500106-145&on=";
  private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);
  private static final int DAYS = 1_800;

  @Override
  public String name() {
    return "assessment";
  }

  @Override
  public String summary() {
    return "the assessment of a plan, against its own statements and an endpoint that says hello";
  }

  @Override
  public int rate() {
    return 100;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    servers.wholeSuiteWithPlan();
    var service = List.of(servers.service(Service.INDICATORS));
    var port = Service.INDICATORS.port(servers.ports());
    var all = new ArrayList<Contender>();
    var us = new Series(run, port, service, all);
    var day = new AtomicLong();
    var anew = GrowthBenchmark.anew(() -> PATH + FIRST.plusDays(day.getAndIncrement() % DAYS));
    if (run.settings().wants("first time: " + QUERIES)) {
      queries(run, port, anew, all);
    }
    us.add("first time", "service", anew, Map::of);
    Hello.start(run)
        .ifPresent(
            hello ->
                new Series(run, hello.port(), List.of(hello.pid()), all)
                    .as(Role.LIMIT)
                    .add("again", "hello endpoint", () -> Hello.PATH, Map::of));
    us.add("again", "service", () -> PATH + "2023-06-30", Map::of);
    return all;
  }

  /** The statements of one assessment. They are the same for each day. */
  private static void queries(Run run, int port, Supplier<String> paths, List<Contender> all)
      throws Exception {
    var servers = run.servers();
    var pgbench =
        Pgbench.find(run.scratch(), servers.ports(), Service.INDICATORS, run.settings().clients());
    if (pgbench.isEmpty()) {
      run.skip("pgbench", Pgbench.MISSING);
      return;
    }
    var logged = LoggedTransaction.of(servers, port, paths);
    all.add(
        pgbench
            .get()
            .contender("first time", QUERIES, Role.LIMIT, logged.script(), logged.variables()));
  }
}
