package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.await;
import static dev.zhihe.kit.sealing.Ledger.body;
import static dev.zhihe.kit.sealing.Ledger.change;
import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.audit.Proof;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.feed.FeedItem;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.servers.Kafka;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the topic, against the feed. */
class RelayTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir static Path state;
  private static Kafka kafka;

  @BeforeAll
  static void startKafka() {
    kafka = Kafka.start(state, 0);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void theTopicHoldsTheFeedEventForEvent() throws Exception {
    var ledger = Ledger.create();
    ledger.commitNote("a", 3);
    ledger.commit(
        List.of(
            change("note", "a", 4, Action.DELETED, null, "end"),
            change("road_sign", "s", 1, Action.CREATED, Audience.BUREAU, body("s", 1), "draft")));
    ledger.commit(List.of(change("note", "a", 5, Action.CREATED, body("a", 5), "again")));
    try (var sealing = ledger.sealing();
        var _ = relaying(ledger, sealing.sealer())) {
      awaitRelayed(ledger);
    }
    var feed = Proof.feed(ledger);
    var records = topic(ledger.service());
    assertThat(records.stream().map(RelayTest::id).toList())
        .containsExactlyInAnyOrderElementsOf(feed.stream().map(FeedItem::id).toList());
    equalsFeed(ledger, records);
    var tombstone =
        records.stream().filter(record -> id(record).endsWith("/4")).findFirst().orElseThrow();
    assertThat(tombstone.value()).isNull();
  }

  /** Committed before bodies were held against what reads them in the database. */
  @Test
  void aBodyThatTheDatabaseCannotReadGoesOutLikeAnyOther() throws Exception {
    var ledger = Ledger.create();
    var body = "{\"note\":\"a\\u0000b\"}";
    try (var owner = ledger.as("owner")) {
      Ledger.execute(owner, "alter table change_log disable trigger queued");
      Ledger.execute(owner, "alter table change_queue disable trigger queued_already");
      owner.setAutoCommit(false);
      var old = List.of(change("note", "old", 1, Action.CREATED, body, "old"));
      Ledger.write(owner, old.getFirst());
      LogRows.append(owner, old);
      Ledger.execute(owner, "insert into change_queue (log_id) select log_id from change_log");
      owner.commit();
    }
    try (var sealing = ledger.sealing();
        var _ = relaying(ledger, sealing.sealer())) {
      awaitRelayed(ledger);
    }
    equalsFeed(ledger, topic(ledger.service()));
    assertThat(Proof.feed(ledger)).extracting(FeedItem::data).containsExactly(body);
  }

  @Test
  void everyChangeArrivesInOrderThoughKafkaDiesAndTheRelayIsReplaced() throws Exception {
    var ledger = Ledger.create();
    var writers = new Writers(ledger);
    try (var sealing = ledger.sealing();
        writers) {
      try (var relay = relaying(ledger, sealing.sealer())) {
        writers.start(1);
        await("events flow", TIMEOUT, () -> position(ledger) > 300);
        for (int look = 0; look < 30; look++) {
          var safe = position(ledger);
          assertThat(count(ledger)).as("events in the topic").isGreaterThanOrEqualTo(safe);
        }
        killKafka();
        await("the trouble is told", TIMEOUT, () -> relay.relay.failure().isPresent());
        goesOn(ledger);
        var safe = position(ledger);
        restartKafka();
        await("events flow again", TIMEOUT, () -> position(ledger) > safe);
      } // and ends in the midst of what had piled up
      assertThat(position(ledger)).isLessThan(ledger.head());
      try (var _ = relaying(ledger, sealing.sealer())) {
        writers.close();
        awaitRelayed(ledger);
      }
    }
    equalsFeed(ledger, topic(ledger.service()));
    Proof.holds(ledger, writers.committed());
  }

  /**
   * A new topic refuses for a moment whoever is quick: an idempotent producer with several requests
   * in flight then got its second one in before its first.
   */
  @Test
  void theFirstEventsOfANewTopicKeepTheirOrder() throws Exception {
    var ledger = Ledger.create();
    ledger.commitNote("a", 60);
    ledger.commitNote("b", 60);
    ledger.commitNote("c", 60);
    try (var sealing = ledger.sealing()) {
      ledger.awaitSealed();
      var everyPosition =
          Proof.feed(ledger).stream()
              .collect(
                  Collectors.groupingBy(
                      item -> item.entityType() + "/" + item.entityId(),
                      TreeMap::new,
                      Collectors.mapping(FeedItem::position, Collectors.toList())));
      for (int attempt = 0; attempt < 12; attempt++) {
        var topic = ledger.service() + "_" + attempt;
        try (var _ = relaying(ledger, topic, sealing.sealer()::term)) {
          await(
              "everything in Kafka",
              TIMEOUT,
              () ->
                  ledger.number(
                          "select count(*) from relay where position = 180 and topic = 'zhihe."
                              + topic
                              + "'")
                      == 1);
        }
        var seen = new HashSet<String>();
        var inKafka =
            topic(topic).stream()
                .filter(record -> seen.add(id(record)))
                .collect(
                    Collectors.groupingBy(
                        ConsumerRecord::key,
                        TreeMap::new,
                        Collectors.mapping(RelayTest::positionOf, Collectors.toList())));
        assertThat(inKafka).as("topic %d", attempt).isEqualTo(everyPosition);
      }
    }
  }

  /** Both were sent to the same partition: the later may not stand before the earlier. */
  @Test
  void nothingOvertakesAnEventThatKafkaRefuses() throws Exception {
    var ledger = Ledger.create();
    try (var owner = ledger.as("owner")) {
      Ledger.execute(owner, "alter table change_log drop constraint names_fit_an_event");
    }
    var tooLong = "x".repeat(80_000); // twice in a record, beside the largest body
    ledger.commitNote("a", 1);
    ledger.commit(
        List.of(
            change(
                "note",
                tooLong,
                1,
                Action.CREATED,
                "\"" + "x".repeat(ChangeLog.MAX_BODY_BYTES - 2) + "\"",
                "large")));
    ledger.commit(List.of(note("a", 2), note("b", 1)));
    try (var sealing = ledger.sealing();
        var relay = relaying(ledger, sealing.sealer())) {
      await("the trouble is told", TIMEOUT, () -> relay.relay.failure().isPresent());
      assertThat(relay.relay.failure().orElseThrow()).contains("larger than");
      await("what came before is safe", TIMEOUT, () -> position(ledger) == 1);
    }
    assertThat(new HashSet<>(topic(ledger.service()).stream().map(RelayTest::id).toList()))
        .containsExactly(ledger.service() + "/" + ledger.epoch() + "/1");
  }

  @Test
  void aRelayOfATermThatIsOverMovesNothing() throws Exception {
    var ledger = Ledger.create();
    ledger.commitNote("a", 3);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
      try (var late = relaying(ledger, ledger.service(), () -> OptionalLong.of(77))) {
        await("it is told so", TIMEOUT, () -> late.relay.failure().isPresent());
        assertThat(late.relay.failure().orElseThrow()).contains("another instance leads");
      }
      assertThat(position(ledger)).isZero();
    }
  }

  @Test
  void eventsWaitForAnAccountThatMayWriteTheTopic() throws Exception {
    var ledger = Ledger.create();
    ledger.commitNote("a", 3);
    var account = state.resolve(ledger.service() + ".properties");
    try (var sealing = ledger.sealing();
        var relay = relaying(ledger, ledger.service(), sealing.sealer()::term, account)) {
      awaitFailure(relay, "not readable");
      Files.copy(Kafka.account(state, Kafka.CONSUMER), account);
      awaitFailure(relay, "Authorization");
      assertThat(position(ledger)).isZero();
      Files.copy(Kafka.account(state, Kafka.ADMIN), account, StandardCopyOption.REPLACE_EXISTING);
      awaitRelayed(ledger);
    }
    equalsFeed(ledger, topic(ledger.service()));
  }

  private static void awaitFailure(Running relay, String words) throws Exception {
    await(words, TIMEOUT, () -> relay.relay.failure().orElse("").contains(words));
  }

  private record Running(Relay relay, Thread thread) implements AutoCloseable {
    @Override
    public void close() {
      relay.close();
      thread.interrupt();
      Ledger.awaitEnd(thread);
    }
  }

  private static Running relaying(Ledger ledger, Sealer sealer) throws Exception {
    return relaying(ledger, ledger.service(), sealer::term);
  }

  private static Running relaying(Ledger ledger, String service, Supplier<OptionalLong> term)
      throws Exception {
    return relaying(ledger, service, term, Kafka.account(state, Kafka.ADMIN));
  }

  private static Running relaying(
      Ledger ledger, String service, Supplier<OptionalLong> term, Path account) throws Exception {
    var relay =
        new Relay(
            service,
            kafka.bootstrap(),
            Optional.of(account),
            URI.create("http://public"),
            () -> ledger.as("sealer"),
            term,
            ledger.log());
    return new Running(relay, Thread.ofPlatform().daemon().name("relay").start(relay));
  }

  private static void goesOn(Ledger ledger) throws Exception {
    var head = ledger.head();
    await("writing and sealing go on without Kafka", TIMEOUT, () -> ledger.head() > head + 1_000);
  }

  private static void killKafka() throws Exception {
    var process = ProcessHandle.of(kafka.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get();
  }

  private static void restartKafka() {
    kafka = Kafka.start(state, kafka.port());
  }

  private static void awaitRelayed(Ledger ledger) throws Exception {
    ledger.awaitSealed();
    await("everything in Kafka", TIMEOUT, () -> caughtUp(ledger));
  }

  private static boolean caughtUp(Ledger ledger) throws Exception {
    return position(ledger) == ledger.head();
  }

  private static long position(Ledger ledger) throws Exception {
    return ledger.number("select coalesce(max(position), 0) from relay");
  }

  /**
   * Without repeats, what each key's events say in their order is what the feed says of it, byte
   * for byte.
   */
  private static void equalsFeed(Ledger ledger, List<ConsumerRecord<String, byte[]>> records)
      throws Exception {
    var seen = new HashSet<String>();
    var inKafka = new TreeMap<String, List<Map<String, Object>>>();
    for (var record : records) {
      if (seen.add(id(record))) {
        inKafka.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(event(record));
      }
    }
    var inFeed = new TreeMap<String, List<Map<String, Object>>>();
    var audiences = audiences(ledger);
    for (var item : Proof.feed(ledger)) {
      inFeed
          .computeIfAbsent(item.entityType() + "/" + item.entityId(), key -> new ArrayList<>())
          .add(event(item, audiences.get(item.position())));
    }
    assertThat(inKafka.keySet()).isEqualTo(inFeed.keySet());
    inFeed.forEach((key, events) -> assertThat(inKafka.get(key)).as(key).isEqualTo(events));
  }

  /** Who may read the state at each position; the feed does not tell. */
  private static Map<Long, String> audiences(Ledger ledger) throws Exception {
    var audiences = new TreeMap<Long, String>();
    try (var owner = ledger.as("owner");
        var statement = owner.createStatement();
        var row =
            statement.executeQuery(
                "select position, audience from sealed_change join change_log using (log_id)")) {
      while (row.next()) {
        audiences.put(row.getLong(1), row.getString(2));
      }
    }
    return audiences;
  }

  private static Map<String, Object> event(FeedItem item, String audience) {
    var event = new LinkedHashMap<String, Object>();
    event.put("ce_specversion", "1.0");
    event.put("ce_id", item.id());
    event.put("ce_source", "/zhihe/" + String.valueOf(item.id()).replaceFirst("/.*", ""));
    event.put("ce_type", item.type());
    event.put("ce_subject", item.entityType() + "/" + item.entityId());
    event.put("ce_time", Instant.parse(String.valueOf(item.time())));
    event.put("ce_position", Long.toString(item.position()));
    event.put("ce_entityversion", String.valueOf(item.version()));
    event.put("ce_audience", audience);
    if (item.data() != null) {
      event.put("content-type", "application/json");
      if ("note".equals(item.entityType())) { // two versions of its schema are among the resources
        event.put(
            "ce_dataschema",
            "http://public/schemas/%s/note/2"
                .formatted(String.valueOf(item.id()).replaceFirst("/.*", "")));
      }
    }
    event.put("data", item.data());
    return new TreeMap<>(event);
  }

  private static Map<String, Object> event(ConsumerRecord<String, byte[]> record) {
    var event = new TreeMap<String, Object>();
    for (var header : record.headers()) {
      var value = new String(header.value(), StandardCharsets.UTF_8);
      event.put(header.key(), header.key().equals("ce_time") ? Instant.parse(value) : value);
    }
    event.put(
        "data", record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8));
    return event;
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }

  private static long positionOf(ConsumerRecord<String, byte[]> record) {
    var header = record.headers().lastHeader("ce_position").value();
    return Long.parseLong(new String(header, StandardCharsets.UTF_8));
  }

  private static long count(Ledger ledger) {
    try (var consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, ledger.service())).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** The whole topic, each partition in its order. */
  private static List<ConsumerRecord<String, byte[]>> topic(String service) {
    try (var consumer = consumer()) {
      var partitions = partitions(consumer, service);
      assertThat(partitions).hasSize(6);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String service) {
    return consumer.partitionsFor("zhihe." + service).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.client(Kafka.ADMIN), new StringDeserializer(), new ByteArrayDeserializer());
  }
}
