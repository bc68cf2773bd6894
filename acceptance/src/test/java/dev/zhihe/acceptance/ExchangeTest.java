package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.consumer.Mirror;
import dev.zhihe.consumer.TopicMirror;
import dev.zhihe.servers.Kafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Consumers' copies while people write on two instances of each service: many entities in a
 * transaction, a fifth refused half-way, deletions, re-creations. The consumers, one over HTTP and
 * one over Kafka per service, are killed at any moment and started again. Afterwards each copy is
 * the source: by digest, and row by row. For a minute: {@code -Dexchange.seconds=60}.
 */
class ExchangeTest {
  private static final int SECONDS = Integer.getInteger("exchange.seconds", 8);
  private static final Map<String, Writing> WRITTEN =
      Map.of(
          "indicators",
          new Writing(
              "observations",
              "observation-submissions",
              "code,indicator,area,period,comparator,value,status,note,comment",
              "%1$s,rd-expenditure-to-gdp,01%2$04d,20%3$02d,eq,%4$d,actual,第%4$d次,第%4$d次"),
          "projects",
          new Writing(
              "project-lists",
              "project-lists",
              "code,plan,source,heading,group,itemNumber,name,note",
              "%1$s,000000-145,box-%2$d,清单,组,%3$d,名称%1$s,第%4$d次"),
          "platforms",
          new Writing(
              "aliases",
              "aliases",
              "code,area,name,canonicalName,entityType,relation,occurrences,sourceLines",
              "%1$s,000000,别名%1$s,名称,园区,same,%4$d,%3$d"));

  /**
   * What is written to a service.
   *
   * @param items family in which each row of a file is an item
   * @param row with places for code, number, a second number and what changes
   */
  private record Writing(String family, String items, String header, String row) {
    String file(List<Integer> numbers, Random random, boolean sound) {
      var file = new StringBuilder(header).append('\n');
      for (var number : numbers) {
        file.append(row(code(number), number, random)).append('\n');
      }
      return sound ? file.toString() : file.append(row("NO CODE", 99, random)).toString();
    }

    private String row(String code, int number, Random random) {
      return row.formatted(code, number, number % 40 + 10, 1 + random.nextInt(1_000_000));
    }

    static String code(int number) {
      return "000000-x" + number;
    }
  }

  private final RunningSuite suite = RunningSuite.get();
  @TempDir private static Path folder;
  private final ConcurrentLinkedQueue<String> failure = new ConcurrentLinkedQueue<>();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();

  @Test
  void everyCopyIsTheSourceHoweverOftenItsConsumerWasKilled() throws Exception {
    var end = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    var others = new ArrayList<Process>();
    try {
      // Nobody works before all are there: a busy machine starts them slowly.
      var second = new HashMap<String, RunningSuite.Instance>();
      for (var service : RunningSuite.SERVICES) {
        second.put(service, suite.secondInstance(service));
        others.add(second.get(service).process());
        for (var copy : List.of("copy_http_" + service, "copy_kafka_" + service)) {
          suite.makeDatabase(copy);
          makeTables(service, copy);
        }
      }
      for (var service : RunningSuite.SERVICES) {
        var port = suite.port(service.toUpperCase(Locale.ROOT));
        threads.add(Thread.ofVirtual().start(() -> write(service, port, 1, end)));
        threads.add(
            Thread.ofVirtual().start(() -> write(service, second.get(service).port(), 2, end)));
        threads.add(Thread.ofVirtual().start(() -> consume(service, false, end)));
        threads.add(Thread.ofVirtual().start(() -> consume(service, true, end)));
      }
      end.await(SECONDS, TimeUnit.SECONDS);
      RunningSuite.eventually("enough was done", Duration.ofMinutes(5), this::enoughWasDone);
    } finally {
      end.countDown();
      for (var thread : threads) {
        thread.join();
      }
      for (var other : others) {
        other.destroy();
        other.waitFor();
      }
    }
    assertThat(failure).isEmpty();
    System.out.println(
        "%d files written, %d refused, %d entities deleted, consumers killed %d times in %d s"
            .formatted(written.get(), refused.get(), deleted.get(), killed.get(), SECONDS));
    for (var service : RunningSuite.SERVICES) {
      requireEqual(service);
    }
  }

  /** A busy machine takes longer for it. */
  private boolean enoughWasDone() {
    return !failure.isEmpty()
        || (written.get() > 3 * SECONDS
            && refused.get() > 0
            && deleted.get() > 0
            && killed.get() > 5);
  }

  private void makeTables(String service, String copy) throws SQLException {
    try (var database = suite.databaseOf(copy)) {
      assertThat(new TopicMirror(suite.kafka(), service, database)).isNotNull();
    }
  }

  private void requireEqual(String service) throws Exception {
    var reader =
        new Mirror(
            suite.at("").toString(),
            service,
            () -> suite.token("reviewer-demo"),
            suite.databaseOf("copy_http_" + service));
    var head = reader.catchUp();
    reader.verify();
    var topic = new TopicMirror(suite.kafka(), service, suite.databaseOf("copy_kafka_" + service));
    topic.catchUp(head);
    topic.verify(reader);
    var source = source(service);
    assertThat(source).isNotEmpty();
    for (var copy : List.of("copy_http_" + service, "copy_kafka_" + service)) {
      try (var database = suite.databaseOf(copy)) {
        assertThat(
                rows(
                        database,
                        "select entity_type || '/' || entity_id, version, data from entity where data is not null")
                    .equals(source))
            .as("%s is the source", copy)
            .isTrue();
      }
    }
  }

