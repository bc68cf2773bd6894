package dev.zhihe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.json.Views;
import dev.zhihe.projects.project.ProjectView;
import dev.zhihe.servers.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What stood in a database before an upgrade reads afterwards as if it were written today. */
class UpgradeTest {
  private static final String SERVICE = "upgraded_projects";

  @Test
  void givesEveryProjectItsListsThroughTheLog() throws SQLException {
    Postgres.shared().createServiceDatabase(SERVICE);
    migrate("1");
    var before =
        """
        {"code":"p","plan":"x","area":"500106","programme":"c","name":"甲\\",\\"facts\\":1","leadUnits":["区科技局"],"tags":[],"directions":[],"stage":"not_stated","areaMinM2":10.50,"areaKind":"场地"}""";
    try (var owner = DriverManager.getConnection(url(), SERVICE + "_owner", SERVICE + "_owner")) {
      owner.setAutoCommit(false);
      try (var programme =
              owner.prepareStatement(
                  "insert into programme (code, plan, name_zh, version, body, audience) values ('c', 'x', '类', 1, '{}', 'PUBLIC')");
          var project =
              owner.prepareStatement(
                  "insert into project (code, plan, area, programme, name, lead_units, tags, directions, stage, version, body, audience)"
                      + " values ('p', 'x', '500106', 'c', '甲', '{}', '{}', '{}', 'NOT_STATED', 1, ?, 'PUBLIC')");
          var log =
              owner.prepareStatement(
                  "with logged as (insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)"
                      + " values ('programme', 'c', 1, 'created', 'PUBLIC', '{}', 'erin', 'r1'), ('project', 'p', 1, 'created', 'PUBLIC', ?, 'erin', 'r1')"
                      + " returning log_id) insert into change_queue (log_id) select log_id from logged")) {
        programme.executeUpdate();
        project.setString(1, before);
        project.executeUpdate();
        log.setString(1, before);
        log.executeUpdate();
      }
      owner.commit();
      migrate("latest");
      try (var rows =
          owner
              .createStatement()
              .executeQuery(
                  "select p.version, p.body, l.action, l.body = p.body from project p"
                      + " join change_log l on l.entity_id = p.code and l.version = p.version")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(2);
        var body = rows.getString(2);
        assertThat(body)
            .contains("\"aliases\":[],\"leadUnits\":[\"区科技局\"]")
            .endsWith("\"areaMinM2\":10.50,\"areaKind\":\"场地\",\"contents\":[],\"facts\":[]}");
        assertThat(Views.write(Views.read(body, ProjectView.class))).isEqualTo(body);
        assertThat(rows.getString(3)).isEqualTo("updated");
        assertThat(rows.getBoolean(4)).isTrue();
      }
      try (var rows =
          owner
              .createStatement()
              .executeQuery("select edition, after_position from rule_edition")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(2);
        assertThat(rows.getLong(2)).as("nothing was sealed before").isZero();
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
