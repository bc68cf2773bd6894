package dev.zhihe.kit.feed;

import static dev.zhihe.kit.sealing.Ledger.body;
import static dev.zhihe.kit.sealing.Ledger.change;
import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.sealing.Sealer;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.servers.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed as consumers read it: with the JSON of the pages and nothing else. */
class FeedTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHANGES = 31;
  private static final int NOT_PUBLIC = 7;
  private static final String PARK_CODE = "91000000MA00000157";
  private static final String OTHER_CODE = "91330100799655058B";
  private static final Audiences PARK = Audiences.ofRole(PARK_CODE);

  private static Ledger ledger;

  /**
   * Drafts among public notes, an adoption, deletions of both, texts beyond ASCII; what two
   * organisations handed in, of which one is accepted.
   */
  @BeforeAll
  static void someChanges() throws Exception {
    ledger = Ledger.create();
    ledger.commitNote("open", 20);
    ledger.commit(
        List.of(
            draft("draft", 1, Action.CREATED),
            note("beside", 1),
            draft("adopted", 1, Action.CREATED)));
    ledger.commit(List.of(draft("draft", 2, Action.UPDATED)));
    ledger.commit(
        List.of(
            change("note", "adopted", 2, Action.UPDATED, body("adopted", 2), "adoption"),
            change("note", "draft", 3, Action.DELETED, Audience.BUREAU, null, "end")));
    ledger.commit(List.of(change("note", "beside", 2, Action.DELETED, null, "end")));
    ledger.commit(List.of(handedIn("ours", 1, PARK_CODE), handedIn("theirs", 1, OTHER_CODE)));
    ledger.commit(List.of(handedIn("ours", 2, PARK_CODE)));
    ledger.commit(
        List.of(change("note", "ours", 3, Action.UPDATED, body("ours", 3), "acceptance")));
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    assertThat(ledger.head()).isEqualTo(CHANGES);
  }

  @Test
  void pagesOfAnySizeJoinToTheSameDenseFeed() throws Exception {
    var whole = items(CHANGES, Audiences.BUREAU);
    assertThat(whole.stream().map(item -> item.get("position").asLong()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, CHANGES).boxed().toList());
    for (var size : List.of(1, 2, 5, CHANGES - 1, CHANGES + 1)) {
      assertThat(items(size, Audiences.BUREAU)).isEqualTo(whole);
    }
    var end = Pages.page(ledger.feed(), CHANGES, 10, Audiences.BUREAU);
    assertThat(end.items()).isEmpty();
    assertThat(end.next()).isEqualTo(CHANGES);
    assertThat(end.head()).isEqualTo(CHANGES);
    assertThat(Pages.page(ledger.feed(), 3, 2, Audiences.BUREAU).next()).isEqualTo(5);
    assertThat(Pages.page(ledger.feed(), 3, 2, Audiences.BUREAU).head()).isEqualTo(CHANGES);
  }

  @Test
  void aPageOfLargeBodiesEndsEarlyAndNothingIsMissing() throws Exception {
    var large = Ledger.create();
    var body = "\"" + "x".repeat(ChangeLog.MAX_BODY_BYTES - 2) + "\"";
    for (int version = 1; version <= 12; version++) {
      large.commit(
          List.of(
              change(
                  "note",
                  "large",
                  version,
                  version == 1 ? Action.CREATED : Action.UPDATED,
                  body,
                  "v" + version)));
    }
    try (var _ = large.sealing()) {
      large.awaitSealed();
    }
    var first = Pages.page(large.feed(), 0, 1_000, Audiences.BUREAU);
    assertThat(first.items()).hasSize(9);
    var second = Pages.page(large.feed(), first.next(), 1_000, Audiences.BUREAU);
    assertThat(second.items().getFirst().position()).isEqualTo(10);
    assertThat(second.next()).isEqualTo(12);
  }

  @Test
  void namesAreEscapedAsJacksonEscapesThem() throws Exception {
    var odd = Ledger.create();
    var ids = List.of("\"quoted\\ \u001f\n\t\b\f\r/\u007f\u2028", "科技 𠮷 é", "-");
    for (var id : ids) {
      odd.commit(List.of(change("note", id, 1, Action.CREATED, body("a", 1), "v1")));
    }
    try (var _ = odd.sealing()) {
      odd.awaitSealed();
    }
    assertThat(Pages.page(odd.feed(), 0, 10, Audiences.BUREAU).items())
        .extracting(FeedItem::entityId)
        .containsExactlyElementsOf(ids);
  }

  @Test
  void thePublicSeesThePositionAndHashOfWhatIsWithheldAndNothingElse() throws Exception {
    var all = items(7, Audiences.BUREAU);
    var open = items(7, Audiences.PUBLIC);
    assertThat(open).hasSameSizeAs(all);
    var withheld = new ArrayList<Long>();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).has("withheld")).isFalse();
      if (open.get(i).has("withheld")) {
        withheld.add(open.get(i).get("position").asLong());
        assertThat(open.get(i))
            .isEqualTo(
                JSON.createObjectNode()
                    .put("position", i + 1)
                    .put("hash", all.get(i).get("hash").asText())
                    .put("sealedAt", all.get(i).get("sealedAt").asText())
                    .put("endOfTransaction", all.get(i).get("endOfTransaction").asBoolean())
                    .put("withheld", true));
      } else {
        assertThat(open.get(i)).isEqualTo(all.get(i));
      }
    }
    assertThat(withheld).containsExactly(21L, 23L, 24L, 26L, 28L, 29L, 30L);
  }

  @Test
  void anOrganisationReadsWhatItHandedInAndNothingElseThatIsWithheld() throws Exception {
    var all = items(7, Audiences.BUREAU);
    var open = items(7, Audiences.PUBLIC);
    var ours = items(7, PARK);
    for (int i = 0; i < CHANGES; i++) {
      var own = List.of(28, 30).contains(i + 1);
      assertThat(ours.get(i)).as("position %d", i + 1).isEqualTo((own ? all : open).get(i));
      assertThat(open.get(i).has("withheld"))
          .isEqualTo(List.of(21, 23, 24, 26, 28, 29, 30).contains(i + 1));
    }
    assertThat(open.get(28).fieldNames())
        .as("alike, whoever it is withheld for")
        .toIterable()
        .containsExactlyElementsOf(() -> open.get(20).fieldNames());
  }

  @Test
  void aConsumerVerifiesRowsAndChainFromThePagesAlone() throws Exception {
    for (var reader : List.of(Audiences.BUREAU, Audiences.PUBLIC, PARK)) {
      var chain = MessageDigest.getInstance("SHA-256").digest();
      var verified = 0;
      for (long after = 0; after < CHANGES; ) {
        var page = page(after, 4, reader);
        for (var item : page.get("items")) {
          if (!item.has("withheld")) {
            assertThat(rowHash(item)).as("%s", item).isEqualTo(item.get("hash").asText());
            verified++;
          }
          chain =
              sha256(
                  out -> {
                    out.write(HEX.parseHex(item.get("hash").asText()));
                    var sealed = Instant.parse(item.get("sealedAt").asText());
                    out.writeLong(sealed.getEpochSecond() * 1_000_000 + sealed.getNano() / 1_000);
                    out.writeBoolean(item.get("endOfTransaction").asBoolean());
                  },
                  chain,
                  item.get("position").asLong());
        }
        assertThat(page.get("chain").asText()).isEqualTo(HEX.formatHex(chain));
        after = page.get("next").asLong();
      }
      assertThat(verified)
          .isEqualTo(reader.all() ? CHANGES : CHANGES - NOT_PUBLIC + (reader.equals(PARK) ? 2 : 0));
      assertThat(page(CHANGES, 4, reader).get("chain").asText()).isEqualTo(HEX.formatHex(chain));
    }
  }

  @Test
  void theHashOfADeletionDiffersFromOneOfAnEmptyBody() {
    var salt = new byte[16];
    var time = Instant.EPOCH;
    assertThat(ChangeHash.row(salt, "note", "a", 1, Action.DELETED, time, null, salt))
        .isNotEqualTo(ChangeHash.row(salt, "note", "a", 1, Action.DELETED, time, "", salt));
    assertThat(ChangeHash.row(salt, "note", "ab", 1, Action.DELETED, time, null, salt))
        .isNotEqualTo(ChangeHash.row(salt, "notea", "b", 1, Action.DELETED, time, null, salt));
  }

  @Test
  void whoeverWaitsIsWokenBySealing() throws Exception {
    var busy = Ledger.create();
    var log = busy.log();
    var feed = new Feed(log, busy.pool());
    try (var _ = Ledger.running(new Sealer(() -> busy.as("sealer"), log::headIs))) {
      busy.commitNote("a", 1);
      log.awaitBeyond(0, Duration.ofSeconds(20));
      assertThat(Pages.page(feed, 0, 10, Audiences.BUREAU).items()).hasSize(1);
      var waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  log.awaitBeyond(1, Duration.ofSeconds(20));
                  return Pages.page(feed, 1, 10, Audiences.BUREAU);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      var start = System.nanoTime();
      busy.commit(List.of(note("a", 2)));
      assertThat(waiting.get().items()).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
    var start = System.nanoTime();
    log.awaitBeyond(2, Duration.ofMillis(200));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
  }

  /** As after a restore: what was sealed before keeps its ids, what comes after has others. */
  @Test
  void anotherServerBeginsAnotherEpoch() throws Exception {
    var moved = Ledger.create();
    moved.commitNote("a", 2);
    try (var _ = moved.sealing()) {
      moved.awaitSealed();
    }
    var first = Pages.page(moved.feed(), 0, 10, Audiences.BUREAU).feedEpoch();
    assertThat(first).as("seconds since 2020").isGreaterThan(200_000_000);
    try (var owner = moved.as("owner")) {
      Ledger.execute(owner, "update feed_head set installation = 'elsewhere'");
    }
    moved.commit(List.of(note("a", 3)));
    try (var _ = moved.sealing()) {
      moved.awaitSealed();
    }
    var page = Pages.page(moved.feed(), 0, 10, Audiences.BUREAU);
    assertThat(page.feedEpoch()).isGreaterThan(first);
    assertThat(page.items().stream().map(FeedItem::id))
        .containsExactly(
            moved.service() + "/" + first + "/1",
            moved.service() + "/" + first + "/2",
            moved.service() + "/" + page.feedEpoch() + "/3");
  }

  /** Or a consumer that was further would get nothing, and then another history, without a word. */
  @Test
  void aDataFolderPutBackFromACopyBeginsAnotherEpochAndAnotherChain(@TempDir Path state)
      throws Exception {
    var data = state.resolve("postgres");
    var copy = state.resolve("copy");
    Ledger ledger;
    try (var server = Postgres.startForTests(state, 0)) {
      ledger = Ledger.create(server, "latest");
      sealed(ledger, "a");
    }
    copy(data, copy);
    String chain;
    long epoch;
    try (var _ = Postgres.startForTests(state, ledger.port())) {
      sealed(ledger, "lost");
      epoch = ledger.epoch();
      chain = chain(ledger, 4);
    }
    try (var files = Files.walk(data)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    copy(copy, data);
    try (var _ = Postgres.startForTests(state, ledger.port())) {
      sealed(ledger, "other");
      assertThat(ledger.head()).isEqualTo(4);
      assertThat(ledger.epoch()).isGreaterThan(epoch);
      assertThat(chain(ledger, 4)).isNotEqualTo(chain);
      assertThat(ledger.rows("select feed_epoch::bigint from sealed_change order by position"))
          .isEqualTo(
              List.of(
                  List.of(epoch),
                  List.of(epoch),
                  List.of(ledger.epoch()),
                  List.of(ledger.epoch())));
    }
    try (var _ = Postgres.startForTests(state, ledger.port())) {
      var began = ledger.epoch();
      sealed(ledger, "after");
      assertThat(ledger.epoch()).as("started once more").isEqualTo(began);
    }
  }

  private static void sealed(Ledger ledger, String code) throws Exception {
    ledger.commitNote(code, 2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
  }

  private static String chain(Ledger ledger, long position) throws SQLException {
    return ledger
        .rows("select encode(chain, 'hex') from sealed_change where position = " + position)
        .toString();
  }

  private static void copy(Path from, Path to) throws Exception {
    var copying = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO();
    assertThat(copying.start().waitFor()).isZero();
  }

  /** The folder alone tells that positions were rewound: the server's identifier is in the copy. */
  @Test
  void anotherDataFolderBeginsAnotherEpoch() throws Exception {
    var moved = Ledger.create();
    try (var owner = moved.as("owner");
        var sealer = moved.as("sealer")) {
      var known = "select installation from feed_head";
      Ledger.execute(
          owner,
          "update feed_head set installation = (select system_identifier from pg_control_system()) || '/00000001'");
      assertThat(begins(sealer, "")).as("as an earlier version left it").isFalse();
      assertThat(begins(sealer, "1:2")).as("told for the first time").isFalse();
      assertThat(moved.rows(known).toString()).endsWith("/00000001/1:2]]");
      assertThat(begins(sealer, "1:2")).as("started again").isFalse();
      assertThat(begins(sealer, "")).as("not told").isFalse();
      var first = moved.epoch();
      assertThat(begins(sealer, "1:3")).as("another folder").isTrue();
      assertThat(moved.epoch()).isGreaterThan(first);
      assertThat(begins(sealer, "1:3")).as("known by now").isFalse();
      Ledger.execute(owner, "update feed_head set installation = 'elsewhere/00000001/1:3'");
      assertThat(begins(sealer, "1:3")).as("another server").isTrue();
    }
  }

  private static boolean begins(Connection sealer, String folder) throws SQLException {
    Ledger.execute(sealer, "set zhihe.data_folder = '" + folder + "'");
    try (var statement = sealer.createStatement();
        var begins = statement.executeQuery("select begin_epoch_if_restored()")) {
      begins.next();
      return begins.getBoolean(1);
    }
  }

  /** Another instance's sealing is heard through the database. */
  @Test
  void onlyTheSealerNotifiesAndSaysWhereTheHeadIs() throws Exception {
    var busy = Ledger.create();
    try (var ear = busy.as("reader")) {
      Ledger.execute(ear, "listen feed");
      busy.commitNote("a", 3);
      assertThat(ear.unwrap(org.postgresql.PGConnection.class).getNotifications(1)).isEmpty();
      try (var _ = busy.sealing()) {
        var heard = ear.unwrap(org.postgresql.PGConnection.class).getNotifications(20_000);
        assertThat(heard).isNotEmpty();
        assertThat(heard[heard.length - 1].getName()).isEqualTo("feed");
        assertThat(heard[heard.length - 1].getParameter()).isEqualTo("3");
      }
    }
  }

  @Test
  void freshnessChangesWithEveryCommitAndWithNothingElse() throws Exception {
    var busy = Ledger.create();
    var log = busy.log();
    var keys = new HashSet<String>();
    keys.add(log.freshness().key());
    for (int version = 1; version <= 10; version++) {
      busy.commit(List.of(note("a", version)));
      assertThat(keys.add(log.freshness().key())).as("new after version %d", version).isTrue();
    }
    var before = log.freshness().key();
    try (var _ = busy.sealing()) {
      busy.awaitSealed();
      assertThat(log.freshness().key()).isEqualTo(before);
      try (var app = busy.as("app")) {
        app.setAutoCommit(false);
        Ledger.write(app, note("a", 11));
        LogRows.append(app, List.of(note("a", 11)));
        assertThat(log.freshness().key()).as("before the commit").isEqualTo(before);
        app.rollback();
        assertThat(log.freshness().key()).as("after a rollback").isEqualTo(before);
      }
      for (int version = 11; version <= 30; version++) {
        busy.commit(List.of(note("a", version)));
        assertThat(keys.add(log.freshness().key())).as("new after version %d", version).isTrue();
      }
    }
  }

  private static List<JsonNode> items(int size, Audiences reader) throws Exception {
    var items = new ArrayList<JsonNode>();
    for (long after = 0; after < CHANGES; ) {
      var page = page(after, size, reader);
      page.get("items").forEach(items::add);
      after = page.get("next").asLong();
    }
    return items;
  }

  private static JsonNode page(long after, int size, Audiences reader) throws Exception {
    return JSON.readTree(JSON.writeValueAsBytes(Pages.page(ledger.feed(), after, size, reader)));
  }

  /** As the documentation of the feed's fields tells it, without the kit's own hashing. */
  private static String rowHash(JsonNode item) throws Exception {
    return HEX.formatHex(
        sha256(
            out -> {
              out.write(HEX.parseHex(item.get("salt").asText()));
              text(out, item.get("entityType").asText());
              text(out, item.get("entityId").asText());
              out.writeLong(item.get("version").asLong());
              text(out, item.get("action").asText());
              text(out, item.get("time").asText());
              if (item.has("data")) {
                text(out, item.get("data").toString());
              } else {
                out.writeInt(-1);
              }
              out.write(HEX.parseHex(item.get("auditHash").asText()));
            }));
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws Exception;
  }

  private static byte[] sha256(Content content) throws Exception {
    var bytes = new ByteArrayOutputStream();
    content.writeTo(new DataOutputStream(bytes));
    return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
  }

  private static byte[] sha256(Content rest, byte[] first, long position) throws Exception {
    return sha256(
        out -> {
          out.write(first);
          out.writeLong(position);
          rest.writeTo(out);
        });
  }

  private static void text(DataOutputStream out, String text) throws Exception {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Change handedIn(String code, long version, String organisation) {
    return change(
        "note",
        code,
        version,
        version == 1 ? Action.CREATED : Action.UPDATED,
        Audience.organisation(organisation),
        body(code, version),
        "handed-in");
  }

  private static Change draft(String code, long version, Action action) {
    return change("note", code, version, action, Audience.BUREAU, body(code, version), "draft");
  }
}
