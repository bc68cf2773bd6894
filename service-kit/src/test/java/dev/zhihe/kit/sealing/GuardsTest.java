package dev.zhihe.kit.sealing;

import static dev.zhihe.kit.sealing.Ledger.body;
import static dev.zhihe.kit.sealing.Ledger.change;
import static dev.zhihe.kit.sealing.Ledger.execute;
import static dev.zhihe.kit.sealing.Ledger.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.security.Audience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whatever the application does. */
class GuardsTest {
  private static final String UNVERSIONED = "ZH001";
  private static final String UNLOGGED = "ZH002";
  private static final String UNREADABLE = "ZH003";
  private static final String FORBIDDEN = "42501";

  private static Ledger ledger;
  private Connection app;

  @BeforeAll
  static void oneSealedNote() throws Exception {
    ledger = Ledger.create();
    ledger.commitNote("kept", 2);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    ledger.commitNote("waiting", 1);
  }

  @BeforeEach
  void connect() throws SQLException {
    app = ledger.as("app");
    app.setAutoCommit(false);
  }

  @AfterEach
  void nothingWasLeftBehind() throws SQLException {
    app.close();
    assertThat(ledger.rows("select code, version, body from note order by code"))
        .isEqualTo(
            List.of(
                List.of("kept", 2L, body("kept", 2)), List.of("waiting", 1L, body("waiting", 1))));
    assertThat(ledger.number("select count(*) from change_log")).isEqualTo(3);
    assertThat(ledger.number("select count(*) from change_queue")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update note set text = 'other' where code = 'kept'",
        "update note set text = 'other', version = version where code = 'kept'",
        "update note set version = version + 2 where code = 'kept'",
        "update note set version = version - 1 where code = 'kept'",
        "update note set body = '{}' where code = 'kept'",
        "update note set audience = 'BUREAU'",
        "update note set code = 'renamed', version = version + 1 where code = 'kept'",
      })
  void refusesToCommitAnUpdateWithoutTheNextVersionOfTheSameEntity(String update)
      throws SQLException {
    execute(app, update);
    assertThatThrownBy(app::commit).satisfies(refusal(UNVERSIONED));
  }

  @Test
  void refusesToCommitACreationUpdateOrDeletionWithoutItsLogRow() throws SQLException {
    for (var change : List.of(note("new", 1), note("kept", 3), deletion("kept", 3))) {
      Ledger.write(app, change);
      assertThatThrownBy(app::commit).as("%s", change).satisfies(refusal(UNLOGGED));
    }
  }

  @Test
  void refusesToCommitWhenTheLogRowSaysOtherThanTheTable() throws SQLException {
    var lies =
        List.of(
            List.of(note("new", 1), create("new", Audience.PUBLIC, "{}")),
            List.of(note("new", 1), create("new", Audience.BUREAU, body("new", 1))),
            List.of(note("new", 1), create("other", Audience.PUBLIC, body("new", 1))),
            List.of(note("kept", 3), update("kept", 3, Audience.PUBLIC, "{}")),
            List.of(note("kept", 3), update("kept", 3, Audience.BUREAU, body("kept", 3))),
            List.of(note("kept", 3), update("kept", 4, Audience.PUBLIC, body("kept", 3))),
            List.of(note("kept", 3), deletion("kept", 3)),
            List.of(deletion("kept", 3), note("kept", 3)),
            List.of(deletion("kept", 3), deletion("waiting", 2)),
            List.of(
                note("kept", 3),
                change("road_sign", "kept", 3, Action.UPDATED, body("kept", 3), "lie")));
    for (var lie : lies) {
      Ledger.write(app, lie.getFirst());
      LogRows.append(app, List.of(lie.getLast()));
      assertThatThrownBy(app::commit).as("%s", lie).satisfies(refusal(UNLOGGED));
    }
  }

  @Test
  void refusesToCommitWhenOneOfManyRowsIsNotInTheLog() throws SQLException {
    var created = IntStream.range(0, 50).mapToObj(i -> note("bulk-" + i, 1)).toList();
    for (var change : created) {
      Ledger.write(app, change);
    }
    LogRows.append(app, created.subList(0, 49));
    assertThatThrownBy(app::commit).satisfies(refusal(UNLOGGED));
  }

