package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;

/**
 * The rows that some work leaves in a service's database, kept in files, to be copied into empty
 * tables of the same shape with the same indexes.
 */
final class CopiedRows {
  private final Servers servers;
  private final Service service;
  private final Map<String, Path> files;

  private CopiedRows(Servers servers, Service service, Map<String, Path> files) {
    this.servers = servers;
    this.service = service;
    this.files = files;
  }

  /**
   * Does the work once, and writes what it left: its rows of the named tables, of the log, of the
   * order and of the history.
   *
   * @param own conditions by table
   */
  static CopiedRows of(Run run, Service service, Map<String, String> own, Callable<?> work)
      throws Exception {
    var servers = run.servers();
    try (var connection = servers.superuser(service)) {
      var position = Observations.number(connection, "select position from feed_head");
      var entry =
          Observations.number(connection, "select coalesce(max(log_id), 0) from change_log");
      work.call();
      var rows = new LinkedHashMap<>(own);
      rows.put("change_log", "log_id > " + entry);
      rows.put("sealed_change", "position > " + position);
      rows.put("history", "from_position > " + position);
      // Migrations since an earlier run may have changed the tables.
      Observations.execute(connection, "drop schema if exists bench cascade");
      Observations.execute(connection, "create schema bench");
      Files.createDirectories(run.scratch());
      var files = new LinkedHashMap<String, Path>();
      for (var table : rows.keySet()) {
        Observations.execute(
            connection,
            "create table bench.%1$s (like public.%1$s including all)".formatted(table));
        var file = run.scratch().resolve(table + ".copy");
        try (var out = Files.newOutputStream(file)) {
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
        files.put(table, file);
      }
      return new CopiedRows(servers, service, files);
    }
  }

  /**
   * Copies them in one transaction.
   *
   * @param requests what they count as
   */
  Load copy(int requests) throws Exception {
    try (var connection = servers.superuser(service)) {
      for (var table : files.keySet()) {
        Observations.execute(connection, "truncate bench." + table);
      }
      connection.setAutoCommit(false);
      var from = System.nanoTime();
      for (var each : files.entrySet()) {
        copy(connection, each.getKey(), each.getValue());
      }
      connection.commit();
      return new Load(requests, 0, (System.nanoTime() - from) / 1e9, Double.NaN, Double.NaN);
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
