package dev.zhihe.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.indicator.IndicatorView;
import dev.zhihe.indicators.submission.ObservationSubmissionView;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.local.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

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

  private static Connection owner(String service) throws SQLException {
    return DriverManager.getConnection(url(service), service + "_owner", service + "_owner");
  }

  private static void migrate(String service, String target) {
    Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(url(service), service + "_owner", service + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", service))
        .target(target)
        .load()
        .migrate();
  }

  private static String url(String service) {
    return Postgres.shared().jdbcUrl(service);
  }
}
