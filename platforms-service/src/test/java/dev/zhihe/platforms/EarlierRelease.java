package dev.zhihe.platforms;

import dev.zhihe.servers.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;

/**
 * Fills the database of the tests before the service starts, as earlier releases did: up to a
 * version of the schema, and then what {@code earlier/<version>.sql} stores, of each family as it
 * was stored then. The service upgrades it, and all tests run on the upgraded database.
 *
 * <p>A migration that rewrites or constrains what is stored finds rows of before. A family that is
 * new gets its rows in a script of the last version that is released.
 */
public class EarlierRelease implements QuarkusTestResourceLifecycleManager {
  static final String AREA = "543001";

  private static final String SERVICE = "platforms";
  private static final List<String> VERSIONS = List.of("5", "6", "23", "33", "45");

  /** The column with the first day on which a state holds, where it has one. */
  private static final Map<String, String> DAYS =
      Map.of(
          "occupancy_report", "period_end",
          "tenant_list", "period_end",
          "reporting_period", "start_date",
          "registry_change", "effective_on",
          "form", "effective_on",
          "occupancy_rule", "effective_on",
          "period_extension", "granted_on",
          "occupancy_reminder", "reminded_on");

  @Override
  public Map<String, String> start() {
    Postgres.shared().createServiceDatabase(SERVICE);
    try (var owner = owner()) {
      if (isNew(owner)) {
        for (var version : VERSIONS) {
          migrate(version);
          for (var statement : script(version).split(";\n")) {
            store(owner, statement);
          }
        }
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return Map.of();
  }

  @Override
  public void stop() {
    // the database ends with the server
  }

  /** Stores rows and logs their versions, in one transaction. */
  private static void store(Connection owner, String sql) throws SQLException {
    owner.setAutoCommit(false);
    try (var statement = owner.createStatement()) {
      statement.execute(sql);
      for (var table : published(owner)) {
        statement.executeUpdate(
            """
            insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, area, valid_from)
            select '%1$s', code, version, case version when 1 then 'created' else 'updated' end, audience, body,
                   case when body ~ '"status":"(accepted|approved|adopted|returned|revoked)"' then 'rita' else 'erin' end,
                   'earlier', left(code, 6), %3$s
            from %2$s stored where not exists (
              select from change_log l where l.entity_type = '%1$s' and l.entity_id = stored.code and l.version >= stored.version)
            order by code"""
                .formatted(table.replace('_', '-'), table, DAYS.getOrDefault(table, "null::date")));
      }
    }
    owner.commit();
  }

  private static List<String> published(Connection owner) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "select tgrelid::regclass from pg_trigger where tgname = 'logged' order by oid")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static boolean isNew(Connection owner) throws SQLException {
    try (var statement = owner.createStatement();
        var row = statement.executeQuery("select to_regclass('platform') is null")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String script(String version) throws IOException {
    var parks = new Parks(AREA);
    try (var script = EarlierRelease.class.getResourceAsStream("/earlier/" + version + ".sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
          .replace("${ours}", parks.ours())
          .replace("${others}", parks.others());
    }
  }

  private static Connection owner() throws SQLException {
    return DriverManager.getConnection(url(), SERVICE + "_owner", SERVICE + "_owner");
  }

  private static void migrate(String version) {
    Flyway.configure(EarlierRelease.class.getClassLoader())
        .dataSource(url(), SERVICE + "_owner", SERVICE + "_owner")
        .locations("db/kit", "db/migration")
        .placeholders(Map.of("service", SERVICE))
        .target(version)
        .load()
        .migrate();
  }

  private static String url() {
    return Postgres.shared().jdbcUrl(SERVICE);
  }
}
