package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Program;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own producers, which send to a topic of their own on the suite's broker. They have the
 * relay's settings, except that several requests may be in flight.
 */
final class KafkaProducers {
  private static final String SOURCE = "zhihe.indicators";
  private static final String TOPIC = "bench.producers";
  private static final int PARTITIONS = 6;

  /** Records that fit into memory. They are sent again and again. */
  private static final int MAX_RECORDS = 50_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern SENT = Pattern.compile("(\\d+) records sent, ([0-9.]+) records/sec");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "acks", "all",
          "enable.idempotence", "true",
          "linger.ms", "0",
          "batch.size", "262144",
          "compression.type", "lz4");

  private final Run run;
  private final Path root;
  private final int events;
  private final Path account;
  private final Properties client = new Properties();
  private final List<ProducerRecord<byte[], byte[]>> records;

  /** Reads the records that the relay sent before. */
  KafkaProducers(Run run, Path root, int events) throws Exception {
    this.run = run;
    this.root = root;
    this.events = events;
    account = Kafka.account(run.servers().state(), Kafka.ADMIN).toAbsolutePath();
    try (var in = Files.newBufferedReader(account)) {
      client.load(in);
    }
    client.setProperty("bootstrap.servers", "127.0.0.1:" + run.servers().ports().kafka());
    createTopic();
    records = read(Math.min(events, MAX_RECORDS));
  }

  private void createTopic() throws Exception {
    try (var admin = Admin.create(client)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private List<ProducerRecord<byte[], byte[]>> read(int wanted) {
    var found = new ArrayList<ProducerRecord<byte[], byte[]>>(wanted);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(SOURCE).stream()
              .map(each -> new TopicPartition(SOURCE, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found.size() < wanted) {
        for (var each : consumer.poll(Duration.ofSeconds(1))) {
          if (found.size() < wanted && each.value() != null) {
            found.add(
                new ProducerRecord<>(
                    TOPIC, null, each.timestamp(), each.key(), each.value(), each.headers()));
          }
        }
        if (System.nanoTime() > deadline) {
          throw new Trouble("Topic " + SOURCE + " has no " + wanted + " events.");
        }
      }
      return found;
    }
  }

  /** Sends as many records as there are events, and waits until all are acknowledged. */
  Load send() {
    var settings = new Properties();
    settings.putAll(client);
    settings.putAll(SETTINGS);
    var failed = new AtomicLong();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(TOPIC);
      var from = System.nanoTime();
      for (var event = 0; event < events; event++) {
        var _ =
            producer.send(
                records.get(event % records.size()),
                (where, failure) -> {
                  if (failure != null) {
                    failed.incrementAndGet();
                  }
                });
      }
      producer.flush();
      var seconds = (System.nanoTime() - from) / 1e9;
      return new Load(events - failed.get(), failed.get(), seconds, Double.NaN, Double.NaN);
    }
  }

  /**
   * Kafka's own producer test, in its own process.
   *
   * @return empty if its jars cannot be had, which is noted
   */
  Optional<Contender.Work> test() throws IOException {
    var jars = new Peers(root, run).jars("kafka-tools");
    if (jars.isEmpty()) {
      return Optional.empty();
    }
    var bodies =
        Files.write(
            run.scratch().resolve("bodies"),
            records.stream()
                .map(each -> new String(each.value(), UTF_8))
                .collect(Collectors.toList()));
    return Optional.of(time -> tested(jars.get(), bodies));
  }

  private Load tested(Path jars, Path bodies) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            Program.java(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            jars + "/*",
            "org.apache.kafka.tools.ProducerPerformance",
            "--topic",
            TOPIC,
            "--num-records",
            "" + events,
            "--throughput",
            "-1",
            "--payload-file",
            bodies.toString(),
            "--command-config",
            account.toString(),
            "--command-property",
            "bootstrap.servers=" + client.getProperty("bootstrap.servers")));
    SETTINGS.forEach((name, value) -> command.add(name + "=" + value));
    var process = Programs.start(new ProcessBuilder(command).redirectErrorStream(true));
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    var last = SENT.matcher(output).results().reduce((one, other) -> other);
    if (process.waitFor() != 0 || last.isEmpty()) {
      throw new Trouble("Kafka's producer test failed: " + output.strip());
    }
    var done = Long.parseLong(last.get().group(1));
    return new Load(
        done, 0, done / Double.parseDouble(last.get().group(2)), Double.NaN, Double.NaN);
  }
}
