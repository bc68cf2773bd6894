package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.servers.Kafka;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * The states of items in the feed, Kafka and a snapshot of a service, compared with what was read.
 */
final class Copies {
  private final String service;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();

  Copies(String service) {
    this.service = service;
  }

  /**
   * What is in feed and Kafka by now is not looked at.
   *
   * @return the last position that is sealed
   */
  long begin() {
    try (var consumer = consumer()) {
      ends.putAll(consumer.endOffsets(partitions(consumer)));
    }
    return head();
  }

  /** Records an item as it was read, to be looked for in every copy. */
  void remember(String path, String code, Response item) {
    states.put(
        code + "@" + item.header("ETag").replaceAll("[^0-9]", ""),
        new String(item.asByteArray(), StandardCharsets.UTF_8));
  }

  private static String state(JsonNode told) {
    return told.get("entityId").asText() + "@" + told.get("version").asText();
  }

  private Request auditor() {
    return Family.as("ada", "admin", "reviewer", "editor");
  }

  /** The last position that is sealed. */
  long head() {
    return auditor().get("/v1/changes/" + service + "?after=0&limit=1").jsonPath().getLong("head");
  }

  /**
   * Checks that every state that was read is in the feed and in Kafka. The last state must be in
   * the snapshot too.
   */
  void requireOnItsWay(long from) throws IOException {
    var fed = new HashMap<String, String>();
    var positions = new HashMap<Long, String>();
    var after = new long[] {from};
    Awaitility.await("all that was taken in is sealed and fed")
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              var page =
                  RoundTrip.JSON.readTree(
                      auditor()
                          .get("/v1/changes/" + service + "?limit=1000&after=" + after[0])
                          .asByteArray());
              for (var item : page.get("items")) {
                if (item.has("data")) {
                  fed.merge(
                      state(item),
                      item.get("data").toString(),
                      (one, other) -> one.equals(other) ? one : one + "\n" + other);
                  positions.put(item.get("position").asLong(), item.get("data").toString());
                }
              }
              after[0] = page.get("next").asLong();
              return fed.keySet().containsAll(states.keySet());
            });
    for (var state : states.entrySet()) {
      assertThat(Objects.requireNonNull(fed.get(state.getKey())).lines().toList())
          .as("feed of " + state.getKey())
          .contains(RoundTrip.JSON.readTree(state.getValue()).toString());
    }
    requireInKafka(positions);
    requireInSnapshot();
  }

  private void requireInSnapshot() throws IOException {
    var last = new HashMap<String, String>();
    var codes =
        states.keySet().stream()
            .map(state -> state.substring(0, state.indexOf('@')))
            .distinct()
            .toList();
    for (var line : auditor().get("/v1/snapshots/" + service).asString().split("\n", -1)) {
      if (codes.stream().noneMatch(line::contains)) {
        continue;
      }
      var entity = RoundTrip.JSON.readTree(line);
      if (entity.has("data")) {
        last.merge(
            state(entity), entity.get("data").toString(), (one, other) -> one + "\n" + other);
      }
    }
    int found = 0;
    for (var state : states.entrySet()) {
      var told = last.get(state.getKey());
      if (told != null) {
        found++;
        assertThat(told.lines().toList())
            .as("snapshot of " + state.getKey())
            .contains(RoundTrip.JSON.readTree(state.getValue()).toString());
      }
    }
    assertThat(found).as("last states in the snapshot").isPositive();
  }

  private void requireInKafka(Map<Long, String> positions) throws IOException {
    var waiting = new HashMap<>(positions);
    try (var consumer = consumer()) {
      consumer.assign(partitions(consumer));
      consumer.assignment().forEach(one -> consumer.seek(one, ends.getOrDefault(one, 0L)));
      Awaitility.await("all that was fed is in Kafka")
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                for (var event : consumer.poll(Duration.ofMillis(500))) {
                  var position =
                      Long.valueOf(
                          new String(
                              event.headers().lastHeader("ce_position").value(),
                              StandardCharsets.UTF_8));
                  var fed = waiting.remove(position);
                  if (fed != null && event.value() != null) {
                    assertThat(RoundTrip.JSON.readTree(event.value()).toString())
                        .as("event " + position)
                        .isEqualTo(fed);
                  }
                }
                return waiting.isEmpty();
              });
    }
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Kafka.shared().client(Kafka.ADMIN), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.partitionsFor("zhihe." + service).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}
