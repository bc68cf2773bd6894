package dev.zhihe.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.indicator.IndicatorView;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.local.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What stood in a database before an upgrade reads afterwards as if it were written today. */
class UpgradeTest {
  private static final String SERVICE = "upgraded_indicators";

  @Test
  void givesEveryIndicatorItsKindThroughTheLog() throws SQLException {
    Postgres.shared().createServiceDatabase(SERVICE);
    migrate("1");
    var before =
        """
        {"code":"a","nameZh":"甲 ]\\",\\"kind\\":1","aliases":["乙]","丙"],"direction":"increase","nature":"level","plans":[],"sourceLine":3}""";
    try (var owner = DriverManager.getConnection(url(), SERVICE + "_owner", SERVICE + "_owner")) {
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
      migrate("latest");
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

  private static void migrate(String target) {
    Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(url(), SERVICE + "_owner", SERVICE + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", SERVICE))
        .target(target)
        .load()
        .migrate();
  }

  private static String url() {
    return Postgres.shared().jdbcUrl(SERVICE);
  }
}