  @Test
  void refusesALogRowThatWasCommittedBeforeTheChange() throws SQLException {
    // Logged without a change, which the log alone cannot see; the change then may not lean on it.
    var elsewhere = Ledger.create();
    elsewhere.commitNote("kept", 1);
    try (var other = elsewhere.as("app")) {
      other.setAutoCommit(false);
      LogRows.append(other, List.of(note("kept", 2)));
      other.commit();
      Ledger.write(other, note("kept", 2));
      assertThatThrownBy(other::commit).satisfies(refusal(UNLOGGED));
    }
  }

  @Test
  void refusesACreationThatDoesNotContinueTheVersions() throws SQLException {
    var elsewhere = Ledger.create();
    for (var version : List.of(2L, 5L)) {
      var leap = change("note", "leap", version, Action.CREATED, "{}", "leap");
      assertThatThrownBy(() -> elsewhere.commit(List.of(leap))).satisfies(refusal(UNLOGGED));
    }
  }

  @Test
  void refusesASecondLogRowOfOneVersion() throws SQLException {
    Ledger.write(app, note("kept", 3));
    LogRows.append(app, List.of(note("kept", 3)));
    assertThatThrownBy(() -> LogRows.append(app, List.of(note("kept", 3))))
        .satisfies(refusal("23505"));
  }