  /** What the tables of a service hold: type and code, version, and the state's bytes. */
  private Map<String, String> source(String service) throws SQLException {
    var source = new TreeMap<String, String>();
    try (var database = suite.database(service);
        var statement = database.createStatement();
        var tables =
            statement.executeQuery(
                "select relname from pg_trigger join pg_class c on c.oid = tgrelid where tgname = 'logged'")) {
      while (tables.next()) {
        var table = tables.getString(1);
        source.putAll(
            rows(
                database,
                "select '%s/' || code, version, body from %s"
                    .formatted(table.replace('_', '-'), table)));
      }
    }
    return source;
  }

  private static Map<String, String> rows(Connection database, String query) throws SQLException {
    var found = new TreeMap<String, String>();
    try (var statement = database.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        found.put(row.getString(1), row.getLong(2) + " " + row.getString(3));
      }
    }
    return found;
  }

  /** Writes to one instance until the end. */
  private void write(String service, String port, int seed, CountDownLatch end) {
    var writing = WRITTEN.get(service);
    var random = new Random(seed);
    var instance = "http://127.0.0.1:" + port + "/v1/";
    while (end.getCount() > 0) {
      try {
        if (random.nextInt(4) == 0) {
          delete(instance + writing.items() + "/" + Writing.code(random.nextInt(60)));
          continue;
        }
        var numbers = random.ints(0, 60).distinct().limit(1 + random.nextInt(5)).boxed().toList();
        var sound = random.nextInt(5) > 0;
        var answer =
            suite.sendTo(
                instance + writing.family() + "/imports?onExisting=update",
                "POST",
                "text/csv",
                writing.file(numbers, random, sound));
        if (answer.statusCode() == (sound ? 200 : 422)) {
          (sound ? written : refused).incrementAndGet();
        } else if (answer.statusCode() != 409 && answer.statusCode() != 503) {
          failure.add(service + " " + answer.statusCode() + " " + answer.body());
          return;
        }
      } catch (RuntimeException e) {
        failure.add(service + " " + e);
        return;
      }
    }
  }

  private void delete(String item) {
    var found = suite.sendTo(item, "GET", "text/csv", "");
    if (found.statusCode() == 200) {
      var answer =
          suite.sendTo(
              item,
              "DELETE",
              "text/csv",
              "",
              "If-Match",
              found.headers().firstValue("ETag").orElseThrow());
      if (answer.statusCode() == 204) {
        deleted.incrementAndGet();
      }
    }
  }

  /**
   * A consumer of its own process, killed and started again until the end: at any moment, or when
   * it has just got somewhere, and so at least once however slowly the machine starts it.
   */
  private void consume(String service, boolean kafka, CountDownLatch end) {
    var random = new Random(service.hashCode());
    var copy = (kafka ? "copy_kafka_" : "copy_http_") + service;
    var moved = new AtomicBoolean();
    try (var database = suite.databaseOf(copy)) {
      while (end.getCount() > 0 || !moved.get()) {
        var before = progress(database);
        var process = consumer(service, kafka);
        if (moved.get() && random.nextBoolean()) {
          end.await(500 + random.nextInt(3_000), TimeUnit.MILLISECONDS);
        } else {
          RunningSuite.eventually(
              copy + " moves on from " + before,
              Duration.ofMinutes(1),
              () ->
                  !process.isAlive()
                      || (end.getCount() == 0 && moved.get())
                      || !progress(database).equals(before));
          moved.set(true);
        }
        if (process.destroyForcibly().waitFor() == 1) { // 137 if it was killed
          failure.add(
              service + " consumer: " + new String(process.getInputStream().readAllBytes(), UTF_8));
        }
        killed.incrementAndGet();
      }
    } catch (Exception e) {
      failure.add(e.toString());
    }
  }

  private static String progress(Connection database) throws SQLException {
    return rows(
            database,
            """
            select 'at', coalesce(sum(next_offset), 0), (select position || ' ' || snapshot_after from copy)
            from topic_offset""")
        .toString();
  }

  private Process consumer(String service, boolean kafka) throws IOException {
    var line =
        RunningSuite.java(
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Mirror.class.getName(),
            suite.at("").toString(),
            service,
            suite.urlOf((kafka ? "copy_kafka_" : "copy_http_") + service));
    if (kafka) {
      line.add(suite.kafkaAddress());
    }
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    var token = folder.resolve(service + kafka);
    builder
        .environment()
        .put("ZHIHE_TOKEN_FILE", Files.writeString(token, suite.token("reviewer-demo")).toString());
    builder
        .environment()
        .put("ZHIHE_KAFKA_PROPERTIES", suite.kafkaAccount(Kafka.CONSUMER).toString());
    return builder.start();
  }
}
