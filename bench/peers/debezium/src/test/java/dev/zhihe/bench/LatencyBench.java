package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.ChangeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Needs a running suite, into which it writes some {@code writes} codes of a codelist a round, and
 * an editor's token: {@code ZHIHE_TOKEN=$(./zhihe token editor-demo) mvn -f bench/peers/debezium/pom.xml test
 * -Dtest=LatencyBench}. It ends within the token's life.
 */
class LatencyBench {
  private static final int WRITES = Integer.getInteger("writes", 500);
  private static final Duration GAP = Duration.ofMillis(Integer.getInteger("gap", 20));
  private static final int WARMING = 100;
  private static final String INSTANCE =
      System.getProperty("instance", "http://127.0.0.1:8081"); // not the gateway: it wrote
  private static final String KAFKA = System.getProperty("kafka", "127.0.0.1:19092");
  private static final Path ACCOUNT =
      Path.of(System.getProperty("account", "../../../.zhihe/kafka/accounts/admin.properties"));
  private static final int POSTGRES = Integer.getInteger("postgres", 15432);
  private static final String PREFIX = "000000-latency-" + System.currentTimeMillis() + "-";
  private static final int AREAS = 100_000 + (int) (System.currentTimeMillis() / 1_000 % 800) * 1_000;
  private static final String RELAYED = "bench.debezium";
  private static final String SLOT = "bench_debezium";
  private static final String KAFKA_TOPIC = "Kafka";
  private static final String DEBEZIUM = "Debezium, in its own process";
  private static final String RELAYED_TOPIC = "Debezium, then Kafka";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Map<String, Map<String, Long>> seen = Map.of();
  private long began;
  private int written;
  private volatile boolean over;

  @Test
  void fromCommitToFeedAndKafka() throws Exception {
    try (var admin = Admin.create(kafka())) {
      if (!admin.listTopics().names().get().contains(RELAYED)) {
        admin.createTopics(List.of(new NewTopic(RELAYED, 6, (short) 1))).all().get();
      }
    }
    threads.execute(this::followFeed);
    threads.execute(() -> followTopic("zhihe.indicators", KAFKA_TOPIC));
    threads.execute(() -> followTopic(RELAYED, RELAYED_TOPIC));
    System.out.printf(
        "%d writes a round, one each %d ms; milliseconds%n", WRITES, GAP.toMillis());
    try (var producer = producer()) {
      round("alone", 0, List.of("answer", "feed", KAFKA_TOPIC), null);
      round(
          "beside Debezium as shipped",
          500,
          List.of("commit", "answer", "feed", KAFKA_TOPIC, DEBEZIUM),
          null);
      round(
          "beside Debezium that polls each millisecond",
          1,
          List.of("commit", "answer", "feed", KAFKA_TOPIC, DEBEZIUM, RELAYED_TOPIC),
          producer);
    } finally {
      over = true;
      threads.shutdown();
      threads.awaitTermination(40, TimeUnit.SECONDS);
    }
  }