  @Test
  void refusesABodyThatNoEventCouldCarry() throws SQLException {
    var large = "智".repeat(ChangeLog.MAX_BODY_BYTES / 3) + "e"; // three bytes each, and one more
    assertThatThrownBy(() -> LogRows.append(app, List.of(create("large", Audience.PUBLIC, large))))
        .satisfies(refusal("23514"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"note\":\"a\\u0000b\"}",
        "{\"note\":\"\\ud83d\"}",
        "{\"value\":1e200000}",
        "{\"value\":NaN}",
        "{} {}",
        "{\"note\":\"a\tb\"}",
      })
  void refusesABodyThatTheDatabaseCouldNotRead(String body) {
    assertThatThrownBy(
            () ->
                LogRows.append(
                    app, List.of(note("new", 1), create("broken", Audience.PUBLIC, body))))
        .satisfies(refusal(UNREADABLE))
        .hasMessageContaining("note broken: the body of version 1");
  }

  @Test
  void refusesABodyThatIsNestedTooDeeply() {
    var deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> LogRows.append(app, List.of(create("deep", Audience.PUBLIC, deep))))
        .satisfies(refusal("54001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EVERYBODY",
        "ORG:",
        "ORG:9100",
        "ORG:91000000MA0000015I",
        "ORG:91000000MA00000157 ",
        "xORG:91000000MA00000157",
        "91000000MA00000157"
      })
  void refusesAnAudienceThatIsNone(String audience) {
    assertThatThrownBy(() -> new Audience(audience)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                execute(
                    app,
                    "insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id) values ('note', 'x', 1, 'created', '%s', '{}', 'a', 'r')"
                        .formatted(audience)))
        .satisfies(refusal("23514"));
  }

  @Test
  void keepsAStateForAnOrganisationAndRefusesToCommitItAsAnothers() throws SQLException {
    var elsewhere = Ledger.create();
    var park = Audience.organisation("91000000MA00000157");
    elsewhere.commit(List.of(create("handed-in", park, "{}")));
    assertThat(elsewhere.rows("select audience from change_log"))
        .isEqualTo(List.of(List.of("ORG:91000000MA00000157")));
    try (var other = elsewhere.as("app")) {
      other.setAutoCommit(false);
      Ledger.write(other, update("handed-in", 2, park, "{}"));
      LogRows.append(
          other,
          List.of(update("handed-in", 2, Audience.organisation("91330100799655058B"), "{}")));
      assertThatThrownBy(other::commit).satisfies(refusal(UNLOGGED));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update change_log set body = '{}'",
        "delete from change_log",
        "truncate change_log",
        "insert into change_log (log_id, entity_type, entity_id, version, action, audience, body, actor, request_id) overriding system value values (1000000, 'note', 'x', 1, 'created', 'PUBLIC', '{}', 'a', 'r')",
        "insert into change_log (recorded_at, entity_type, entity_id, version, action, audience, body, actor, request_id) values ('2020-01-01', 'note', 'x', 1, 'created', 'PUBLIC', '{}', 'a', 'r')",
        "insert into change_log (salt, entity_type, entity_id, version, action, audience, body, actor, request_id) values ('', 'note', 'x', 1, 'created', 'PUBLIC', '{}', 'a', 'r')",
        "insert into change_queue (log_id) values (999999)",
        "insert into change_queue (log_id) select max(log_id) from change_log",
        "insert into change_queue (log_id, txid) values (1, '1')",
        "update change_queue set txid = '1'",
        "delete from change_queue",
        "truncate change_queue",
        "insert into sealed_change select position + 9, log_id + 9, hash, chain, true, sealed_at, feed_epoch from sealed_change",
        "update sealed_change set hash = ''",
        "delete from sealed_change",
        "truncate sealed_change",
        "insert into history values ('note', 'x', 1, 1, null, 'PUBLIC', '{}')",
        "update history set to_position = 9",
        "delete from history",
        "truncate history",
        "update feed_head set position = 0",
        "delete from feed_head",
        "insert into feed_head default values",
        "truncate feed_head",
        "select begin_epoch_if_restored()",
        "insert into relay values ('x', 1)",
        "update relay set position = 9",
        "delete from relay",
        "insert into daily_head values ('2026-01-01', 1, '', now())",
        "update daily_head set chain = ''",
        "delete from daily_head",
        "truncate daily_head",
        "insert into feed_epoch values (1, 0)",
        "update feed_epoch set after_position = 9",
        "delete from feed_epoch",
        "insert into read_log (read_at, client, request_id, request, states) values ('2020-01-01', 'c', 'r', 'GET /', 1)",
        "update read_log set client = 'somebody else'",
        "delete from read_log",
        "truncate read_log",
        "drop table read_log",
        "select keep_read_log()",
        "truncate note",
        "alter table note disable trigger all",
        "alter table note disable trigger logged",
        "drop trigger logged on note",
        "set session_replication_role = replica",
        "create table mine (x int)",
        "create temp table mine (x int)",
        "create schema mine",
        "select publish('note')",
      })
  void theApplicationMayNotTouchWhatIsRecorded(String statement) {
    forbidden("app", statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id) values ('note', 'x', 1, 'created', 'PUBLIC', '{}', 'a', 'r')",
        "update change_log set body = '{}'",
        "delete from change_log",
        "truncate change_log",
        "insert into change_queue (log_id) values (1)",
        "update change_queue set txid = '1'",
        "truncate change_queue",
        "update sealed_change set hash = ''",
        "delete from sealed_change",
        "truncate sealed_change",
        "update history set body = '{}'",
        "update history set from_position = 9",
        "delete from history",
        "truncate history",
        "update feed_head set feed_epoch = 2",
        "delete from feed_head",
        "insert into feed_head default values",
        "delete from relay",
        "update daily_head set chain = ''",
        "delete from daily_head",
        "truncate daily_head",
        "insert into feed_epoch values (1, 0)",
        "delete from feed_epoch",
        "select * from read_log",
        "insert into read_log (client, request_id, request, states) values ('c', 'r', 'GET /', 1)",
        "delete from read_log",
        "select * from note",
        "insert into note values ('x', 'x', 1, '{}', 'PUBLIC')",
        "update note set version = version + 1",
        "delete from note",
        "truncate note",
        "create table mine (x int)",
      })
  void theSealerMayTouchNeitherTheLogNorTheTables(String statement) {
    forbidden("sealer", statement);
  }

  @Test
  void theReaderReadsEverythingAndWritesNothing() throws SQLException {
    var tables =
        List.of(
            "change_log",
            "change_queue",
            "sealed_change",
            "history",
            "feed_head",
            "relay",
            "daily_head",
            "feed_epoch",
            "read_log",
            "note",
            "road_sign");
    try (var reader = ledger.as("reader")) {
      for (var table : tables) {
        execute(reader, "select * from " + table);
      }
    }
    for (var table : tables) {
      forbidden("reader", "insert into " + table + " default values");
      forbidden("reader", "delete from " + table);
      forbidden("reader", "truncate " + table);
    }
    forbidden("reader", "update change_log set body = '{}'");
    forbidden("reader", "update note set version = version + 1");
    forbidden("reader", "update feed_head set position = 0");
    forbidden("reader", "update history set to_position = 9");
    forbidden("reader", "update relay set position = 9");
    forbidden("reader", "create table mine (x int)");
    forbidden("reader", "select publish('note')");
  }

