package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.ChangeEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/**
 * How long after its commit a change is in the feed and in Kafka, beside Debezium reading the same
 * table of the same database in the same run: into its own process, and from there into Kafka. The
 * instant of a commit is the one that PostgreSQL writes into its log, before it reaches the disk;
 * everything runs on one machine and so by one clock.
 *
 * <p>Needs a running suite, into which it writes {@code writes} observations of the demo area, and
 * an editor's token: {@code ZHIHE_TOKEN=$(./zhihe token editor-demo) mvn -f bench/pom.xml test
 * -Dtest=LatencyBench}. The bench keeps to 40 seconds and so within the token's life.
 */
class LatencyBench {
  private static final int WRITES = Integer.getInteger("writes", 1_000);
  private static final Duration GAP = Duration.ofMillis(Integer.getInteger("gap", 20));
  private static final int WARMING = 100;
  private static final String INSTANCE =
      System.getProperty("instance", "http://127.0.0.1:8081"); // not the gateway: it wrote
  private static final String KAFKA = System.getProperty("kafka", "127.0.0.1:19092");
  private static final int POSTGRES = Integer.getInteger("postgres", 15432);
  private static final String PREFIX = "000000-latency-" + System.currentTimeMillis() + "-";
  private static final int AREAS = 100_000 + (int) (System.currentTimeMillis() / 1_000 % 800) * 1_000;
  private static final String RELAYED = "bench.debezium";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Map<String, Long>> seen = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long began = System.nanoTime();
  private volatile boolean over;

  @Test
  void fromCommitToFeedAndKafka() throws Exception {
    for (var place :
        List.of(
            "commit",
            "answer",
            "feed",
            "Kafka",
            "Debezium, poll 1 ms",
            "Debezium, poll 1 ms, Kafka",
            "Debezium as shipped")) {
      seen.put(place, new ConcurrentHashMap<>());
    }
    try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
      if (!admin.listTopics().names().get().contains(RELAYED)) {
        admin.createTopics(List.of(new NewTopic(RELAYED, 6, (short) 1))).all().get();
      }
    }
    try (var tuned = debezium("tuned", 1);
        var shipped = debezium("shipped", 500);
        var producer = producer()) {
      threads.execute(() -> follow(tuned, "Debezium, poll 1 ms", producer));
      threads.execute(() -> follow(shipped, "Debezium as shipped", null));
      threads.execute(this::followFeed);
      threads.execute(() -> followTopic("zhihe.indicators", "Kafka"));
      threads.execute(() -> followTopic(RELAYED, "Debezium, poll 1 ms, Kafka"));
      for (int i = -1; somebodyHasSeenNothing(); i--) {
        write(i);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      for (int i = 0; i < WARMING + WRITES; i++) {
        write(i);
        LockSupport.parkNanos(GAP.toNanos());
      }
      awaitAll();
      over = true;
      for (var engine : List.of(tuned, shipped)) {
        engine.close();
      }
    } finally {
      over = true;
      threads.shutdown();
      threads.awaitTermination(40, TimeUnit.SECONDS);
      forgetSlots();
    }
    tell();
  }

