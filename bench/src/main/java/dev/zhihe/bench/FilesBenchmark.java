package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zhihe.cli.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Everything at once: a list as CSV, the snapshot, and all pages of the feed; against PostgreSQL's
 * own COPY of what these consist of, over the same driver. A turn is one whole transfer, and a
 * request is a row.
 */
final class FilesBenchmark implements Benchmark {
  private static final Pattern NEXT = Pattern.compile("\"next\":(\\d+)");

  private static final String LIST =
      "copy (select code, indicator, area, board, scope, period, comparator, value, value_printed, status, measure, note,"
          + " reported_on, document, source_line from observation order by code) to stdout (format csv, header)";

  private static final String SNAPSHOT =
      "copy (select entity_type, entity_id, version, body from history where to_position is null"
          + " order by entity_type, entity_id) to stdout";

  private static final String FEED =
      "copy (select s.position, l.entity_type, l.entity_id, l.version, l.action, s.sealed_at, s.hash, l.body"
          + " from sealed_change s join change_log l using (log_id) order by s.position) to stdout";

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public String name() {
    return "files";
  }

  @Override
  public String summary() {
    return "a list as CSV, the snapshot and the feed's backlog, against COPY to stdout";
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    var service = List.of(servers.service(Service.INDICATORS));
    new Observations(run.settings().rows()).seed(servers, run.out());
    var port = Service.INDICATORS.port(servers.ports());
    var all = new ArrayList<Contender>();
    all.add(copy(run, "list as CSV", LIST));
    all.add(
        ours(
            "list as CSV",
            service,
            () -> lines(get(port, "/v1/observations", Map.of("Accept", "text/csv")), '\n')));
    all.add(copy(run, "snapshot", SNAPSHOT));
    all.add(
        ours(
            "snapshot",
            service,
            () -> lines(get(port, "/v1/snapshots/indicators", servers.bearer()), '\n')));
    all.add(copy(run, "feed backlog", FEED));
    all.add(ours("feed backlog", service, () -> backlog(port, servers.bearer())));
    return all;
  }

  /** Transfers something and says how many rows it was. */
  private interface Transfer {
    long run() throws Exception;
  }

  private static Contender ours(String group, List<Long> service, Transfer transfer) {
    return new Contender(group, "service", Role.OURS, time -> timed(transfer), null, () -> service);
  }

  private static Contender copy(Run run, String group, String statement) {
    var url = run.servers().postgres().jdbcUrl("indicators");
    return new Contender(
        group,
        "COPY to stdout",
        Role.LIMIT,
        time ->
            timed(
                () -> {
                  try (var connection =
                      DriverManager.getConnection(url, "indicators_app", "indicators_app")) {
                    return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(statement, OutputStream.nullOutputStream());
                  }
                }),
        null,
        List::of);
  }

  private static Load timed(Transfer transfer) throws Exception {
    var from = System.nanoTime();
    var rows = transfer.run();
    return new Load(rows, 0, (System.nanoTime() - from) / 1e9, Double.NaN, Double.NaN);
  }

  private InputStream get(int port, String path, Map<String, String> headers) throws Exception {
    var request = HttpRequest.newBuilder(Http.at(port, path));
    headers.forEach(request::header);
    var answer = client.send(request.build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      try (var body = answer.body()) {
        throw new IOException(path + ": " + new String(body.readAllBytes(), UTF_8));
      }
    }
    return answer.body();
  }

  private static long lines(InputStream body, char end) throws IOException {
    var count = 0L;
    var buffer = new byte[1 << 16];
    try (body) {
      for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        for (var place = 0; place < read; place++) {
          if (buffer[place] == end) {
            count++;
          }
        }
      }
    }
    return count;
  }

  private long backlog(int port, Map<String, String> headers) throws Exception {
    var after = 0L;
    while (true) {
      try (var page = get(port, "/v1/changes/indicators?limit=1000&after=" + after, headers)) {
        var text = new String(page.readAllBytes(), UTF_8);
        var next = NEXT.matcher(text.substring(Math.max(0, text.length() - 400)));
        if (!next.find() || Long.parseLong(next.group(1)) == after) {
          return after;
        }
        after = Long.parseLong(next.group(1));
      }
    }
  }
}
