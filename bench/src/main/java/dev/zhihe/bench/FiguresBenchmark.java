package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * A file of figures through the gateway: imported, approved by another person, published and
 * sealed; against COPY of all the rows that it leaves, into empty tables of the same shape with the
 * same indexes. A turn is one file, and a request is a figure.
 */
final class FiguresBenchmark implements Benchmark {
  private static final String GROUP = "figures";

  @Override
  public String name() {
    return "figures";
  }

  @Override
  public String summary() {
    return "figures imported, approved and published, against COPY of all rows that they leave";
  }

  @Override
  public boolean leavesRows() {
    return true;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    servers.wholeSuiteWithPlan();
    new Observations(run.settings().rows()).seed(servers, run.out());
    var figures = Math.max(1_000, run.settings().rows() / 10);
    var files = new FigureFiles(servers, figures);
    var copies = copies(run, files);
    var processes = List.of(servers.service(Service.INDICATORS), servers.service(Service.GATEWAY));
    var all = new ArrayList<Contender>();
    all.add(
        new Contender(
            GROUP,
            "COPY of the same rows",
            Role.LIMIT,
            time -> copied(servers, copies, figures),
            null,
            List::of));
    all.add(
        new Contender(GROUP, "suite", Role.OURS, time -> files.publish(), null, () -> processes));
    return all;
  }

  /** Publishes one file, and copies what it left to files: a table with its rows. */
  private static Map<String, Path> copies(Run run, FigureFiles files) throws Exception {
    try (var connection = run.servers().superuser()) {
      var position = Observations.number(connection, "select position from feed_head");
      var entry = Observations.number(connection, "select max(log_id) from change_log");
      var code = "code like 'bench-%d-%%'".formatted(files.nextArea());
      files.publish();
      var rows = new LinkedHashMap<String, String>();
      rows.put("observation", code);
      rows.put("observation_submission", code);
      rows.put("change_log", "log_id > " + entry);
      rows.put("sealed_change", "position > " + position);
      rows.put("history", "from_position > " + position);
      // Migrations since an earlier run may have changed the tables.
      Observations.execute(connection, "drop schema if exists bench cascade");
      Observations.execute(connection, "create schema bench");
      Files.createDirectories(run.scratch());
      var copies = new LinkedHashMap<String, Path>();
      for (var table : rows.keySet()) {
        Observations.execute(
            connection,
            "create table bench.%1$s (like public.%1$s including all)".formatted(table));
        var copy = run.scratch().resolve(table + ".copy");
        try (var out = Files.newOutputStream(copy)) {
          var count =
              connection
                  .unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyOut(
                      "copy (select * from %s where %s) to stdout"
                          .formatted(table, rows.get(table)),
                      out);
          run.out().printf("  ok %,d rows of %s%n", count, table);
        }
        copies.put(table, copy);
      }
      return copies;
    }
  }

  private static Load copied(Servers servers, Map<String, Path> copies, int figures)
      throws Exception {
    try (var connection = servers.superuser()) {
      for (var table : copies.keySet()) {
        Observations.execute(connection, "truncate bench." + table);
      }
      connection.setAutoCommit(false);
      var from = System.nanoTime();
      for (var each : copies.entrySet()) {
        copy(connection, each.getKey(), each.getValue());
      }
      connection.commit();
      return new Load(figures, 0, (System.nanoTime() - from) / 1e9, Double.NaN, Double.NaN);
    }
  }

  private static void copy(Connection connection, String table, Path rows) throws Exception {
    try (var in = Files.newInputStream(rows)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy bench.%s from stdin".formatted(table), in, 1 << 16);
    }
  }
}
