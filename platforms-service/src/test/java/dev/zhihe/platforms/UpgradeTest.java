package dev.zhihe.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.registry.platform.PlatformView;
import dev.zhihe.servers.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What stood in a database before an upgrade reads afterwards as if it were written today. */
class UpgradeTest {
  private static final String SERVICE = "upgraded_platforms";
  private static final String BEFORE =
      """
      {"code":"500106-p","area":"500106","name":"甲\\",\\"status\\":1","aliases":[],"type":"park","functions":[],"directions":["人工智能"],\
      "stage":"completed","responsibleUnits":[],"floorAreaM2":17000.50,"mode":[],"keyItems":[],"mentions":[{"source":"table-3","line":342}],\
      "note":"注","document":"d"}""";

  @Test
  void platformsAreInTheRegistryThroughTheLog() throws SQLException {
    Postgres.shared().createServiceDatabase(SERVICE);
    migrate("6");
    var url = Postgres.shared().jdbcUrl(SERVICE);
    try (var owner = DriverManager.getConnection(url, SERVICE + "_owner", SERVICE + "_owner")) {
      owner.setAutoCommit(false);
      try (var platform =
              owner.prepareStatement(
                  "insert into platform (code, area, name, aliases, type, directions, stage, responsible_units, mentions, version, body, audience)"
                      + " values ('500106-p', '500106', '甲', '{}', 'PARK', '{}', 'COMPLETED', '{}', '{}', 1, ?, 'PUBLIC')");
          var log =
              owner.prepareStatement(
                  "insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                      + " values ('platform', '500106-p', 1, 'created', 'PUBLIC', ?, 'erin', 'r1')")) {
        platform.setString(1, BEFORE);
        platform.executeUpdate();
        log.setString(1, BEFORE);
        log.executeUpdate();
      }
      owner.commit();
      migrate("latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select p.version, p.body, p.status, l.body = p.body, l.area from platform p"
                      + " join change_log l on l.entity_id = p.code and l.version = p.version")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(2);
        var body = rows.getString(2);
        assertThat(Views.write(Views.read(body, PlatformView.class))).isEqualTo(body);
        assertThat(body)
            .endsWith(
                "\"certifications\":[],\"status\":\"active\",\"note\":\"注\",\"document\":\"d\"}");
        assertThat(rows.getString(3)).isEqualTo("ACTIVE");
        assertThat(rows.getBoolean(4)).isTrue();
        assertThat(rows.getString(5)).isEqualTo("500106");
        assertThat(rows.next()).isFalse();
      }
    }
  }

  private static void migrate(String target) {
    Flyway.configure(UpgradeTest.class.getClassLoader())
        .dataSource(Postgres.shared().jdbcUrl(SERVICE), SERVICE + "_owner", SERVICE + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", SERVICE))
        .target(target)
        .load()
        .migrate();
  }
}
