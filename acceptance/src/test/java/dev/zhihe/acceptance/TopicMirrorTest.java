package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.consumer.TopicMirror;
import dev.zhihe.servers.Kafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a copy made of the topic does where the topic alone cannot tell what is so. */
class TopicMirrorTest {
  private final RunningSuite suite = RunningSuite.get();

  @Test
  void stopsWhereAnotherEpochBegins() throws Exception {
    try (var admin = Admin.create(suite.kafka(Kafka.ADMIN))) {
      admin.createTopics(List.of(new NewTopic("zhihe.epochs", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(
            suite.kafka(Kafka.ADMIN), new StringSerializer(), new StringSerializer())) {
      producer.send(event(7, 1, "\"first\"")).get();
      producer.send(event(7, 2, "\"lost by the restore\"")).get();
      producer.send(event(8, 2, "\"another second\"")).get();
    }
    suite.makeDatabase("copy_epochs");
    try (var database = suite.databaseOf("copy_epochs")) {
      for (int attempt = 0; attempt < 2; attempt++) { // it does not get over it by being restarted
        var copy = new TopicMirror(suite.kafka(), "epochs", database);
        assertThatThrownBy(() -> copy.catchUp(3))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("epoch 8")
            .hasMessageContaining("of 7");
      }
      database.rollback();
      try (var row =
          database
              .createStatement()
              .executeQuery("select count(*) from entity where data like '%another%'")) {
        row.next();
        assertThat(row.getInt(1)).isZero();
      }
    }
  }

  private static ProducerRecord<String, String> event(int epoch, int position, String data) {
    var record = new ProducerRecord<>("zhihe.epochs", "thing/one", data);
    Map.of(
            "ce_id", "epochs/%d/%d".formatted(epoch, position),
            "ce_position", String.valueOf(position),
            "ce_entityversion", String.valueOf(position))
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }
}
