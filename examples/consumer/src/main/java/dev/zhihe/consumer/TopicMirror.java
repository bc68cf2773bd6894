package dev.zhihe.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Keeps the same copy from Kafka. The topic has all data, so it is for trusted systems. Offsets are
 * committed in the copy's own transactions. A repeated event is known by its version, which always
 * grows, even across deletions.
 *
 * <p>That holds within one feed epoch, which is in each event's id. In a new epoch, positions may
 * have been rewound. The topic alone cannot show which earlier data is still valid. So the copy
 * stops, and must be loaded again from a snapshot over HTTP.
 */
public final class TopicMirror {
  private static final int NO_EPOCH = 0;

  private final Properties kafka;
  private final String topic;
  private final Copy copy;
  private int known = NO_EPOCH;

  /**
   * @param kafka Kafka's client properties: its address, and an account that may read the topic
   * @param service indicators, projects or platforms
   * @param database where the copy is kept
   */
  public TopicMirror(Properties kafka, String service, Connection database) throws SQLException {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.kafka.setProperty("enable.auto.commit", "false");
    this.topic = "zhihe." + service;
    this.copy = new Copy(database, service);
  }

  /** Follows the topic until interrupted. */
  public void follow() throws SQLException {
    catchUp(Long.MAX_VALUE);
  }

  /** Reads until every position up to this one has arrived. */
  public void catchUp(long position) throws SQLException {
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      if (copy.state() == null) {
        copy.begin(NO_EPOCH, 0, "", false);
      }
      for (var partition : partitions) {
        consumer.seek(partition, copy.offset(partition.partition()));
      }
      while (copy.advance() < position && !Thread.currentThread().isInterrupted()) {
        for (var event : consumer.poll(Duration.ofMillis(200))) {
          apply(event);
        }
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> event) throws SQLException {
    requireEpoch(Integer.parseInt(header(event, "ce_id").split("/", -1)[1]));
    var slash = event.key().indexOf('/');
    copy.put(
        event.key().substring(0, slash),
        event.key().substring(slash + 1),
        Long.parseLong(header(event, "ce_entityversion")),
        event.value() == null ? null : new String(event.value(), UTF_8));
    copy.came(Long.parseLong(header(event, "ce_position")));
    copy.consumed(event.partition(), event.offset() + 1);
  }

  private void requireEpoch(int epoch) throws SQLException {
    if (known == NO_EPOCH) {
      known = Objects.requireNonNull(copy.state()).feedEpoch();
    }
    if (known == NO_EPOCH) {
      copy.epoch(epoch);
      known = epoch;
    }
    if (known != epoch) {
      throw new IllegalStateException(
          "the feed is of epoch %d now, the copy of %d: load it anew from a snapshot"
              .formatted(epoch, known));
    }
  }

  /** Compares the copy with the service's digest, by a reader that may read everything. */
  public void verify(Mirror reader) throws Exception {
    reader.verify(Objects.requireNonNull(copy.state()).position(), copy.content());
  }

  private static String header(ConsumerRecord<String, byte[]> event, String name) {
    return new String(event.headers().lastHeader(name).value(), UTF_8);
  }
}
