package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTest {
  private static final String INDICATORS = "zhihe.indicators";
  private static final String PROJECTS = "zhihe.projects";

  @TempDir Path state;

  @Test
  void givesClustersIdsThatKafkasToolsDoNotTakeForOptions() {
    assertThat(Stream.generate(Kafka::clusterId).limit(2_000))
        .allSatisfy(id -> assertThat(id).hasSize(22).doesNotStartWith("-"));
  }

  @Test
  void keepsAcknowledgedRecordsWhenKilledAndMovedToAnotherPort() throws Exception {
    var first = Kafka.start(state, 0);
    createTopic(first.client(Kafka.ADMIN), "kept");
    produce(first.client(Kafka.ADMIN), "kept", "one");
    Daemon.find(state, Kafka.NAME).orElseThrow().kill();
    try (var second = Kafka.start(state, 0)) {
      produce(second.client(Kafka.ADMIN), "kept", "two");
      assertThat(consume(second.client(Kafka.ADMIN), "kept")).containsExactly("one", "two");
      assertThat(second.port()).isNotEqualTo(first.port());
    }
    assertThat(Daemon.find(state, Kafka.NAME)).isEmpty();
  }

  @Test
  void makesNoTopicsByItself() throws Exception {
    try (var admin = Admin.create(Kafka.shared().client(Kafka.ADMIN))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("absent")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void eachRelayWritesItsOwnTopicAndTheConsumerReadsThemAll() throws Exception {
    var kafka = Kafka.shared();
    createTopic(kafka.client("indicators"), INDICATORS);
    createTopic(kafka.client("projects"), PROJECTS);
    produce(kafka.client("indicators"), INDICATORS, "figure");
    produce(kafka.client("projects"), PROJECTS, "project");

    assertThatThrownBy(() -> produce(kafka.client("projects"), INDICATORS, "forged"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> produce(kafka.client(Kafka.CONSUMER), INDICATORS, "forged"))
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> createTopic(kafka.client(Kafka.CONSUMER), "zhihe.more"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> consume(kafka.client("projects"), INDICATORS))
        .isInstanceOf(TopicAuthorizationException.class);

    assertThat(consume(kafka.client(Kafka.CONSUMER), INDICATORS)).containsExactly("figure");
    assertThat(consumeInGroup(kafka.client(Kafka.CONSUMER), PROJECTS)).containsExactly("project");
  }

  @Test
  void whoHasNoAccountIsRefused() {
    var kafka = Kafka.shared();
    var withoutAccount = new Properties();
    withoutAccount.putAll(
        Map.of("bootstrap.servers", kafka.bootstrap(), "default.api.timeout.ms", "2000"));
    withoutAccount.putAll(Map.of("request.timeout.ms", "1000", "max.block.ms", "2000"));
    assertThatThrownBy(() -> produce(withoutAccount, INDICATORS, "forged"))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> consume(withoutAccount, INDICATORS))
        .isInstanceOf(TimeoutException.class);

    var wrongPassword = kafka.client(Kafka.ADMIN);
    wrongPassword.setProperty(
        "sasl.jaas.config",
        kafka
            .client(Kafka.CONSUMER)
            .getProperty("sasl.jaas.config")
            .replace("\"consumer\"", "\"admin\""));
    assertThatThrownBy(() -> produce(wrongPassword, INDICATORS, "forged"))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void aRunningBrokerWithoutAccountsGetsThemAndKeepsItsRecords() throws Exception {
    var port = Port.free();
    var open = new Properties();
    open.setProperty("bootstrap.servers", "127.0.0.1:" + port);
    startWithoutAccounts(port, Port.free());
    createTopic(open, INDICATORS);
    produce(open, INDICATORS, "before");

    try (var kafka = Kafka.start(state, port)) {
      produce(kafka.client("indicators"), INDICATORS, "after");
      assertThat(consume(kafka.client(Kafka.CONSUMER), INDICATORS))
          .containsExactly("before", "after");
      assertThat(Kafka.answers(state, port)).isTrue();
    }
    assertThat(Kafka.answers(state, port)).isFalse();
  }

  @Test
  void accountsAreForTheirOwnerAloneAndStay() throws Exception {
    var accounts = new KafkaAccounts(state);
    accounts.make();
    assertThat(permissions(Kafka.account(state, Kafka.CONSUMER).getParent()))
        .isEqualTo("rwx------");
    assertThat(permissions(Kafka.account(state, Kafka.CONSUMER))).isEqualTo("rw-------");
    var password = accounts.password(Kafka.CONSUMER);
    assertThat(password).hasSize(32).isNotEqualTo(accounts.password("indicators"));

    Files.delete(Kafka.account(state, "indicators"));
    assertThat(accounts.exist()).isFalse();
    accounts.make();
    assertThat(accounts.exist()).isTrue();
    assertThat(accounts.password(Kafka.CONSUMER)).isEqualTo(password);
  }

  /** As before there were accounts: open to every program of the machine. */
  private void startWithoutAccounts(int port, int controller) throws Exception {
    var home = Files.createDirectories(state.resolve(Kafka.NAME)).toAbsolutePath();
    Kafka.format(home, port, controller);
    var configuration =
        Files.writeString(
            home.resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            offsets.topic.replication.factor=1
            """
                .formatted(port, controller, home.resolve("data")));
    Kafka.run(state, port, configuration, AotCaches.none());
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void createTopic(Properties client, String name) throws Exception {
    try (var admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void produce(Properties client, String topic, String value) throws Exception {
    client.setProperty("acks", "all");
    try (var producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> consume(Properties client, String topic) {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new ArrayList<String>();
      while (values.size() < consumer.endOffsets(List.of(partition)).get(partition)) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static List<String> consumeInGroup(Properties client, String topic) {
    client.putAll(Map.of("group.id", "readers", "auto.offset.reset", "earliest"));
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      var values = new ArrayList<String>();
      while (values.isEmpty()) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
      }
      consumer.commitSync();
      return values;
    }
  }
}
