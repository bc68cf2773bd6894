package dev.zhihe.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zhihe.indicators.changerequest.ChangeRequestView;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.figures.submission.ObservationReview;
import dev.zhihe.indicators.figures.submission.ObservationSubmissionView;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.policy.PolicyView;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.sealed.ValidOn;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.servers.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What stood in a database before an upgrade reads afterwards as if it were written today. */
class UpgradeTest {
  @Test
  void givesEveryIndicatorItsKindThroughTheLog() throws SQLException {
    var service = "upgraded_indicators";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "1");
    var before =
        """
        {"code":"a","nameZh":"甲 ]\\",\\"kind\\":1","aliases":["乙]","丙"],"direction":"increase","nature":"level","plans":[],"sourceLine":3}""";
    try (var owner = owner(service)) {
      owner.setAutoCommit(false);
      try (var indicator =
              owner.prepareStatement(
                  "insert into indicator (code, name_zh, aliases, direction, nature, plans, source_line, version, body, audience)"
                      + " values ('a', '甲', '{乙]}', 'INCREASE', 'LEVEL', '{}', 3, 1, ?, 'PUBLIC')");
          var log =
              owner.prepareStatement(
                  "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                      + " values ('indicator', 'a', 1, 'created', 'PUBLIC', ?, 'erin', 'r1') returning log_id)"
                      + " insert into change_queue (log_id) select log_id from logged")) {
        indicator.setString(1, before);
        indicator.executeUpdate();
        log.setString(1, before);
        log.executeUpdate();
      }
      owner.commit();
      migrate(service, "latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select i.kind, i.version, i.body, l.action, l.body = i.body from indicator i"
                      + " join change_log l on l.entity_id = i.code and l.version = i.version")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("HEADLINE");
        assertThat(rows.getLong(2)).isEqualTo(2);
        var body = rows.getString(3);
        assertThat(body).contains("\"aliases\":[\"乙]\",\"丙\"],\"kind\":\"headline\",\"direction\"");
        assertThat(Views.write(Views.read(body, IndicatorView.class))).isEqualTo(body);
        assertThat(rows.getString(4)).isEqualTo("updated");
        assertThat(rows.getBoolean(5)).isTrue();
      }
    }
  }

  @Test
  void handsInWhatWasPublishedWithoutAReview() throws SQLException {
    var service = "upgraded_figures";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "11");
    var body =
        """
        {"code":"o","indicator":"i","area":"500106","period":"2020","comparator":"eq","value":16.50,"status":"actual","note":"注 \\"a\\"","sourceLine":15}""";
    try (var owner = owner(service)) {
      owner.setAutoCommit(false);
      try (var observation =
              owner.prepareStatement(
                  "insert into observation (code, indicator, area, period, comparator, value, status, note, source_line, sharing, version, body, audience)"
                      + " values ('o', 'i', '500106', '2020', 'EQ', 16.50, 'ACTUAL', '注 \"a\"', 15, 'UNCONDITIONAL', 1, ?, 'PUBLIC')");
          var log =
              owner.prepareStatement(
                  "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, recorded_at)"
                      + " values ('observation', 'o', 1, 'created', 'PUBLIC', ?, 'erin', 'r1', '2025-12-31T18:00:00Z') returning log_id)"
                      + " insert into change_queue (log_id) select log_id from logged")) {
        observation.setString(1, body);
        observation.executeUpdate();
        log.setString(1, body);
        log.executeUpdate();
      }
      owner.commit();
      migrate(service, "latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select s.said, s.body, s.version, l.body = s.body, l.action from observation_submission s"
                      + " join change_log l on l.entity_type = 'observation-submission' and l.entity_id = s.code and l.version = s.version")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(body);
        var submission = rows.getString(2);
        assertThat(submission)
            .isEqualTo(
                body.replace("\"sourceLine\"", "\"reportedOn\":\"2026-01-01\",\"sourceLine\"")
                    .replace("}", ",\"review\":\"published\"}"));
        assertThat(Views.write(Views.read(submission, ObservationSubmissionView.class)))
            .isEqualTo(submission);
        assertThat(rows.getLong(3)).isEqualTo(1);
        assertThat(rows.getBoolean(4)).isTrue();
        assertThat(rows.getString(5)).isEqualTo("created");
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void tellsPromisedPoliciesFromCitedOnesThroughTheLog() throws SQLException {
    var service = "upgraded_policies";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "17");
    var before =
        """
        {"code":"%s","plan":"p","name":"甲 \\"role\\":1","aliases":[],"kind":"类","status":"%s","mentions":[{"source":"prose","line":5}],"sourceLine":5}""";
    try (var owner = owner(service)) {
      owner.setAutoCommit(false);
      for (var policy :
          List.of(
              "law,issued,,,",
              "plan,not_stated,,,",
              "listed,issued,3,,",
              "due,not_stated,,2022-06-30,",
              "dated,issued,,,2022-06-30",
              "planned,planned,,,",
              "500106-135-y01,planned,,,")) {
        var cells = policy.split(",", -1);
        insert(
            owner,
            "insert into policy (code, plan, name, aliases, kind, status, table_number, due_on, issued_on, mentions, source_line, version, body, audience)"
                + " values (?, 'p', '甲', '{}', '类', upper(?), nullif(?, '')::int, nullif(?, '')::date, nullif(?, '')::date, '{prose@5}', 5, 1, ?, 'PUBLIC')",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[4],
            before.formatted(cells[0], cells[1]));
      }
      owner
          .createStatement()
          .execute(
              "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                  + " select 'policy', code, 1, 'created', 'PUBLIC', body, 'erin', 'r1' from policy returning log_id)"
                  + " insert into change_queue (log_id) select log_id from logged");
      owner.commit();
      migrate(service, "latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select p.code, p.role, p.version, p.body, l.body = p.body, l.actor, l.area from policy p"
                      + " join change_log l on l.entity_id = p.code and l.version = p.version order by p.code")) {
        var roles = new ArrayList<String>();
        while (rows.next()) {
          roles.add(rows.getString(1) + " " + rows.getString(2));
          assertThat(rows.getLong(3)).isEqualTo(2);
          var body = rows.getString(4);
          assertThat(body)
              .contains("\"kind\":\"类\",\"role\":\"" + rows.getString(2).toLowerCase(Locale.ROOT));
          assertThat(Views.write(Views.read(body, PolicyView.class))).isEqualTo(body);
          assertThat(rows.getBoolean(5)).isTrue();
          assertThat(rows.getString(6)).isEqualTo("migration");
          assertThat(rows.getString(7))
              .as("area of " + rows.getString(1))
              .isEqualTo(Extent.ofCode(rows.getString(1)).area());
        }
        assertThat(roles)
            .containsExactly(
                "500106-135-y01 PROMISED",
                "dated PROMISED",
                "due PROMISED",
                "law CITED",
                "listed PROMISED",
                "plan CITED",
                "planned PROMISED");
      }
    }
  }

  @Test
  void findsTheFiguresOfReportsThatWereFrozenBefore() throws SQLException {
    var service = "upgraded_reports";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "17");
    var content =
        """
        {"layout":1,"targets":[{"target":"t1","observation":"o1","observedValue":3.50,"observedComparator":"ge"},
        {"target":"t2","observation":"o1","observedValue":3.50,"observedComparator":"ge"},
        {"target":"t3","observation":"o2","observedComparator":"eq"},{"target":"t4"}]}""";
    try (var owner = owner(service)) {
      owner.setAutoCommit(false);
      insert(
          owner,
          "insert into report (code, plan, kind, day, as_of, title_zh, title_en, frozen_on, methods, content_hash, files, status, version, body, audience)"
              + " values ('r', 'p', 'MID_TERM', '2023-06-30', '1', '题', 'Title', '2023-07-01', '{}', '', '{}', 'PUBLISHED', 1, '{}', 'PUBLIC')");
      insert(
          owner,
          "insert into report_file (report, format, body) values ('r', 'JSON', convert_to(?, 'UTF8'))",
          content);
      owner
          .createStatement()
          .execute(
              "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                  + " values ('report', 'r', 1, 'created', 'PUBLIC', '{}', 'erin', 'r1') returning log_id)"
                  + " insert into change_queue (log_id) select log_id from logged");
      owner.commit();
      migrate(service, "latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery("select observation, comparator, value from report_figure")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("o1");
        assertThat(rows.getString(2)).isEqualTo("GE");
        assertThat(rows.getBigDecimal(3)).isEqualTo("3.50");
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void endsImportJobsThatWereOverAndWaitAllTheSame() throws SQLException {
    var service = "upgraded_jobs";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "0.9");
    try (var owner = owner(service)) {
      try (var statement = owner.createStatement()) {
        statement.execute(
            """
            insert into import_job (id, family, format, dry_run, takes_valid, updates, actor, request_id, roles, state, rows, applied, cancel_asked, detail_zh, detail_en, finished_at)
            select id, 'plan', 'CSV', false, false, false, 'erin', id, '{editor}', 'waiting', 9, applied, cancel, detail, detail, now()
            from (values ('done', 9, false, null), ('done-with-more', 9, false, '错误超过 10000 处，只列出前面的部分；rejected 为有误的行数'),
              ('cancelled', 4, true, null), ('failed', 4, false, '未能全部写入：正被更改'), ('failed-often', 0, false, '多次尝试未能完成，已记录'),
              ('rejected', 0, false, '9 行中有 1 行有误，共 1 处；未写入任何内容')) as j(id, applied, cancel, detail)
            """);
      }
      migrate(service, "latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery("select id, state from import_job where id not like state || '%'")) {
        assertThat(rows.next()).as("each is named after what it has become").isFalse();
      }
    }
  }

  /**
   * A target, its twin in the prose, two that contradict each other, and two pairs that were
   * adjusted or divided.
   */
  @Test
  void makesOneTargetOfEachRequirementThroughTheLog() throws SQLException {
    var service = "upgraded_targets";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "17");
    try (var owner = owner(service)) {
      owner.setAutoCommit(false);
      log(
          owner,
          "indicator",
          "i",
          "insert into indicator (code, name_zh, aliases, direction, nature, plans, kind, version, body, audience)"
              + " values ('i', '甲', '{}', 'INCREASE', 'LEVEL', '{}', 'HEADLINE', 1, ?, 'PUBLIC')",
          "{}");
      target(
          owner,
          "t1",
          2025,
          "GE",
          "200",
          null,
          185,
          ", baseline_value, baseline_year",
          ", 100, 2020",
          "\"baselineValue\":100,\"baselineYear\":2020,\"valuePrinted\":\"≥\\\"200\\\"\",\"note\":\"甲\"",
          "≥\"200\"",
          "甲");
      target(
          owner,
          "g1",
          2025,
          "EQ",
          "200.0",
          "LEVEL",
          173,
          "",
          "",
          "\"valuePrinted\":\"200;家\",\"measure\":\"level\",\"note\":\"乙\"",
          "200;家",
          "乙");
      target(owner, "t2", 2030, "GE", "5", null, 1, "", "", "", null, null);
      target(owner, "g2", 2030, "GE", "6", "LEVEL", 2, "", "", "\"measure\":\"level\"", null, null);
      target(
          owner,
          "t3",
          2031,
          "GE",
          "7",
          null,
          3,
          ", valid_until",
          ", '2023-07-01'",
          "\"validUntil\":\"2023-07-01\"",
          null,
          null);
      target(
          owner,
          "t3-a1",
          2031,
          "GE",
          "6",
          null,
          3,
          ", valid_from, adjusts",
          ", '2023-07-01', 't3'",
          "\"validFrom\":\"2023-07-01\",\"adjusts\":\"t3\"",
          null,
          null);
      target(owner, "g3", 2031, "GE", "7", null, 4, "", "", "", null, null);
      target(
          owner,
          "g4",
          2032,
          "GE",
          "9",
          null,
          5,
          ", baseline_value, baseline_year",
          ", 4.50, 2020",
          "\"baselineValue\":4.50,\"baselineYear\":2020",
          null,
          null);
      target(
          owner,
          "t4",
          2032,
          "EQ",
          "9",
          null,
          6,
          ", verdict_printed",
          ", '是'",
          "\"verdictPrinted\":\"是\"",
          null,
          null);
      log(
          owner,
          "target-adjustment",
          "t2-adj1",
          "insert into target_adjustment (code, plan, area, target, target_version, before_comparator, before_value, after_comparator, after_value, reason, effective_on, status, version, body, audience)"
              + " values ('t2-adj1', 'p', '500106', 't2', 1, 'GE', 5, 'GE', 4, '由', '2023-07-01', 'DRAFT', 1, ?, 'PUBLIC')",
          "{\"code\":\"t2-adj1\",\"target\":\"t2\",\"targetVersion\":1,\"reason\":\"由\"}");
      for (var line : List.of(7, 8)) {
        log(
            owner,
            "target",
            "q" + line,
            "insert into target (code, plan, indicator, area, year, comparator, value_printed, source_line, status, version, body, audience)"
                + " values ('q%1$d', 'p', 'i', '500106', 2025, 'QUALITATIVE', '不断优化', %1$d, 'DRAFT', 1, ?, 'PUBLIC')"
                    .formatted(line),
            "{\"code\":\"q%d\",\"plan\":\"p\",\"indicator\":\"i\",\"area\":\"500106\",\"year\":2025,\"comparator\":\"qualitative\",\"status\":\"draft\"}"
                .formatted(line));
      }
      owner.commit();
      migrate(service, "latest");
      var bodies = new HashMap<String, String>();
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select t.code, t.version, t.body, l.body = t.body, l.valid_from from target t join change_log l"
                      + " on l.entity_type = 'target' and l.entity_id = t.code and l.version = t.version")) {
        while (rows.next()) {
          bodies.put(rows.getString(1), rows.getString(3));
          assertThat(rows.getBoolean(4)).isTrue();
          assertThat(rows.getString(5))
              .as(rows.getString(3))
              .isEqualTo(
                  switch (rows.getString(1)) {
                    case "g1", "g4" -> "0001-01-01";
                    case "t3-a1" -> "2023-07-01";
                    default -> null;
                  });
        }
      }
      bodies.forEach(
          (code, body) ->
              assertThat(Views.write(Views.read(body, TargetView.class))).as(code).isEqualTo(body));
      assertThat(bodies.get("t1"))
          .contains(
              "\"note\":\"甲；乙\"",
              "\"statements\":[{\"document\":\"d\",\"place\":\"table\",\"line\":185,\"comparator\":\"ge\",\"words\":\"≥\\\"200\\\"\"},"
                  + "{\"document\":\"d\",\"place\":\"prose\",\"line\":173,\"comparator\":\"eq\",\"words\":\"200，家\"}]");
      assertThat(bodies.get("g1")).endsWith("\"mergedInto\":\"t1\"}");
      assertThat(bodies.get("t2")).endsWith("\"contradicts\":[\"g2\"]}");
      assertThat(bodies.get("g2")).contains("\"contradicts\":[\"t2\"]");
      assertThat(bodies.get("g3"))
          .as("it waits")
          .doesNotContain("mergedInto")
          .contains("\"contradicts\":[\"t3-a1\"]");
      assertThat(bodies.get("t3")).as("it has ended").doesNotContain("contradicts");
      assertThat(bodies.get("t4"))
          .contains("\"baselineValue\":4.50,\"baselineYear\":2020", "\"verdictPrinted\":\"是\"");
      assertThat(bodies.get("g4")).endsWith("\"mergedInto\":\"t4\"}");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select a.target_version, a.version, a.body, l.body = a.body from target_adjustment a join change_log l"
                      + " on l.entity_id = a.code and l.version = a.version")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(2);
        assertThat(rows.getLong(2)).isEqualTo(2);
        assertThat(rows.getString(3)).contains("\"targetVersion\":2");
        assertThat(rows.getBoolean(4)).isTrue();
      }
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select r.body, r.content, l.body = r.body from change_request r join change_log l on l.entity_id = r.code")) {
        assertThat(rows.next()).isTrue();
        var request = Views.read(rows.getString(1), ChangeRequestView.class);
        assertThat(Views.write(request)).isEqualTo(rows.getString(1));
        assertThat(request.subject()).isEqualTo("g3");
        assertThat(Views.read(rows.getString(2), TargetView.class).mergedInto()).isEqualTo("t3-a1");
        assertThat(rows.getBoolean(3)).isTrue();
        assertThat(rows.next()).isFalse();
      }
    }
  }

  private static void target(
      Connection owner,
      String code,
      int year,
      String comparator,
      String value,
      @Nullable String measure,
      int line,
      String columns,
      String values,
      String properties,
      @Nullable String printed,
      @Nullable String note)
      throws SQLException {
    var first =
        "{\"code\":\"%s\",\"plan\":\"p\",\"indicator\":\"i\",\"area\":\"500106\",\"year\":%d,\"comparator\":\"%s\",\"value\":%s"
            .formatted(code, year, comparator.toLowerCase(Locale.ROOT), value);
    var last = "\"status\":\"adopted\",\"document\":\"d\",\"sourceLine\":" + line;
    var valid = properties.startsWith("\"valid");
    log(
        owner,
        "target",
        code,
        "insert into target (code, plan, indicator, area, year, comparator, value, measure, document, source_line, status, value_printed, note%s, version, body, audience)"
                .formatted(columns)
            + " values ('%s', 'p', 'i', '500106', %d, '%s', %s, %s, 'd', %d, 'ADOPTED', %s, %s%s, 1, ?, 'PUBLIC')"
                .formatted(
                    code,
                    year,
                    comparator,
                    value,
                    quoted(measure),
                    line,
                    quoted(printed),
                    quoted(note),
                    values),
        Stream.of(first, valid ? "" : properties, last, valid ? properties : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(","))
            + "}");
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "'" + text + "'";
  }

  private static void log(Connection owner, String type, String code, String insert, String body)
      throws SQLException {
    try (var row = owner.prepareStatement(insert);
        var log =
            owner.prepareStatement(
                "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                    + " values (?, ?, 1, 'created', 'PUBLIC', ?, 'erin', 'r1') returning log_id)"
                    + " insert into change_queue (log_id) select log_id from logged on conflict do nothing")) {
      row.setString(1, body);
      row.executeUpdate();
      log.setString(1, type);
      log.setString(2, code);
      log.setString(3, body);
      log.executeUpdate();
    }
  }

  /**
   * A body that the index of submissions by area could not read stopped the sealer for ever. Begins
   * with the migrations as they were when that could happen.
   */
  @Test
  void aLogThatABodyStoppedCanBeSealed(@TempDir Path released) throws Exception {
    var service = "upgraded_log";
    Postgres.shared().createServiceDatabase(service);
    for (var migration : flyway(service, "latest", "db/kit", "db/migration").info().all()) {
      var version = migration.getVersion();
      if (!version.isNewerThan(version.isAtLeast("1") ? "15" : "0.9")) {
        for (var folder : List.of("/db/kit/", "/db/migration/")) {
          try (var script = getClass().getResourceAsStream(folder + migration.getScript())) {
            if (script != null) {
              Files.copy(script, released.resolve(migration.getScript()));
            }
          }
        }
      }
    }
    flyway(service, "latest", "filesystem:" + released).migrate();
    var body =
        """
        {"code":"s","indicator":"i","area":"500106","period":"2022","comparator":"eq","value":3.8,"status":"actual","note":"a\\u0000b","reportedOn":"2026-01-01","review":"submitted"}""";
    var toHistory =
        """
        insert into history (entity_type, entity_id, version, from_position, audience, body)
        select entity_type, entity_id, version, log_id, audience, body from change_log join change_queue using (log_id)""";
    try (var app = as(service, "app");
        var sealer = as(service, "sealer")) {
      app.setAutoCommit(false);
      try (var submission =
              app.prepareStatement(
                  "insert into observation_submission (code, indicator, area, period, said, review, reported_on, version, body, audience)"
                      + " values ('s', 'i', '500106', '2022', '{}', 'SUBMITTED', '2026-01-01', 1, ?, 'BUREAU')");
          var log =
              app.prepareStatement(
                  "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                      + " values ('observation-submission', 's', 1, 'created', 'BUREAU', ?, 'erin', 'r1') returning log_id)"
                      + " insert into change_queue (log_id) select log_id from logged")) {
        submission.setString(1, body);
        submission.executeUpdate();
        log.setString(1, body);
        log.executeUpdate();
      }
      app.commit();
      assertThatThrownBy(() -> sealer.createStatement().executeUpdate(toHistory))
          .as("as the sealer does")
          .hasMessageContaining("unsupported Unicode escape sequence");

      migrate(service, "latest");

      assertThat(sealer.createStatement().executeUpdate(toHistory)).isEqualTo(1);
      try (var rows =
          app.createStatement()
              .executeQuery(
                  "select body from history where entity_type = 'observation-submission' and left(body_json(body) ->> 'area', 200) = '500106'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(body);
      }
    }
  }

  @Test
  void answersAboutWhatWasSealedBeforeKeepTheRulesOfThen() throws SQLException {
    for (var position : List.of(0L, 7L)) {
      var service = "upgraded_rules" + position;
      Postgres.shared().createServiceDatabase(service);
      migrate(service, "17");
      try (var owner = owner(service)) {
        owner.createStatement().execute("update feed_head set position = " + position);
        migrate(service, "latest");
        try (var rows =
            as(service, "app")
                .createStatement()
                .executeQuery(
                    "select edition, after_position from rule_edition order by edition")) {
          for (int edition : List.of(2, 3)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(edition);
            assertThat(rows.getLong(2)).isEqualTo(position);
          }
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  /** As a report asks for them. Most were published long ago. */
  @Test
  void whatWaitsInAnAreaIsFoundByItsReviewStatus() throws SQLException {
    var service = "waiting_submissions";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "latest");
    try (var owner = owner(service);
        var statement = owner.createStatement()) {
      statement.execute(
          """
          insert into history (entity_type, entity_id, version, from_position, to_position, audience, body)
          select 'observation-submission', 's' || lpad(n::text, 5, '0'), version, n * 2 + version - 2,
                 case when version = 1 and n > 3 then n * 2 end, 'BUREAU',
                 json_build_object('code', 's' || n, 'area', '500106', 'review', case version when 1 then 'submitted' else 'published' end)
          from generate_series(1, 20000) n, (values (1), (2)) as v(version)
          where n > 3 or version = 1
          """);
      statement.execute("vacuum analyze history");
    }
    var source = new PGSimpleDataSource();
    source.setUrl(url(service));
    source.setUser(service + "_app");
    source.setPassword(service + "_app");
    assertThat(
            new History(source)
                .page(
                    "observation-submission",
                    "",
                    1000,
                    new Cut(1, 40_000),
                    ValidOn.ANY_DAY,
                    Audiences.BUREAU,
                    Filters.none()
                        .equal("area", "500106")
                        .word("review", "submitted", ObservationReview.class)))
        .extracting(SealedState::code)
        .containsExactly("s00001", "s00002", "s00003");
    try (var owner = owner(service)) {
      Awaitility.await()
          .until(
              () -> {
                try (var rows =
                    owner
                        .createStatement()
                        .executeQuery(
                            "select idx_scan, idx_tup_read from pg_stat_user_indexes where indexrelname = 'history_submission_review'")) {
                  return rows.next() && rows.getLong(1) > 0 && rows.getLong(2) < 100;
                }
              });
    }
  }

  /** Board and scope at their greatest length, of characters that no compression shortens. */
  @Test
  void theLongestKeysFitIntoTheirIndexes() throws SQLException {
    var service = "longest_keys";
    Postgres.shared().createServiceDatabase(service);
    migrate(service, "latest");
    var random = new Random(1);
    var board = ideographs(random);
    var scope = ideographs(random);
    try (var owner = as(service, "owner")) {
      for (var insert :
          List.of(
              "insert into target (code, plan, indicator, area, year, comparator, status, board, scope, version, body, audience)"
                  + " values (?, 'p', 'i', '500106', 2025, 'EQ', 'DRAFT', ?, ?, 1, '{}', 'PUBLIC')",
              "insert into observation (code, indicator, area, period, comparator, value, status, sharing, board, scope, version, body, audience)"
                  + " values (?, 'i', '500106', '2025', 'EQ', 1, 'ACTUAL', 'UNCONDITIONAL', ?, ?, 1, '{}', 'PUBLIC')",
              "insert into observation_submission (code, indicator, area, period, said, review, reported_on, board, scope, version, body, audience)"
                  + " values (?, 'i', '500106', '2025', '{}', 'SUBMITTED', '2026-01-01', ?, ?, 1, '{}', 'BUREAU')")) {
        owner.setAutoCommit(false);
        insert(owner, insert, "one", board, scope);
        insert(owner, insert, "two", scope, board);
        insert(owner, insert, "three", board, null);
        assertThatThrownBy(() -> insert(owner, insert, "same", board, null))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        owner.rollback();
      }
    }
  }

  private static String ideographs(Random random) {
    return random
        .ints(500, 0x20000, 0x2A000)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static void insert(Connection owner, String sql, String... values) throws SQLException {
    try (var statement = owner.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static Connection as(String service, String role) throws SQLException {
    var name = service + "_" + role;
    return DriverManager.getConnection(url(service), name, name);
  }

  private static Connection owner(String service) throws SQLException {
    return as(service, "owner");
  }

  private static void migrate(String service, String target) {
    flyway(service, target, "db/kit", "db/migration").migrate();
  }

  private static Flyway flyway(String service, String target, String... locations) {
    return Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(url(service), service + "_owner", service + "_owner")
        .locations(locations)
        .placeholders(Map.of("service", service))
        .outOfOrder(true) // as the service has it
        .target(target)
        .load();
  }

  private static String url(String service) {
    return Postgres.shared().jdbcUrl(service);
  }
}
