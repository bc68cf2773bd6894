package dev.zhihe.kit.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.servers.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are older than the kit. */
class MigrationTest {
  @TempDir Path scripts;

  @Test
  void aDatabaseThatHasTheServicesTablesTakesALaterMigrationOfTheKit() throws Exception {
    var first = Files.createDirectory(scripts.resolve("kit"));
    try (var script = getClass().getResourceAsStream("/db/kit/V0_1__change_log.sql")) {
      Files.copy(script, first.resolve("V0_1__change_log.sql"));
    }
    var service = Files.createDirectory(scripts.resolve("service"));
    Files.writeString(service.resolve("V1__tables.sql"), "create table mine (code text);");
    var name = "older" + ProcessHandle.current().pid();
    Postgres.shared().createServiceDatabase(name);
    flyway(name, "filesystem:" + first, "filesystem:" + service).migrate();
    append(name, "BUREAU");

    var migrated = flyway(name, "db/kit", "filesystem:" + service).migrate();

    assertThat(migrated.migrationsExecuted).isPositive();
    append(name, "ORG:91000000MA00000157");
  }

  private static Flyway flyway(String name, String... locations) {
    return Flyway.configure(MigrationTest.class.getClassLoader())
        .dataSource(Postgres.shared().jdbcUrl(name), name + "_owner", name + "_owner")
        .locations(locations)
        .placeholders(Map.of("service", name))
        .outOfOrder(
            ConfigProvider.getConfig().getValue("quarkus.flyway.out-of-order", Boolean.class))
        .load();
  }

  private static void append(String name, String audience) throws Exception {
    try (var app =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl(name), name + "_app", name + "_app");
        var statement = app.createStatement()) {
      statement.execute(
          "insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id) values ('note', '%1$s', 1, 'created', '%1$s', '{}', 'a', 'r')"
              .formatted(audience));
    }
  }
}
