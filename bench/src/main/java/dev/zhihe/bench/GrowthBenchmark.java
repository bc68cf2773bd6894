package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The same reads of ten thousand observations and of ten, a hundred and more times as many, each in
 * a suite of its own, in one run. What a read costs with many is stated as a multiple of what it
 * costs with few.
 */
final class GrowthBenchmark implements Benchmark {
  private static final int FEW = 10_000;

  /** So that the least database has a page 2,000. */
  private static final int SHORT_PAGE = 4;

  private static final int FEED_PAGE = 20;
  private static final int FEED_PAGES = 100;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String summary() {
    return "the same reads with 10,000 observations and with 10, 100 and more times as many";
  }

  @Override
  public int rows() {
    return 1_000_000;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var all = new ArrayList<Contender>();
    var most = Math.max(FEW, run.settings().rows());
    for (var rows = FEW; rows < most; rows = (int) Math.min(rows * 10L, most)) {
      add(run, rows, all);
    }
    add(run, most, all);
    var groups = all.stream().map(Contender::group).distinct().toList();
    all.sort(Comparator.comparingInt(each -> groups.indexOf(each.group())));
    return all;
  }

  private static void add(Run run, int rows, List<Contender> all) throws Exception {
    var servers = run.servers(rows);
    var service = List.of(servers.service(Service.INDICATORS));
    var observations = new Observations(rows);
    observations.seed(servers, run.out());
    var port = Service.INDICATORS.port(servers.ports());
    var series = new Series(run, port, service, all).as(rows == FEW ? Role.LIMIT : Role.OURS);
    var past =
        "&asOf="
            + Http.get(port, Observations.page()).headers().firstValue("Zhihe-As-Of").orElseThrow();
    var areas = observations.pages(0);
    var formerAreas = observations.pages(0);
    var paths = new LinkedHashMap<String, Supplier<String>>();
    paths.put("page of an area", areas);
    paths.put("item", observations.items(0));
    paths.put(
        "page 2,000 of all",
        DepthBenchmark.pages(port, (DepthBenchmark.DEEP - 1) * SHORT_PAGE, SHORT_PAGE));
    paths.put("page of an area, asOf", () -> formerAreas.get() + past);
    paths.put("last pages of the feed", lastPages(servers));
    paths.forEach(
        (group, path) -> series.add(group, "%,d rows".formatted(rows), anew(path), Map::of));
  }

  private static Supplier<String> lastPages(Servers servers) throws Exception {
    var next = new AtomicLong();
    try (var connection = servers.superuser(Service.INDICATORS)) {
      var head = Observations.number(connection, "select position from feed_head");
      return () ->
          "/v1/changes/indicators?limit=%d&after=%d"
              .formatted(FEED_PAGE, head - FEED_PAGE - next.getAndIncrement() % FEED_PAGES);
    }
  }

  /**
   * Writes each address in another way: some of its last letters and digits are percent-encoded. So
   * no answer is kept, although a small database has few different ones.
   */
  static Supplier<String> anew(Supplier<String> path) {
    var next = new AtomicLong();
    return () -> rewritten(path.get(), next.getAndIncrement());
  }

  static String rewritten(String path, long way) {
    var written = new StringBuilder(path);
    var bits = way % 4_093; // a prime, which has no divisor in common with the number of paths
    for (var place = path.length() - 1; bits > 0 && place > 0; place--) {
      if (Character.isLetterOrDigit(path.charAt(place))) {
        if (bits % 2 == 1) {
          written.replace(place, place + 1, "%%%02X".formatted((int) path.charAt(place)));
        }
        bits /= 2;
      }
    }
    return written.toString();
  }

  @Override
  public List<String> conclusions(List<Result> results) {
    return results.stream()
        .filter(each -> each.role() == Role.OURS)
        .map(
            each ->
                "  %-24s %14s takes %s of the time of %,d rows"
                    .formatted(each.group(), each.name(), Numbers.format(1 / each.ofLimit()), FEW))
        .collect(Collectors.toList());
  }
}
