package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Observations of many areas, 25 each, in the database of the indicators service. They are written
 * below the API, logged as the service would, and then sealed and sent by the service itself.
 */
final class Observations {
  static final int IN_AN_AREA = 25;
  static final int FIRST_AREA = 100_000;
  private static final int BATCH = 20_000;

  /** A stride through rows and areas that has no divisor in common with their usual numbers. */
  private static final long STRIDE = 104_729;

  /** The least and the greatest length of a page, so that one area has many different pages. */
  private static final int SHORTEST = 15;

  private final int rows;

  Observations(int rows) {
    if (rows < 1_000) {
      throw new Trouble("--rows takes a number from 1000.");
    }
    this.rows = rows;
  }

  int areas() {
    return rows / IN_AN_AREA;
  }

  /**
   * Paths of pages, none twice before all had their turn: 11 lengths around 20 rows for each area.
   *
   * @param from where to begin, so that two series do not meet soon
   */
  Supplier<String> pages(long from) {
    var next = new AtomicLong(from);
    return () -> {
      var number = next.getAndIncrement();
      var area = FIRST_AREA + number * STRIDE % areas();
      var limit = SHORTEST + number / areas() % (IN_AN_AREA - SHORTEST + 1);
      return "/v1/observations?limit=" + limit + "&area=" + area;
    };
  }

  /** The path of one page of 20 rows. */
  static String page() {
    return "/v1/observations?limit=20&area=" + (FIRST_AREA + 7);
  }

  /** Paths of items, none twice before all had their turn. */
  Supplier<String> items(long from) {
    var next = new AtomicLong(from);
    return () -> "/v1/observations/" + code(next.getAndIncrement() * STRIDE % rows);
  }

  static String code(long row) {
    return "%d-145-o%03d".formatted(FIRST_AREA + row / IN_AN_AREA, row % IN_AN_AREA);
  }

  /**
   * A pgbench script of the statement that a page needs: the bytes of its rows, and of one more.
   */
  String pageScript() {
    return """
        \\set area random(%d, %d)
        \\set most random(%d, %d)
        select code, version, body from observation where area = :area::text order by code limit :most::bigint;
        """
        .formatted(FIRST_AREA, FIRST_AREA + areas() - 1, SHORTEST + 1, IN_AN_AREA + 1);
  }

  /** A pgbench script of the statement that an item needs. */
  String itemScript() {
    return """
        \\set area random(%d, %d)
        \\set place random(0, %d)
        select code, version, body from observation where code = :area::text || '-145-o' || lpad(:place::text, 3, '0');
        """
        .formatted(FIRST_AREA, FIRST_AREA + areas() - 1, IN_AN_AREA - 1);
  }

  /** Writes what is missing, and waits until all of it is sealed and in Kafka. */
  void seed(Servers servers, PrintStream out) throws SQLException {
    var from = System.nanoTime();
    try (var connection = servers.superuser(Service.INDICATORS)) {
      var there = number(connection, "select count(*) from observation where document = 'bench'");
      if (there < rows) {
        out.printf("  …  writing %,d observations below the API%n", rows - there);
        insert(connection, there);
        out.printf("  ok written  %.1f s%n", (System.nanoTime() - from) / 1e9);
      }
      awaitSealed(connection, out::println);
      if (there < rows) {
        execute(connection, "vacuum analyze");
        out.printf("  ok sealed, sent and analysed  %.1f s%n", (System.nanoTime() - from) / 1e9);
      }
    }
  }

  private void insert(Connection connection, long there) throws SQLException {
    execute(connection, "set session_replication_role = replica");
    for (var from = there; from < rows; from += BATCH) {
      try (var statement = connection.prepareStatement(INSERT)) {
        statement.setInt(1, FIRST_AREA);
        statement.setInt(2, FIRST_AREA);
        statement.setLong(3, from);
        statement.setLong(4, Math.min(rows, from + BATCH) - 1);
        statement.executeUpdate();
      }
    }
    execute(connection, "set session_replication_role = origin");
  }

  /** Waits until all that is committed is sealed and in Kafka. */
  static void awaitSealed(Connection connection) throws SQLException {
    awaitSealed(connection, waiting -> {});
  }

  private static void awaitSealed(Connection connection, Consumer<String> tell)
      throws SQLException {
    var told = System.nanoTime();
    while (true) {
      var waiting = number(connection, "select count(*) from change_queue");
      var unsent =
          number(
              connection,
              "select h.position - coalesce((select min(position) from relay), 0) from feed_head h");
      if (waiting == 0 && unsent == 0) {
        return;
      }
      if (System.nanoTime() - told > 5_000_000_000L) {
        told = System.nanoTime();
        tell.accept("  …  %,d to seal, %,d to send".formatted(waiting, unsent));
      }
      Web.pause(Duration.ofMillis(200));
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * A row in the table, in the log and in the queue of what is to be sealed, as a write leaves it.
   */
  private static final String INSERT =
      """
      with given as (
        select i, (? + i / 25)::text as area,
          (? + i / 25) || '-145-o' || lpad((i % 25)::text, 3, '0') as code,
          'bench-' || i % 5 as indicator, (2015 + i % 25 / 5)::text as period, i % 1000 + 0.5 as value
        from generate_series(?::bigint, ?::bigint) i),
      stated as (
        select *, '{"code":"' || code || '","indicator":"' || indicator || '","area":"' || area || '","period":"' || period
          || '","comparator":"eq","value":' || value || ',"valuePrinted":"' || value
          || '","status":"actual","note":"初步核算数","reportedOn":"2024-01-31","document":"bench","sourceLine":' || i % 25 || '}' as body
        from given),
      logged as (
        insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, area, valid_from)
        select 'observation', code, 1, 'created', 'PUBLIC', body, 'bench', 'bench', area, (period || '-12-31')::date
        from stated order by i
        returning log_id),
      queued as (insert into change_queue (log_id) select log_id from logged)
      insert into observation (code, indicator, area, period, comparator, value, value_printed, status, note, reported_on,
        document, source_line, sharing, version, body, audience)
      select code, indicator, area, period, 'EQ', value, value::text, 'ACTUAL', '初步核算数', date '2024-01-31',
        'bench', (i % 25)::integer, 'UNCONDITIONAL', 1, body, 'PUBLIC'
      from stated order by i
      """;
}