  private void came(String place, String id) {
    var now = Instant.now();
    if (id.startsWith(PREFIX)) {
      seen.get(place).putIfAbsent(id, micros(now));
    }
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private void write(int number) throws Exception {
    var id = PREFIX + number;
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(INSTANCE + "/v1/observations/imports"))
                .header("Authorization", "Bearer " + System.getenv("ZHIHE_TOKEN"))
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "code,indicator,area,period,value,status\n%s,rd-expenditure-to-gdp,%06d,%d,%d.5,actual\n"
                            .formatted(
                                id, AREAS + Math.floorMod(number, 1_000), 1950 + Math.floorDiv(number, 1_000), Math.abs(number) % 90)))
                .build(),
            BodyHandlers.ofString());
    came("answer", id);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private void followFeed() {
    var json = new ObjectMapper();
    try {
      for (long after = head(json); !over; ) {
        var page = json.readTree(get("/v1/changes/indicators?wait=5&after=" + after).body());
        for (var item : page.get("items")) {
          came("feed", item.path("entityId").asText());
        }
        after = page.get("next").asLong();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private long head(ObjectMapper json) throws Exception {
    return json.readTree(get("/v1/changes/indicators?limit=1").body()).get("head").asLong();
  }

  private HttpResponse<String> get(String path) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(INSTANCE + path)).build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer;
  }

  private void followTopic(String topic, String place) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KAFKA, "enable.auto.commit", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      while (!over) {
        for (var event : consumer.poll(Duration.ofMillis(500))) {
          came(place, event.key().substring(event.key().indexOf('/') + 1));
        }
      }
    }
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", KAFKA, "acks", "all", "linger.ms", 0),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Debezium's own engine, in this process, which has the change as early as any could. */
  private final class Following implements AutoCloseable {
    final Properties settings = new Properties();
    volatile DebeziumEngine<?> engine;

    @Override
    public void close() throws java.io.IOException {
      var running = engine;
      engine = null;
      if (running != null) {
        running.close();
      }
    }
  }

  private Following debezium(String name, int pollMillis) {
    var following = new Following();
    following.settings.putAll(
        Map.ofEntries(
            Map.entry("name", name),
            Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
            Map.entry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
            Map.entry("database.hostname", "127.0.0.1"),
            Map.entry("database.port", String.valueOf(POSTGRES)),
            Map.entry("database.user", "postgres"),
            Map.entry("database.password", "postgres"),
            Map.entry("database.dbname", "indicators"),
            Map.entry("topic.prefix", name),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("slot.name", "bench_" + name),
            Map.entry("slot.drop.on.stop", "true"),
            Map.entry("publication.name", "bench_" + name),
            Map.entry("publication.autocreate.mode", "filtered"),
            Map.entry("table.include.list", "public.change_log"),
            Map.entry("snapshot.mode", "no_data"),
            Map.entry("poll.interval.ms", String.valueOf(pollMillis))));
    return following;
  }

  private void follow(Following following, String place, KafkaProducer<String, byte[]> producer) {
    following.engine =
        DebeziumEngine.create(Connect.class)
            .using(following.settings)
            .using((success, message, error) -> {
              if (!success) {
                System.out.println(place + ": " + message + " " + error);
              }
            })
            .notifying(
                (ChangeEvent<SourceRecord, SourceRecord> event) -> take(event.value(), place, producer))
            .build();
    ((Runnable) following.engine).run();
  }

  private void take(SourceRecord event, String place, KafkaProducer<String, byte[]> producer) {
    if (!(event.value() instanceof Struct value) || value.schema().field("after") == null) {
      return;
    }
    var after = value.getStruct("after");
    var id = after.getString("entity_id");
    came(place, id);
    seen.get("commit").putIfAbsent(id, value.getStruct("source").getInt64("ts_us"));
    if (producer != null && id.startsWith(PREFIX)) {
      producer.send(
          new ProducerRecord<>(RELAYED, "observation/" + id, after.getString("body").getBytes(UTF_8)));
    }
  }

  private boolean somebodyHasSeenNothing() {
    if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
      throw new IllegalStateException("after a minute only these have seen something: " + counts());
    }
    return seen.values().stream().anyMatch(Map::isEmpty);
  }

  private void awaitAll() {
    var until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    for (int i = 0; i < WARMING + WRITES; i++) {
      var id = PREFIX + i;
      while (seen.values().stream().anyMatch(each -> !each.containsKey(id))) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(id + " is not everywhere; seen: " + counts());
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    seen.forEach((place, each) -> counts.put(place, each.size()));
    return counts;
  }

  private void tell() {
    System.out.printf("%d writes, one each %d ms; milliseconds from the commit:%n", WRITES, GAP.toMillis());
    System.out.printf("%-28s %8s %8s %8s%n", "", "p50", "p99", "max");
    var commits = seen.get("commit");
    seen.forEach(
        (place, times) -> {
          if (times != commits) {
            var sorted =
                IntStream.range(WARMING, WARMING + WRITES)
                    .mapToObj(number -> PREFIX + number)
                    .mapToLong(id -> Objects.requireNonNull(times.get(id)) - commits.get(id))
                    .sorted()
                    .toArray();
            System.out.printf(
                "%-28s %8.1f %8.1f %8.1f%n",
                place,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
          }
        });
  }

  private static void forgetSlots() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + POSTGRES + "/indicators", "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'bench\\_%' and not active");
      statement.execute("drop publication if exists bench_tuned");
      statement.execute("drop publication if exists bench_shipped");
    }
  }
}
