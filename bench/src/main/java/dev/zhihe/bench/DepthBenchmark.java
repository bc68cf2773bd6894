package dev.zhihe.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.cli.Service;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Pages from the 2,000th on against pages from the first on, of a list without filters. Twenty
 * writes a second go on, so that no answer can be kept for long.
 */
final class DepthBenchmark implements Benchmark {
  static final int DEEP = 2_000;
  private static final int ROWS = 20;
  static final int DIFFERENT = 100;
  private static final int LONGEST = 1_000;

  @Override
  public String name() {
    return "depth";
  }

  @Override
  public String summary() {
    return "page 2,000 of a list against page 1";
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    var service = List.of(servers.service(Service.INDICATORS));
    servers.token("editor-demo");
    var rows = run.settings().rows();
    if (rows < (DEEP + DIFFERENT) * ROWS) {
      throw new Trouble("Page 2,000 needs --rows " + (DEEP + DIFFERENT) * ROWS + " at least.");
    }
    new Observations(rows).seed(servers, run.out());
    var port = Service.INDICATORS.port(servers.ports());
    var all = new ArrayList<Contender>();
    var series = new Series(run, port, service, all);
    var writes = new Writes(servers, port);
    series.as(Role.LIMIT).add("depth", "page 1 and after", pages(port, 0, ROWS), Map::of);
    all.add(writes.beside(all.removeLast()));
    series.add("depth", "page 2,000 and after", pages(port, (DEEP - 1) * ROWS, ROWS), Map::of);
    all.add(writes.beside(all.removeLast()));
    return all;
  }

  /** Paths of {@link #DIFFERENT} pages in a row, of so many rows each, the first after others. */
  static Supplier<String> pages(int port, int after, int rows) throws IOException {
    var cursors = cursors(port, after, rows);
    var next = new AtomicLong();
    return () ->
        "/v1/observations?limit="
            + rows
            + "&cursor="
            + cursors.get((int) (next.getAndIncrement() % cursors.size()));
  }

  private static List<String> cursors(int port, int after, int rows) throws IOException {
    var found = new ArrayList<String>();
    var cursor = "";
    for (var left = after; left > 0; left -= LONGEST) {
      cursor = next(port, Math.min(left, LONGEST), cursor);
    }
    while (found.size() < DIFFERENT) {
      cursor = next(port, rows, cursor);
      found.add(cursor);
    }
    return found;
  }

  private static String next(int port, int limit, String cursor) throws IOException {
    var path = "/v1/observations?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    return new ObjectMapper().readTree(Http.get(port, path).body()).path("next").asText();
  }
}
