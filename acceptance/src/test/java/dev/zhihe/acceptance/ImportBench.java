package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * A million observations by CSV through the gateway, handed in and approved, beside COPY of the
 * same rows into a bare table of the same database in the same run; and what pages, pages of the
 * past and assessments cost with ten thousand and with all of them. No test runs it by itself.
 * {@code mvn -pl acceptance -am verify -Dtest=ImportBench -Dsurefire.failIfNoSpecifiedTests=false
 * -Drows=1000000}
 */
class ImportBench {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int MONTHS = 120;
  private static final int FIRST_YEAR = 2014;
  private static final int FIRST_AREA = 700_000;
  private static final int FEW = 10_000;
  private static final int READS = 100;

  /** The plan's own area has figures too. */
  private static final int PLAN_AREA = 500_106;

  /** Handed in, approved, published. */
  private static final long CHANGES = 3;

  private final RunningSuite suite = RunningSuite.get();

  @Test
  void takesAMillionObservations() throws Exception {
    var indicators =
        suite.all("/v1/indicators?kind=headline").stream()
            .map(indicator -> indicator.get("code").asText())
            .toList();
    var file = Files.createTempFile("observations", ".csv");
    try {
      write(file, indicators, FEW);
      assertThat(suite.load("observations", file).statusCode()).isEqualTo(200);
      approve(areas(FEW, indicators));
      var few = reads(indicators.getFirst());
      write(file, indicators, ROWS);
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
      approve(areas(ROWS, indicators));
      tell("approved and published", System.nanoTime() - began);
      var after = before + CHANGES * (ROWS - FEW);
      RunningSuite.eventually(
          "all changes in the feed", Duration.ofMinutes(30), () -> position() == after);
      tell("in the feed", System.nanoTime() - began);
      RunningSuite.eventually(
          "all events in Kafka", Duration.ofMinutes(30), () -> relayed() == after);
      tell("in Kafka", System.nanoTime() - began);
      System.out.println("memory of indicators-service: " + suite.memory("indicators"));
      var many = reads(indicators.getFirst());
      few.forEach(
          (path, millis) ->
              System.out.printf(
                  "  %-60s %6.1f ms of %,d, %6.1f ms of %,d: %.2f%n",
                  path, millis, FEW, many.get(path), ROWS, many.get(path) / millis));
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

  private void approve(List<String> areas) {
    var gateway = suite.at("").toString();
    for (var area : areas) {
      var more = true;
      while (more) {
        more = suite.approve(gateway, area).path("more").asBoolean();
      }
    }
  }

  private static List<String> areas(int rows, List<String> indicators) {
    return IntStream.rangeClosed(0, (rows - 1) / MONTHS / indicators.size())
        .mapToObj(ImportBench::area)
        .toList();
  }

  private static String area(int number) {
    return String.valueOf(number == 0 ? PLAN_AREA : FIRST_AREA + number);
  }

  /** Median of many reads of each, one after another, through the gateway. */
  private Map<String, Double> reads(String indicator) {
    var cut =
        suite.get("/v1/observations?limit=1&on=2199-12-31").headers().firstValue("Zhihe-As-Of");
    var asOf = "&asOf=" + cut.orElseThrow();
    var page = "/v1/observations?limit=20&area=" + area(2);
    var of = "/v1/observations?limit=20&indicator=" + indicator;
    var assessment = "/v1/assessments?plan=500106-145&on=2023-06-30";
    var medians = new LinkedHashMap<String, Double>();
    for (var path :
        List.of(
            page,
            of,
            page + "&on=2019-06-30",
            page + asOf,
            of + asOf,
            assessment,
            assessment + asOf)) {
      var times = new ArrayList<Double>();
      for (int i = -READS / 5; i < READS; i++) {
        var began = System.nanoTime();
        var answer = suite.get(path);
        if (i >= 0) {
          times.add((System.nanoTime() - began) / 1e6);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
      Collections.sort(times);
      medians.put(path.replace(asOf, "&asOf=…"), times.get(READS / 2));
    }
    return medians;
  }

  private static void tell(String what, long nanos) {
    System.out.printf("  %-24s %7.1f s  %,10.0f rows/s%n", what, nanos / 1e9, ROWS / (nanos / 1e9));
  }

  private static void write(Path file, List<String> indicators, int rows) throws IOException {
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("code,indicator,area,period,value,status\n");
      for (int i = 0; i < rows; i++) {
        var month = i % MONTHS;
        var series = i / MONTHS;
        out.write(
            "bench-%d,%s,%s,%d-%02d,%d.%02d,actual%n"
                .formatted(
                    i,
                    indicators.get(series % indicators.size()),
                    area(series / indicators.size()),
                    FIRST_YEAR + month / 12,
                    1 + month % 12,
                    100 + month, // as unusual as nobody asks about
                    series % 100));
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
