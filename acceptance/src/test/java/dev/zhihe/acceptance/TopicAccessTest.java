package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.servers.Kafka;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read and write the topics of a suite as users start it. */
class TopicAccessTest {
  private final RunningSuite suite = RunningSuite.get();

  @ParameterizedTest
  @CsvSource({
    "consumer, zhihe.indicators",
    "indicators, zhihe.projects",
    "projects, zhihe.platforms",
    "platforms, zhihe.indicators"
  })
  void nobodyWritesTheTopicOfAService(String account, String topic) {
    assertThatThrownBy(() -> produce(suite.kafka(account), topic))
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  @Test
  void whoHasNoAccountIsRefused() {
    var nobody = new Properties();
    nobody.setProperty("bootstrap.servers", suite.kafkaAddress());
    nobody.setProperty("max.block.ms", "3000");
    assertThatThrownBy(() -> produce(nobody, "zhihe.indicators"))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void theConsumerSeesTheTopicsOfTheSuiteAlone() throws Exception {
    try (var admin = Admin.create(suite.kafka())) {
      assertThat(admin.listTopics().names().get())
          .contains("zhihe.indicators", "zhihe.projects", "zhihe.platforms")
          .allMatch(topic -> topic.startsWith("zhihe."));
      assertThatThrownBy(() -> admin.deleteTopics(List.of("zhihe.projects")).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void accountsAreForTheirOwnerAlone() throws Exception {
    var account = suite.kafkaAccount(Kafka.CONSUMER);
    for (var entry :
        Map.of(
                account,
                "rw-------",
                account.getParent(),
                "rwx------",
                account.resolve("../../server.properties").normalize(),
                "rw-------")
            .entrySet()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry.getKey())))
          .as("%s", entry.getKey())
          .isEqualTo(entry.getValue());
    }
    assertThat(suite.run("status")).contains(account.toString());
  }

  private static void produce(Properties kafka, String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "target/forged", "{}")).get();
    }
  }
}
