package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Roll-ups of occupancy, now and at a position, and the list of obligations, at one tenth, one and
 * three times as many reports, each in a suite of its own; roll-ups beside the same sums in SQL.
 * And a file of reports that an operator imports, against COPY of all the rows that it leaves.
 */
final class OccupancyBenchmark implements Benchmark {
  private static final String ROLLUP = "/v1/occupancy-rollups?area=" + OccupancyFiles.AREA + "&by=";
  private static final String OBLIGATIONS =
      "/v1/occupancy-obligations?limit=50&area=" + OccupancyFiles.AREA;
  private static final String SUMMARY =
      "/v1/occupancy-obligations/summary?area=" + OccupancyFiles.AREA;
  private static final String IMPORT = "import";
  private static final String QUERY = "pgbench, the same sums";
  private static final int FIRST_AREA = OccupancyFiles.AREA + 1_000;

  /** Sums by type, as one writes them by hand: a window has the latest period of each platform. */
  private static final String SUMS =
      """
      select p.type, count(distinct r.platform), count(*),
        sum(r.usable_area_m2) filter (where latest), sum(r.incubation_area_m2) filter (where latest),
        sum(r.public_service_area_m2) filter (where latest), sum(r.occupied_area_m2) filter (where latest),
        sum(r.tenants) filter (where latest), sum(r.high_tech_firms) filter (where latest), sum(r.tech_firms) filter (where latest),
        sum(r.university_linked_firms) filter (where latest), sum(r.employees) filter (where latest),
        sum(r.new_tenants), sum(r.graduated_tenants), sum(r.left_tenants), sum(r.graduates_hired), sum(r.revenue_yuan), sum(r.output_yuan),
        sum(r.rd_spending_yuan), sum(r.taxes_yuan), sum(r.investment_received_yuan), sum(r.patent_applications), sum(r.patents_granted)
      from (select r.*, r.period_end = max(r.period_end) over (partition by r.platform) as latest
            from occupancy_report r where r.status = 'ACCEPTED' and r.amends is null) r
      join platform p on p.code = r.platform where p.area = '%d' group by p.type order by p.type;
      """
          .formatted(OccupancyFiles.AREA);

  @Override
  public String name() {
    return "occupancy";
  }

  @Override
  public String summary() {
    return "import, obligations and roll-ups of occupancy reports, at a tenth, one and three times as many";
  }

  /** 3,000 operators, 20 platforms of each, 12 months. */
  @Override
  public int rows() {
    return 720_000;
  }

  @Override
  public boolean leavesRows() {
    return true;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var all = new ArrayList<Contender>();
    var rows = run.settings().rows();
    for (var reports : new int[] {rows / 10, rows, rows * 3}) {
      var servers = run.servers(reports);
      servers.token("operator-demo");
      servers.service(Service.PLATFORMS);
      servers.service(Service.GATEWAY);
      new OccupancyFiles(servers).seed(reports, run.out());
      reads(run, servers, reports, all);
    }
    imports(run, all);
    var groups = all.stream().map(Contender::group).distinct().toList();
    all.sort(Comparator.comparingInt(each -> groups.indexOf(each.group())));
    return all;
  }

