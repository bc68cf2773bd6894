package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sums of a ledger by two properties, of now and of a position in the past, against the same sums
 * in SQL; and pages of a project in a ledger of ten thousand entries and in one of all. Each
 * address is written in another way, but for those that are asked again.
 */
final class LedgerBenchmark implements Benchmark {
  private static final int FEW = 10_000;
  private static final String NOW = "roll-up of now";
  private static final String PAST = "roll-up asOf";
  private static final String QUERY = "pgbench, the same sums";
  private static final String ROLLUP =
      "/v1/investment-rollups?by=programme,month&plan=" + LedgerFiles.plan(LedgerFiles.AREA);

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String summary() {
    return "roll-ups by two properties against the same in SQL; a project's pages in a long ledger";
  }

  @Override
  public int rows() {
    return 1_000_000;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var all = new ArrayList<Contender>();
    var most = Math.max(FEW, run.settings().rows());
    if (most > FEW) {
      pages(run, seeded(run, FEW), FEW, all);
    }
    var servers = seeded(run, most);
    pages(run, servers, most, all);
    rollups(run, servers, all);
    var groups = all.stream().map(Contender::group).distinct().toList();
    all.sort(Comparator.comparingInt(each -> groups.indexOf(each.group())));
    return all;
  }

  private static Servers seeded(Run run, int entries) throws Exception {
    var servers = run.servers(entries);
    servers.token("editor-demo");
    servers.service(Service.PROJECTS);
    servers.service(Service.GATEWAY);
    new LedgerFiles(servers).seed(entries, run.out());
    return servers;
  }

  private static void pages(Run run, Servers servers, int entries, List<Contender> all) {
    var port = Service.PROJECTS.port(servers.ports());
    var series =
        new Series(run, port, List.of(servers.service(Service.PROJECTS)), all)
            .as(entries == FEW ? Role.LIMIT : Role.OURS);
    var name = "%,d entries".formatted(entries);
    var next = new AtomicLong();
    var projects = entries / LedgerFiles.OF_A_PROJECT;
    series.add(
        "a project",
        name,
        GrowthBenchmark.anew(() -> "/v1/projects/" + project(next, projects)),
        Map::of);
    series.add(
        "page of a project's entries",
        name,
        GrowthBenchmark.anew(
            () -> "/v1/ledger-entries?limit=20&project=" + project(next, projects)),
        servers::bearer);
  }

  private static String project(AtomicLong next, int projects) {
    return LedgerFiles.project(LedgerFiles.AREA, next.getAndIncrement() % projects);
  }

  private static void rollups(Run run, Servers servers, List<Contender> all) throws Exception {
    var port = Service.PROJECTS.port(servers.ports());
    var series = new Series(run, port, List.of(servers.service(Service.PROJECTS)), all);
    long position;
    try (var connection = servers.superuser(Service.PROJECTS)) {
      // Some entries are younger, so that the past is not the present.
      position =
          Observations.number(
              connection,
              "select max(s.position) from sealed_change s, feed_head h where last_of_transaction and s.position <= h.position * 0.9");
    }
    var past = ROLLUP + "&asOf=" + position;
    var pgbench =
        Pgbench.find(run.scratch(), servers.ports(), Service.PROJECTS, run.settings().clients());
    if (pgbench.isEmpty()) {
      run.skip("pgbench", Pgbench.MISSING);
    } else {
      all.add(
          pgbench.get().contender(NOW, QUERY, Role.LIMIT, sums("ledger_entry", "project", "true")));
      all.add(
          pgbench
              .get()
              .contender(
                  PAST,
                  QUERY,
                  Role.LIMIT,
                  sums("ledger_entry_history", "project_history", known(position))));
    }
    series.add(NOW, "first time", GrowthBenchmark.anew(() -> ROLLUP), Map::of);
    series.add(NOW, "again", () -> ROLLUP, Map::of);
    series.add(PAST, "first time", GrowthBenchmark.anew(() -> past), Map::of);
    series.add(PAST, "again", () -> past, Map::of);
  }

  private static String known(long position) {
    return "from_position <= %1$d and (to_position is null or to_position > %1$d)"
        .formatted(position);
  }

  private static String sums(String entries, String projects, String known) {
    return """
        select p.programme, e.month,
          sum(e.amount_yuan) filter (where e.kind = 'ARRANGED'), sum(e.amount_yuan) filter (where e.kind = 'COMPLETED'),
          sum(e.amount_yuan) filter (where e.kind = 'PAID')
        from (select * from %1$s where %3$s) e join (select * from %2$s where %3$s) p on p.code = e.project
        where e.plan = '%4$s' group by p.programme, e.month order by p.programme, e.month;
        """
        .formatted(entries, projects, known, LedgerFiles.plan(LedgerFiles.AREA));
  }

  @Override
  public List<String> conclusions(List<Result> results) {
    return results.stream()
        .filter(each -> each.role() == Role.OURS && !Double.isNaN(each.ofLimit()))
        .map(
            each ->
                "  %-28s %18s takes %s of the limit's time"
                    .formatted(each.group(), each.name(), Numbers.format(1 / each.ofLimit())))
        .toList();
  }
}