  @Test
  void acceptsADeletionAndRebirthInOneTransaction() throws SQLException {
    var elsewhere = Ledger.create();
    elsewhere.commitNote("kept", 1);
    var reborn =
        List.of(
            deletion("kept", 2),
            change("note", "kept", 3, Action.CREATED, body("kept", 3), "both"));
    elsewhere.commit(reborn);
    assertThat(elsewhere.rows("select version, action from change_log order by log_id"))
        .isEqualTo(List.of(List.of(1L, "created"), List.of(2L, "deleted"), List.of(3L, "created")));
  }

  @Test
  void acceptsChangesMadeBeforeAndAfterASavepoint() throws SQLException {
    var elsewhere = Ledger.create();
    try (var writer = elsewhere.as("app")) {
      writer.setAutoCommit(false);
      Ledger.write(writer, note("before", 1));
      LogRows.append(writer, List.of(note("before", 1)));
      writer.setSavepoint("middle");
      Ledger.write(writer, note("after", 1));
      LogRows.append(writer, List.of(note("after", 1)));
      writer.commit();
    }
    assertThat(elsewhere.number("select count(*) from change_queue")).isEqualTo(2);
  }

  /**
   * The check runs per row, in a session whose plan for it was made while the queue was all but
   * empty: it must not look through the whole queue for each row.
   */
  @Test
  void checkingALargeTransactionCostsByItsSizeNotByItsSquare() throws Exception {
    var busy = Ledger.create();
    busy.commitNote("first", 1);
    try (var writer = busy.as("app");
        var owner = busy.as("owner")) {
      writer.setAutoCommit(false);
      try (var _ = busy.sealing()) {
        busy.awaitSealed();
        execute(owner, "vacuum analyze change_log, change_queue");
        for (int version = 1; version <= 12; version++) {
          Ledger.write(writer, note("warm", version));
          LogRows.append(writer, List.of(note("warm", version)));
          writer.commit();
        }
        busy.awaitSealed();
      }
      var small = commitBulk(writer, "small", 2_000);
      var large = commitBulk(writer, "large", 16_000);
      assertThat(large.toMillis())
          .as("commit of 16,000 rows against 2,000 (%d ms)", small.toMillis())
          .isLessThan(Math.max(small.toMillis(), 100) * 24);
    }
  }

  private static Duration commitBulk(Connection writer, String name, int rows) throws SQLException {
    var changes = new ArrayList<Change>(rows);
    try (var insert =
        writer.prepareStatement("insert into note values (?, 'text', 1, ?, 'PUBLIC')")) {
      for (int i = 0; i < rows; i++) {
        var change = note(name + "-" + i, 1);
        changes.add(change);
        insert.setString(1, change.entityId());
        insert.setString(2, change.body());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    LogRows.append(writer, changes);
    var start = Instant.now();
    writer.commit();
    return Duration.between(start, Instant.now());
  }

  private static void forbidden(String role, String statement) {
    assertThatThrownBy(
            () -> {
              try (var connection = ledger.as(role)) {
                connection.setAutoCommit(false);
                execute(connection, statement);
              }
            })
        .as("%s: %s", role, statement)
        .satisfies(refusal(FORBIDDEN));
  }

  private static org.assertj.core.api.ThrowingConsumer<Throwable> refusal(String state) {
    return thrown ->
        assertThat(((SQLException) thrown).getSQLState()).as(thrown.getMessage()).isEqualTo(state);
  }

  private static Change create(String code, Audience audience, String body) {
    return change("note", code, 1, Action.CREATED, audience, body, "act");
  }

  private static Change update(String code, long version, Audience audience, String body) {
    return change("note", code, version, Action.UPDATED, audience, body, "act");
  }

  private static Change deletion(String code, long version) {
    return change("note", code, version, Action.DELETED, null, "act");
  }
}
