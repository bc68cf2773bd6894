package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A service's topic as a consumer reads it: from the beginning, repeats dropped by id. */
final class Topic {
  private Topic() {}

  /** An event: id, key and data. */
  record Event(long position, String id, String type, String key, @Nullable String data) {}

  /**
   * Reads a topic up to a position; fails if it is not there in time. Events are in the order of
   * their positions.
   */
  static List<Event> read(String bootstrap, String service, long upTo) {
    var events = new LinkedHashMap<String, Event>();
    var lastOfKey = new HashMap<String, Long>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor("zhihe." + service).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (events.size() < upTo) {
        assertThat(System.nanoTime())
            .as("%s events of %s in time, %s so far", upTo, service, events.size())
            .isLessThan(until);
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          var event = event(record);
          var known = events.putIfAbsent(event.id(), event);
          if (known == null) {
            var before = lastOfKey.put(event.key(), event.position());
            assertThat(before == null || before < event.position())
                .as("%s comes after position %s of %s", event, before, event.key())
                .isTrue();
          }
        }
      }
    }
    var sorted = new ArrayList<>(events.values());
    sorted.sort(java.util.Comparator.comparingLong(Event::position));
    return sorted;
  }

  private static Event event(ConsumerRecord<String, byte[]> record) {
    assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    return new Event(
        Long.parseLong(header(record, "ce_position")),
        header(record, "ce_id"),
        header(record, "ce_type"),
        record.key(),
        record.value() == null ? null : new String(record.value(), UTF_8));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
