package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The assessment of the first plan: of another day each time, and of the same day again. */
final class AssessmentBenchmark implements Benchmark {
  private static final String PATH = "/v1/assessments?plan=500106-145&on=";
  private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);
  private static final int DAYS = 1_800;

  @Override
  public String name() {
    return "assessment";
  }

  @Override
  public String summary() {
    return "the assessment of a plan, first and again, against an endpoint that says hello";
  }

  @Override
  public int rate() {
    return 100;
  }

  @Override
  public List<Contender> contenders(Run run) {
    var servers = run.servers();
    servers.wholeSuiteWithPlan();
    var service = List.of(servers.service(Service.INDICATORS));
    var all = new ArrayList<Contender>();
    Hello.start(run)
        .ifPresent(
            hello ->
                new Series(run, hello.port(), List.of(hello.pid()), all)
                    .as(Role.LIMIT)
                    .add("assessment", "hello endpoint", () -> Hello.PATH, Map::of));
    var us = new Series(run, Service.INDICATORS.port(servers.ports()), service, all);
    var day = new AtomicLong();
    us.add(
        "assessment",
        "first time",
        () -> PATH + FIRST.plusDays(day.getAndIncrement() % DAYS),
        Map::of);
    us.add("assessment", "again", () -> PATH + "2023-06-30", Map::of);
    return all;
  }
}