  /**
   * Writes, waits until all places have seen all of it, and tells when.
   *
   * @param poll how often Debezium looks at what it has decoded, in milliseconds; 0 without it
   */
  private void round(
      String name, int poll, List<String> places, KafkaProducer<String, byte[]> producer)
      throws Exception {
    seen = new LinkedHashMap<>();
    places.forEach(place -> seen.put(place, new ConcurrentHashMap<>()));
    began = System.nanoTime();
    DebeziumEngine<?> engine = null;
    try {
      if (poll > 0) {
        engine = debezium(poll, producer);
        threads.execute((Runnable) engine);
      }
      while (somebodyHasSeenNothing()) {
        write();
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      for (int i = 0; i < WARMING; i++) {
        write();
      }
      var first = written;
      for (int i = 0; i < WRITES; i++) {
        write();
        LockSupport.parkNanos(GAP.toNanos());
      }
      awaitAll(first);
      tell(name, first, places.getFirst());
    } finally {
      if (engine != null) {
        engine.close();
        forgetSlot();
      }
    }
  }

  private void came(String place, String id) {
    var now = Instant.now();
    var times = seen.get(place);
    if (times != null && id.startsWith(PREFIX)) {
      times.putIfAbsent(id, micros(now));
    }
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private void write() throws Exception {
    var number = written++;
    var id = PREFIX + number;
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(INSTANCE + "/v1/codelists/imports"))
                .header("Authorization", "Bearer " + System.getenv("ZHIHE_TOKEN"))
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "code,list,value,nameZh,area\n%s,categories,%d,类别,%06d\n"
                            .formatted(id, number, AREAS + number % 1_000)))
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
        new KafkaConsumer<>(kafka(), new StringDeserializer(), new ByteArrayDeserializer())) {
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
    var properties = kafka();
    properties.setProperty("acks", "all");
    properties.setProperty("linger.ms", "0");
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /** As the administrator, who alone makes topics of any name. */
  private static Properties kafka() {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(ACCOUNT)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.setProperty("bootstrap.servers", KAFKA);
    return properties;
  }

  /** Debezium's own engine, in this process, which has the change as early as any could. */
  private DebeziumEngine<?> debezium(
      int poll, KafkaProducer<String, byte[]> producer) {
    var settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("name", SLOT),
            Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
            Map.entry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
            Map.entry("database.hostname", "127.0.0.1"),
            Map.entry("database.port", String.valueOf(POSTGRES)),
            Map.entry("database.user", "postgres"),
            Map.entry("database.password", "postgres"),
            Map.entry("database.dbname", "indicators"),
            Map.entry("topic.prefix", SLOT),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("slot.name", SLOT),
            Map.entry("slot.drop.on.stop", "true"),
            Map.entry("publication.name", SLOT),
            Map.entry("publication.autocreate.mode", "filtered"),
            Map.entry("table.include.list", "public.change_log"),
            Map.entry("snapshot.mode", "no_data"),
            Map.entry("poll.interval.ms", String.valueOf(poll))));
    return DebeziumEngine.create(Connect.class)
        .using(settings)
        .using(
            (success, message, error) -> {
              if (!success) {
                System.out.println("Debezium: " + message + " " + error);
              }
            })
        .notifying((ChangeEvent<SourceRecord, SourceRecord> event) -> take(event.value(), producer))
        .build();
  }

  private void take(
      SourceRecord event, KafkaProducer<String, byte[]> producer) {
    if (!(event.value() instanceof Struct value) || value.schema().field("after") == null) {
      return;
    }
    var after = value.getStruct("after");
    var id = after.getString("entity_id");
    came(DEBEZIUM, id);
    seen.get("commit").putIfAbsent(id, value.getStruct("source").getInt64("ts_us"));
    if (producer != null && id.startsWith(PREFIX)) {
      producer.send(
          new ProducerRecord<>(RELAYED, "codelist-entry/" + id, after.getString("body").getBytes(UTF_8)));
    }
  }

  private boolean somebodyHasSeenNothing() {
    if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
      throw new IllegalStateException("after a minute only these have seen something: " + counts());
    }
    return seen.values().stream().anyMatch(Map::isEmpty);
  }

  private void awaitAll(int first) {
    var until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    for (int i = first; i < first + WRITES; i++) {
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

  private void tell(String name, int first, String from) {
    System.out.printf("%n%-50s %8s %8s %8s%n", name + ", from " + from, "p50", "p99", "max");
    var begin = seen.get(from);
    seen.forEach(
        (place, times) -> {
          if (times != begin) {
            var sorted =
                IntStream.range(first, first + WRITES)
                    .mapToObj(number -> PREFIX + number)
                    .mapToLong(id -> times.get(id) - begin.get(id))
                    .sorted()
                    .toArray();
            System.out.printf(
                "%-50s %8.1f %8.1f %8.1f%n",
                place,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
          }
        });
  }

  private static void forgetSlot() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + POSTGRES + "/indicators", "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
              + SLOT
              + "' and not active");
      statement.execute("drop publication if exists " + SLOT);
    }
  }
}
