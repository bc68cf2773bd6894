package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * A million observations by CSV through the gateway, beside COPY of the same rows into a bare table
 * of the same database in the same run; no test runs it by itself. {@code mvn -pl acceptance -am
 * verify -Dtest=ImportBench -Dsurefire.failIfNoSpecifiedTests=false -Drows=1000000}
 */
class ImportBench {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int MONTHS = 120;
  private static final int FIRST_YEAR = 2014;
  private static final int FIRST_AREA = 700_000;

  /** Handed in, approved, published. */
  private static final long CHANGES = 3;

  private final RunningSuite suite = RunningSuite.get();

  @Test
  void takesAMillionObservations() throws Exception {
    var indicators =
        suite.all("/v1/indicators?kind=headline").stream()
            .map(indicator -> indicator.get("code").asText())
            .toList();
    var areas = 1 + (ROWS - 1) / MONTHS / indicators.size();
    var file = Files.createTempFile("observations", ".csv");
    try {
      write(file, indicators);
      System.out.printf("%d rows, %d MB%n", ROWS, Files.size(file) >> 20);
      var copy = copied(file);
      tell("COPY into a bare table", copy);
      var before = position();
      var began = System.nanoTime();
      var answer = suite.load("observations", file);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      tell("received, 202", System.nanoTime() - began);
      var job = RunningSuite.path(answer);
      RunningSuite.eventually(
          "all rows written",
          Duration.ofMinutes(30),
          () -> {
            var state = RunningSuite.json(suite.getAs("editor-demo", job));
            assertThat(state.get("state").asText()).isNotIn("rejected", "failed", "cancelled");
            return state.get("state").asText().equals("done");
          });
      var written = System.nanoTime() - began;
      tell("checked and written", written);
      System.out.printf("  that is %.3f of COPY%n", (double) copy / written);
      approve(areas);
      tell("approved and published", System.nanoTime() - began);
      var after = before + CHANGES * ROWS;
      RunningSuite.eventually(
          "all changes in the feed", Duration.ofMinutes(30), () -> position() == after);
      tell("in the feed", System.nanoTime() - began);
      RunningSuite.eventually(
          "all events in Kafka", Duration.ofMinutes(30), () -> relayed() == after);
      tell("in Kafka", System.nanoTime() - began);
      System.out.println("memory of indicators-service: " + suite.memory("indicators"));
      var again = System.nanoTime();
      answer = suite.load("observations", file);
      var second = RunningSuite.path(answer);
      RunningSuite.eventually(
          "the same file again",
          Duration.ofMinutes(30),
          () ->
              RunningSuite.json(suite.getAs("editor-demo", second))
                  .get("state")
                  .asText()
                  .equals("done"));
      tell("the same again", System.nanoTime() - again);
      assertThat(RunningSuite.json(suite.getAs("editor-demo", second)).get("unchanged").asInt())
          .isEqualTo(ROWS);
      assertThat(position()).isEqualTo(after);
    } finally {
      Files.delete(file);
    }
  }

  private void approve(int areas) {
    var gateway = suite.at("").toString();
    for (int area = 0; area < areas; area++) {
      var more = true;
      while (more) {
        more = suite.approve(gateway, String.valueOf(FIRST_AREA + area)).path("more").asBoolean();
      }
    }
  }

  private static void tell(String what, long nanos) {
    System.out.printf("  %-24s %7.1f s  %,10.0f rows/s%n", what, nanos / 1e9, ROWS / (nanos / 1e9));
  }

  private static void write(Path file, List<String> indicators) throws IOException {
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("code,indicator,area,period,value,status\n");
      for (int i = 0; i < ROWS; i++) {
        var month = i % MONTHS;
        var series = i / MONTHS;
        out.write(
            "bench-%d,%s,%06d,%d-%02d,%d.%02d,actual%n"
                .formatted(
                    i,
                    indicators.get(series % indicators.size()),
                    FIRST_AREA + series / indicators.size(),
                    FIRST_YEAR + month / 12,
                    1 + month % 12,
                    i % 1000,
                    i % 100));
      }
    }
  }

  /** Time that COPY takes for the same rows, into a table with the primary key alone. */
  private long copied(Path file) throws Exception {
    try (var connection = owner();
        var statement = connection.createStatement();
        var in = Files.newInputStream(file)) {
      statement.execute(
          "create table bench_copy (code text primary key, indicator text, area text, period text, value numeric, status text)");
      var began = System.nanoTime();
      var rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy bench_copy from stdin (format csv, header)", in);
      var took = System.nanoTime() - began;
      assertThat(rows).isEqualTo(ROWS);
      statement.execute("drop table bench_copy");
      return took;
    }
  }

  private Connection owner() throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + suite.port("POSTGRES") + "/indicators",
        "indicators_owner",
        "indicators_owner");
  }

  private long position() throws Exception {
    return number("select position from feed_head");
  }

  private long relayed() throws Exception {
    return number("select max(position) from relay");
  }

  private long number(String query) throws Exception {
    try (var connection = suite.database("indicators");
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
