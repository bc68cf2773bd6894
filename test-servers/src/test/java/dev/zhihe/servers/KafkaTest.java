package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTest {
  @TempDir Path state;

  @Test
  void givesClustersIdsThatKafkasToolsDoNotTakeForOptions() {
    assertThat(Stream.generate(Kafka::clusterId).limit(2_000))
        .allSatisfy(id -> assertThat(id).hasSize(22).doesNotStartWith("-"));
  }

  @Test
  void keepsAcknowledgedRecordsWhenKilledAndMovedToAnotherPort() throws Exception {
    var first = Kafka.start(state, 0);
    try (var admin = Admin.create(Map.of("bootstrap.servers", first.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    produce(first, "one");
    Daemon.find(state, Kafka.NAME).orElseThrow().kill();
    try (var second = Kafka.start(state, 0)) {
      produce(second, "two");
      assertThat(consume(second)).containsExactly("one", "two");
      assertThat(second.port()).isNotEqualTo(first.port());
    }
    assertThat(Daemon.find(state, Kafka.NAME)).isEmpty();
  }

  @Test
  void makesNoTopicsByItself() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", Kafka.shared().bootstrap()))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("absent")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  private static void produce(Kafka kafka, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrap(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", value)).get();
    }
  }

  private static List<String> consume(Kafka kafka) {
    var partition = new TopicPartition("kept", 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrap()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new java.util.ArrayList<String>();
      while (values.size() < consumer.endOffsets(List.of(partition)).get(partition)) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
