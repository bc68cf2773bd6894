package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
  @TempDir Path state;

  @Test
  void keepsDataFromStartToStartAndPort() throws SQLException {
    try (var postgres = Postgres.start(state, 0)) {
      postgres.createDatabases();
      run(postgres, "indicators", "indicators_owner", "CREATE TABLE kept AS SELECT 7 AS n");
    }
    try (var postgres = Postgres.start(state, 0)) {
      postgres.createDatabases();
      assertThat(number(postgres, "indicators", "indicators_owner", "SELECT n FROM kept"))
          .isEqualTo(7);
      assertThat(
              number(
                  postgres,
                  "indicators",
                  "indicators_app",
                  "SELECT count(*) FROM pg_settings WHERE (name, setting) IN (('wal_level', 'logical'), ('fsync', 'on'))"))
          .isEqualTo(2);
    }
  }

  @Test
  void recoversWhenKilled() throws SQLException {
    var first = Postgres.start(state, 0);
    first.createDatabases();
    run(first, "projects", "projects_owner", "CREATE TABLE kept AS SELECT 8 AS n");
    Daemon.find(state, Postgres.NAME).orElseThrow().kill();
    try (var postgres = Postgres.start(state, first.port())) {
      assertThat(number(postgres, "projects", "projects_owner", "SELECT n FROM kept")).isEqualTo(8);
    }
  }

  @Test
  void repeatsNoValuesInItsLog() throws IOException, SQLException {
    try (var postgres = Postgres.startForTests(state, 0)) {
      postgres.createDatabases();
      run(postgres, "projects", "projects_owner", "CREATE TABLE kept (name text PRIMARY KEY)");
      var insert = "INSERT INTO kept VALUES ('canary')";
      run(postgres, "projects", "projects_owner", insert);
      refused(postgres, "projects", "projects_owner", insert, "kept_pkey");
      refused(postgres, "projects", "projects_owner", "SELECT 'canary'::int", "canary");
    }
    assertThat(state.resolve("logs/" + Postgres.NAME + ".log"))
        .content()
        .contains("database system is ready")
        .doesNotContain("canary");
  }

  /** The services must notice that an older copy of the data was put in its place. */
  @Test
  void tellsItsDataFolderFromEveryCopyOfIt() throws Exception {
    var data = state.resolve(Postgres.NAME);
    String first;
    try (var postgres = Postgres.startForTests(state, 0)) {
      first = folderTold(postgres);
    }
    try (var postgres = Postgres.startForTests(state, 0)) {
      assertThat(folderTold(postgres)).as("started again").isEqualTo(first);
    }
    var copy = state.resolve("copy");
    Program.run("copy", state, List.of("cp", "-a", data.toString(), copy.toString()), Map.of());
    assertThat(PostgresData.identity(data)).as("copied").isEqualTo(first);
    assertThat(PostgresData.identity(copy)).isNotEqualTo(first);
    Program.run("copy", state, List.of("cp", "-a", copy + "/.", data.toString()), Map.of());
    var inPlace = PostgresData.identity(data);
    assertThat(inPlace).as("copied over in place").isNotEqualTo(first);
    Checkout.delete(data);
    Program.run("copy", state, List.of("cp", "-a", copy.toString(), data.toString()), Map.of());
    assertThat(PostgresData.identity(data)).as("put back").isNotIn(first, inPlace);
    try (var postgres = Postgres.startForTests(state, 0)) {
      assertThat(folderTold(postgres)).isEqualTo(PostgresData.identity(data));
    }
  }

  private static String folderTold(Postgres postgres) throws SQLException {
    try (var connection = as(postgres, "postgres", "postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW zhihe.data_folder")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void startsAlthoughItsLastPidBelongsToAnotherProgramNow() throws IOException {
    Postgres.startForTests(state, 0).close();
    var another = Long.toString(ProcessHandle.current().pid());
    Files.writeString(state.resolve("run/postgres.pid"), another);
    Files.writeString(state.resolve("postgres/postmaster.pid"), another + "\n" + state + "\n");
    try (var postgres = Postgres.startForTests(state, 0)) {
      assertThat(postgres.pid()).isNotEqualTo(Long.parseLong(another));
    }
  }

  @Test
  void findsItselfRunningAndIsLeftAlone() throws IOException {
    try (var first = Postgres.startForTests(state, 0)) {
      Files.delete(state.resolve("run/postgres.pid"));
      assertThat(Postgres.startForTests(state, 0).pid()).isEqualTo(first.pid());
      assertThatThrownBy(() -> Postgres.startForTests(state, first.port() + 1))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("is running on port " + first.port());
    }
  }

  @Test
  void redoesAnInterruptedFirstStart() throws IOException {
    var unfinished = Files.createDirectories(state.resolve("postgres.unfinished"));
    Files.writeString(unfinished.resolve("PG_VERSION"), "18");
    try (var postgres = Postgres.startForTests(state, 0)) {
      assertThat(postgres.pid()).isPositive();
      assertThat(unfinished).doesNotExist();
    }
  }

  @Test
  void aTakenPortEndsTheStartWithTheServersOwnWords() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Postgres.startForTests(state, other.getLocalPort()))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("Address already in use");
      assertThat(Daemon.find(state, Postgres.NAME)).isEmpty();
    }
  }

  @Test
  void aRoleCannotDoWhatIsNotItsOwn() throws SQLException {
    var postgres = Postgres.shared();
    run(postgres, "platforms", "platforms_owner", "CREATE TABLE IF NOT EXISTS secret (n int)");
    assertThat(number(postgres, "platforms", "platforms_app", "SELECT 1")).isEqualTo(1);
    for (var role : new String[] {"platforms_app", "platforms_sealer", "platforms_reader"}) {
      refused(
          postgres,
          "platforms",
          role,
          "CREATE TABLE mine (n int)",
          "permission denied for schema public");
      refused(
          postgres,
          "platforms",
          role,
          "CREATE TEMPORARY TABLE mine (n int)",
          "permission denied to create temporary tables");
      refused(
          postgres,
          "platforms",
          role,
          "SELECT * FROM secret",
          "permission denied for table secret");
      refused(postgres, "platforms", role, "DROP TABLE secret", "must be owner of table secret");
      refused(postgres, "platforms", role, "CREATE ROLE other", "permission denied to create role");
      refused(
          postgres, "platforms", role, "SET ROLE platforms_owner", "permission denied to set role");
      refused(
          postgres,
          "platforms",
          role,
          "COPY (SELECT 1) TO '/tmp/out'",
          "permission denied to COPY to a file");
    }
    refused(postgres, "projects", "platforms_owner", "SELECT 1", "permission denied for database");
    refused(postgres, "keycloak", "platforms_owner", "SELECT 1", "permission denied for database");
    refused(postgres, "postgres", "platforms_owner", "SELECT 1", "permission denied for database");
    refused(postgres, "platforms", "keycloak", "SELECT 1", "permission denied for database");
    refused(
        postgres,
        "platforms",
        "platforms_owner",
        "CREATE DATABASE other",
        "permission denied to create database");
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    postgres.jdbcUrl("platforms"), "platforms_app", "guess"))
        .hasMessageContaining("password authentication failed");
  }

  private static void refused(
      Postgres postgres, String database, String role, String sql, String message) {
    assertThatThrownBy(() -> run(postgres, database, role, sql))
        .as("%s: %s", role, sql)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(message);
  }

  private static void run(Postgres postgres, String database, String role, String sql)
      throws SQLException {
    try (var connection = as(postgres, database, role);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Postgres postgres, String database, String role, String sql)
      throws SQLException {
    try (var connection = as(postgres, database, role);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection as(Postgres postgres, String database, String role)
      throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(database), role, role);
  }
}
