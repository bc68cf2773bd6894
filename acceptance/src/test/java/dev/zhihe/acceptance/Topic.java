package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A service's topic as a consumer reads it: from the beginning, repeats dropped by id. */
final class Topic {
  private Topic() {}

  /** An event: all its headers, its key and its data. */
  record Event(Map<String, String> headers, String key, @Nullable String data) {
    long position() {
      return Long.parseLong(header("ce_position"));
    }

    String id() {
      return header("ce_id");
    }

    String type() {
      return header("ce_type");
    }

    private String header(String name) {
      return Objects.requireNonNull(headers.get(name), () -> name + " of " + this);
    }
  }

  /**
   * Reads a topic up to a position; fails if it is not there in time. Events are in the order of
   * their positions.
   */
  static List<Event> read(Properties kafka, String service, long upTo) {
    var events = new LinkedHashMap<String, Event>();
    var lastOfKey = new HashMap<String, Long>();
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
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
    var headers = new TreeMap<String, String>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return new Event(
        headers, record.key(), record.value() == null ? null : new String(record.value(), UTF_8));
  }
}