  private static void reads(Run run, Servers servers, int reports, List<Contender> all)
      throws Exception {
    var port = Service.PLATFORMS.port(servers.ports());
    var service = servers.service(Service.PLATFORMS);
    var series = new Series(run, port, List.of(service), all);
    var size = ", %,d".formatted(reports);
    var byType = "by type" + size;
    var pgbench =
        Pgbench.find(run.scratch(), servers.ports(), Service.PLATFORMS, run.settings().clients());
    if (pgbench.isEmpty()) {
      run.skip("pgbench", Pgbench.MISSING);
    } else {
      all.add(pgbench.get().contender(byType, QUERY, Role.LIMIT, SUMS));
    }
    var past =
        "&asOf="
            + Http.get(port, ROLLUP + "type").headers().firstValue("Zhihe-As-Of").orElseThrow();
    series.add(byType, "first time", GrowthBenchmark.anew(() -> ROLLUP + "type"), Map::of);
    series.add(byType, "again", () -> ROLLUP + "type", Map::of);
    series.add(
        "by type, asOf" + size,
        "first time",
        GrowthBenchmark.anew(() -> ROLLUP + "type" + past),
        Map::of);
    series.add(
        "by type and period" + size,
        "first time",
        GrowthBenchmark.anew(() -> ROLLUP + "type,period"),
        Map::of);
    Supplier<Map<String, String>> reviewer =
        () -> Map.of("Authorization", "Bearer " + servers.token("reviewer-demo"));
    Map.of(
            "page of 50", OBLIGATIONS,
            "page of the late", OBLIGATIONS + "&late=true&period=" + OccupancyFiles.LAST_PERIOD,
            "one operator's", OBLIGATIONS + "&operator=" + OccupancyFiles.OPERATOR,
            "summary of a period", SUMMARY + "&period=" + OccupancyFiles.LAST_PERIOD,
            "summary", SUMMARY)
        .forEach(
            (name, path) ->
                series.add("obligations" + size, name, GrowthBenchmark.anew(() -> path), reviewer));
  }

  private static void imports(Run run, List<Contender> all) throws Exception {
    var servers = run.servers();
    var files = new OccupancyFiles(servers);
    var reports = Math.max(OccupancyFiles.MONTHS * 50, run.settings().rows() / 60);
    var areas = new Areas(servers);
    var first = areas.next(files, reports);
    var own = "code like '%d-%%'".formatted(first);
    var copies =
        CopiedRows.of(
            run,
            Service.PLATFORMS,
            Map.of("occupancy_report", own),
            () -> files.submit(first, reports));
    var processes = List.of(servers.service(Service.PLATFORMS), servers.service(Service.GATEWAY));
    all.add(
        new Contender(
            IMPORT,
            "COPY of the same rows",
            Role.LIMIT,
            time -> copies.copy(reports),
            null,
            List::of));
    all.add(
        new Contender(
            IMPORT,
            "suite",
            Role.OURS,
            time -> files.submit(areas.next(files, reports), reports),
            null,
            () -> processes));
  }

  /** Areas that have no platforms yet. */
  private static final class Areas {
    private int next;

    Areas(Servers servers) throws Exception {
      try (var connection = servers.superuser(Service.PLATFORMS)) {
        next =
            (int)
                Observations.number(
                    connection,
                    "select coalesce(max(area)::integer + 1, %1$d) from platform where area between '%1$d' and '99'"
                        .formatted(FIRST_AREA));
      }
    }

    /** The next one, with the platforms of so many reports. */
    int next(OccupancyFiles files, int reports) throws Exception {
      files.prepare(next, reports);
      return next++;
    }
  }

  /** How the time of a read grows from the least number of reports to the greatest. */
  @Override
  public List<String> conclusions(List<Result> results) {
    var ours =
        results.stream()
            .filter(each -> each.role() == Role.OURS && each.group().contains(", "))
            .toList();
    var reads =
        ours.stream().map(each -> read(each.group()) + ": " + each.name()).distinct().toList();
    return reads.stream()
        .flatMap(
            read -> {
              var sizes =
                  ours.stream()
                      .filter(each -> read.equals(read(each.group()) + ": " + each.name()))
                      .sorted(Comparator.comparingLong(each -> reports(each.group())))
                      .toList();
              return sizes.size() < 2 ? Stream.of() : Stream.of(slope(read, sizes));
            })
        .toList();
  }

  private static String slope(String read, List<Result> sizes) {
    var few = sizes.getFirst();
    var many = sizes.getLast();
    var more = (double) reports(many.group()) / reports(few.group());
    var longer = Numbers.median(few.perSecond()) / Numbers.median(many.perSecond());
    return "  %-34s %s times the reports take %s times the time: slope %s"
        .formatted(
            read,
            Numbers.format(more),
            Numbers.format(longer),
            Numbers.format(Math.log(longer) / Math.log(more)));
  }

  /** The group without its size. */
  private static String read(String group) {
    return group.substring(0, group.lastIndexOf(", "));
  }

  private static long reports(String group) {
    return Long.parseLong(group.substring(group.lastIndexOf(", ") + 2).replace(",", ""));
  }
}
