package dev.zhihe.kit.sealing;

import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.log.LoggedFailure;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the sealed log to the service's Kafka topic, with the same events, ids, bytes and order per
 * entity. It runs on the instance where the sealer leads. The stored position advances only when
 * every event up to it is acknowledged. After a failure, sending resumes from the stored position.
 * So each event arrives at least once, and consumers recognise a repetition by its id. On a failure
 * the relay stops and reports it; it never skips an event.
 */
final class Relay implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final int BATCH = 2_000;
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration BACKOFF = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_ROUNDS = 6;

  private final String service;
  private final String topic;
  private final URI publicUrl;
  private final Map<String, Optional<URI>> schemas = new HashMap<>();
  private final Map<String, Object> kafka;
  private final Optional<Path> account;
  private final SealerConnections connections;
  private final Supplier<OptionalLong> term;
  private final SealedLog log;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable String lastFailure;

  /**
   * @param bootstrap Kafka's address
   * @param account file with Kafka client properties: how to authenticate
   * @param publicUrl public address of the gateway, which serves the events' schemas
   * @param term the term in which this instance leads, if it does
   */
  Relay(
      String service,
      String bootstrap,
      Optional<Path> account,
      URI publicUrl,
      SealerConnections connections,
      Supplier<OptionalLong> term,
      SealedLog log) {
    this.service = service;
    this.topic = "zhihe." + service;
    this.account = account;
    this.publicUrl = publicUrl;
    this.connections = connections;
    this.term = term;
    this.log = log;
    this.kafka =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            // One request in flight. A partition that does not know this producer yet accepts any
            // first request: if one request is refused, the next one in flight would overtake it
            // permanently.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            // The producer never gives up on one event to continue with the next.
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            // While one request is in flight, the next one gathers up to this much per partition.
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
  }

  /** Why events do not reach Kafka; empty while they do. */
  Optional<String> failure() {
    return Optional.ofNullable(lastFailure);
  }

  @Override
  public void run() {
    while (!closed()) {
      var leads = term.get();
      try {
        if (leads.isEmpty()) {
          lastFailure = null; // another instance sends now
          pause(IDLE);
        } else {
          carry(leads.getAsLong());
        }
      } catch (SQLException | ExecutionException | RuntimeException e) {
        if (closed()) {
          return;
        }
        lastFailure = LoggedFailure.message(e);
        LOG.errorf(
            "Sending events to Kafka topic %s failed; it restarts after the last acknowledged event: %s",
            topic, e);
        pause(BACKOFF);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends events until this instance loses the lead. Any failure ends the loop; the next start
   * reads the stored position again.
   */
  private void carry(long leads) throws SQLException, InterruptedException, ExecutionException {
    var authentication = authentication();
    createTopic(authentication);
    var settings = new HashMap<>(authentication);
    settings.putAll(kafka);
    var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try (var connection = connections.open()) {
      var position = position(connection);
      LOG.infof("Events go to Kafka topic %s from position %d on", topic, position + 1);
      var changes = SealedLog.after(connection, position, BATCH);
      while (leads(leads)) {
        if (changes.isEmpty()) {
          lastFailure = null;
          log.awaitBeyond(position, IDLE);
          changes = SealedLog.after(connection, position, BATCH);
          continue;
        }
        var acknowledgements = send(producer, changes);
        // Read while Kafka takes these, and sent once it has acknowledged them.
        List<SealedChange> next;
        try {
          next = SealedLog.after(connection, changes.getLast().position(), BATCH);
        } finally { // what Kafka has is stored, even if no more can be read
          position = await(acknowledgements, connection, changes, leads);
        }
        changes = next;
      }
    } finally {
      producer.close(Duration.ZERO); // the next leader sends unacknowledged events again
    }
  }

  private boolean leads(long in) {
    return !closed() && term.get().equals(OptionalLong.of(in));
  }

  private List<Future<RecordMetadata>> send(
      KafkaProducer<String, byte[]> producer, List<SealedChange> changes) {
    var sent = new ArrayList<Future<RecordMetadata>>(changes.size());
    for (var change : changes) {
      var acknowledgement = producer.send(event(change));
      sent.add(acknowledgement);
      if (acknowledgement.isDone() && acknowledgement.state() == Future.State.FAILED) {
        break; // refused: later events must not overtake it
      }
    }
    return sent;
  }

  /**
   * Waits until all are acknowledged, and stores the position of the last. After a failure it
   * stores that of the last one before.
   */
  private long await(
      List<Future<RecordMetadata>> sent,
      Connection connection,
      List<SealedChange> changes,
      long leads)
      throws SQLException, InterruptedException, ExecutionException {
    var safe = changes.getFirst().position() - 1;
    try {
      for (int i = 0; i < sent.size(); i++) {
        acknowledged(sent.get(i), changes.get(i), leads);
        safe = changes.get(i).position();
      }
      return safe;
    } finally {
      if (safe >= changes.getFirst().position()) {
        store(connection, safe, leads);
      }
    }
  }

  /**
   * Waits for an acknowledgement and reports a delay early. After half a minute it gives up, and a
   * new producer is started.
   */
  private void acknowledged(Future<RecordMetadata> acknowledgement, SealedChange change, long leads)
      throws InterruptedException, ExecutionException {
    for (int round = 1; ; round++) {
      try {
        acknowledgement.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        lastFailure = "Kafka has not acknowledged position " + change.position();
        LOG.warnf("Events to Kafka topic %s are delayed: %s", topic, lastFailure);
        if (round == MAX_ROUNDS || !leads(leads)) {
          throw new ExecutionException(lastFailure, e);
        }
      }
    }
  }

  /**
   * The change as a CloudEvent in Kafka's binary mode. A deletion has no value (a Kafka tombstone),
   * and therefore no data schema.
   */
  private ProducerRecord<String, byte[]> event(SealedChange change) {
    var event =
        CloudEventBuilder.v1()
            .withId(change.id(service))
            .withSource(URI.create("/zhihe/" + service))
            .withType(change.type())
            .withSubject(change.key())
            .withTime(change.time().atOffset(ZoneOffset.UTC))
            .withExtension("position", Long.toString(change.position()))
            .withExtension("entityversion", Long.toString(change.version()))
            .withExtension("audience", change.audience().text());
    if (change.body() != null) {
      event.withData("application/json", change.body().getBytes(StandardCharsets.UTF_8));
      schemas.computeIfAbsent(change.entityType(), this::schema).ifPresent(event::withDataSchema);
    }
    return KafkaMessageFactory.createWriter(topic, change.key()).writeBinary(event.build());
  }

  /** Address of the newest schema of a type; empty for a type without a schema. */
  private Optional<URI> schema(String entityType) {
    var loader = Thread.currentThread().getContextClassLoader();
    int version = 0;
    while (loader.getResource("events/%s.v%d.json".formatted(entityType, version + 1)) != null) {
      version++;
    }
    return version == 0
        ? Optional.empty()
        : Optional.of(
            URI.create(
                "%s/schemas/%s/%s/%d"
                    .formatted(
                        publicUrl.toString().replaceFirst("/$", ""),
                        service,
                        entityType,
                        version)));
  }

  private long position(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into relay (topic, position) values (?, 0)
            on conflict (topic) do update set position = relay.position returning position
            """)) {
      statement.setString(1, topic);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void store(Connection connection, long position, long leads) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update relay set position = greatest(position, ?)
            where topic = ? and exists (select from feed_head where term = ?)
            """)) {
      statement.setLong(1, position);
      statement.setString(2, topic);
      statement.setLong(3, leads);
      if (statement.executeUpdate() == 0) {
        throw new SQLException("another instance leads: term " + leads + " is over");
      }
    }
  }

  /**
   * The properties of the account. The file is read at each start of sending, so that a changed
   * password needs no restart of the service.
   */
  private Map<String, Object> authentication() {
    var properties = new Properties();
    if (account.isPresent()) {
      try (var in = Files.newBufferedReader(account.get())) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("Kafka's account is not readable: " + e, e);
      }
    }
    var authentication = new HashMap<String, Object>();
    properties
        .stringPropertyNames()
        .forEach(name -> authentication.put(name, properties.getProperty(name)));
    return authentication;
  }

  /**
   * Creates the topic with six partitions and unlimited retention: it is a full copy of the log.
   */
  private void createTopic(Map<String, Object> authentication)
      throws InterruptedException, ExecutionException {
    var settings = new HashMap<>(authentication);
    settings.putAll(
        Map.of(
            "bootstrap.servers", kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG),
            "request.timeout.ms", 5_000,
            "default.api.timeout.ms", 10_000));
    try (var admin = Admin.create(settings)) {
      var wanted =
          new NewTopic(topic, Optional.of(6), Optional.empty())
              .configs(Map.of("retention.ms", "-1", "cleanup.policy", "delete"));
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
