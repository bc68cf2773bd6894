package dev.zhihe.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 on the loopback address. Its data is in the folder {@code postgres} of the
 * state directory and outlives the server.
 *
 * <p>The password of every role is its name, that of the superuser {@code postgres} too. These
 * servers are for one machine only.
 */
public final class Postgres implements AutoCloseable {
  public static final String NAME = "postgres";
  static final List<String> SERVICES = List.of("indicators", "projects", "platforms");

  private static final String SUPERUSER = "postgres";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static @Nullable Postgres shared;

  private final Daemon daemon;

  private Postgres(Daemon daemon) {
    this.daemon = daemon;
  }

  /**
   * Starts PostgreSQL unless it runs, and waits until it answers.
   *
   * @param state the state directory; on first use the database cluster is made in it
   * @param port the port to listen on, 0 for a free one
   */
  public static Postgres start(Path state, int port) {
    return start(state, port, true);
  }

  /**
   * As {@link #start}, but without fsync, for tests. Commits then do not wait for the disk. The
   * operating system keeps committed data if the server is killed. Only a power failure loses it.
   * Passwords are salted once, not 4,096 times, so that a login costs little.
   */
  public static Postgres startForTests(Path state, int port) {
    return start(state, port, false);
  }

  private static Postgres start(Path state, int port, boolean fsync) {
    var running = Daemon.find(state, NAME);
    if (running.isPresent()) {
      return attached(running.get(), port);
    }
    return Port.start(
        port,
        chosen -> {
          var postgres = new Postgres(begin(state, chosen, fsync));
          postgres.daemon.await(TIMEOUT, postgres::answers);
          return postgres;
        });
  }

  /** Starts PostgreSQL without waiting for it. It must not be running. */
  public static Daemon begin(Path state, int port) {
    return begin(state, port, true);
  }

  private static Daemon begin(Path state, int port, boolean fsync) {
    var data = state.resolve(NAME).toAbsolutePath();
    var programs = PostgresPrograms.folder();
    PostgresData.prepare(state, data, programs, SUPERUSER, fsync);
    var command = new ArrayList<>(PostgresUser.ordinary(data));
    command.add(programs.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString()));
    settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    command.addAll(List.of("-c", "fsync=" + (fsync ? "on" : "off")));
    command.addAll(List.of("-c", "zhihe.data_folder=" + PostgresData.identity(data)));
    command.addAll(List.of("-c", Daemon.mark(state, NAME, port)));
    return Daemon.start(state, NAME, port, command, Map.of("LC_ALL", "C"));
  }

  /**
   * One server with the suite's databases for all tests of this JVM. Its temporary folder is
   * removed when the JVM ends.
   */
  public static synchronized Postgres shared() {
    if (shared == null) {
      var state = TemporaryState.create();
      var started = startForTests(state, 0);
      TemporaryState.deleteAtExit(
          state, () -> started.daemon.stop(Daemon.Signal.QUIT, Duration.ofSeconds(10)));
      started.createDatabases();
      shared = started;
    }
    return shared;
  }

  public int port() {
    return daemon.port();
  }

  /** The process id, for tests that kill it. */
  public long pid() {
    return daemon.pid();
  }

  public String jdbcUrl(String database) {
    return jdbcUrl(port(), database);
  }

  static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * Creates the databases of the three services and Keycloak, each with its roles. May be repeated.
   */
  public void createDatabases() {
    SERVICES.forEach(this::createServiceDatabase);
    try (var connection = superuser("postgres")) {
      createRole(connection, Keycloak.NAME);
      createDatabase(connection, Keycloak.NAME, Keycloak.NAME);
      // By default, every role may connect to these two.
      execute(connection, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
    } catch (SQLException e) {
      throw refused("create the database keycloak", e);
    }
  }

  /**
   * Creates a service's database and its roles. {@code S_owner} owns the schema and runs
   * migrations. {@code S_app}, {@code S_sealer} and {@code S_reader} have only what the migrations
   * grant. May be repeated.
   */
  public void createServiceDatabase(String service) {
    if (!service.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Not a service name: " + service);
    }
    var owner = service + "_owner";
    var others = service + "_app, " + service + "_sealer, " + service + "_reader";
    try (var connection = superuser("postgres")) {
      for (var role : List.of(owner, service + "_app", service + "_sealer", service + "_reader")) {
        createRole(connection, role);
      }
      createDatabase(connection, service, owner);
      execute(connection, "GRANT CONNECT ON DATABASE " + service + " TO " + owner + ", " + others);
    } catch (SQLException e) {
      throw refused("create the database " + service, e);
    }
    try (var connection = superuser(service)) {
      execute(connection, "ALTER SCHEMA public OWNER TO " + owner);
      execute(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
      execute(connection, "GRANT USAGE ON SCHEMA public TO " + others);
    } catch (SQLException e) {
      throw refused("prepare the database " + service, e);
    }
  }

  /** Shuts the server down and disconnects its clients. */
  @Override
  public void close() {
    stop(daemon);
  }

  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.INT, Duration.ofMinutes(1));
  }

  /** Whether a server on that port accepts a login. */
  public static boolean answers(int port) {
    try (var connection = connect(port, "postgres")) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean answers() {
    return answers(port());
  }

  private static Postgres attached(Daemon daemon, int port) {
    if (port != 0 && port != daemon.port()) {
      throw new Trouble(
          "PostgreSQL is running on port "
              + daemon.port()
              + ", not on "
              + port
              + " as wanted now: ./zhihe down, then start again.");
    }
    var postgres = new Postgres(daemon);
    daemon.await(TIMEOUT, postgres::answers);
    return postgres;
  }

  /**
   * Settings on the command line, so that they apply to an old data directory too. fsync is off for
   * tests alone, because this is a system of record.
   */
  private static Map<String, String> settings(int port) {
    return Map.ofEntries(
        Map.entry("port", Integer.toString(port)),
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("unix_socket_directories", ""),
        Map.entry("max_connections", "200"),
        Map.entry("shared_buffers", "128MB"),
        Map.entry("wal_level", "logical"),
        Map.entry("jit", "off"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"),
        Map.entry("log_line_prefix", "%m [%p] %q%u@%d "),
        // Errors of statements repeat values of rows. The services log them without the values.
        Map.entry("log_min_messages", "log"),
        Map.entry("password_encryption", "scram-sha-256"));
  }

  private void createRole(Connection connection, String role) throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
      execute(connection, "CREATE ROLE " + role + " LOGIN NOINHERIT PASSWORD '" + role + "'");
    }
  }

  private void createDatabase(Connection connection, String database, String owner)
      throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
      execute(connection, "CREATE DATABASE " + database + " OWNER " + owner);
    }
    execute(connection, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection superuser(String database) throws SQLException {
    return connect(port(), database);
  }

  /**
   * Connects by the driver itself. DriverManager searches for drivers in the caller's class loader.
   */
  private static Connection connect(int port, String database) throws SQLException {
    var login = new Properties();
    login.setProperty("user", SUPERUSER);
    login.setProperty("password", SUPERUSER);
    login.setProperty("connectTimeout", "2");
    login.setProperty("ApplicationName", "zhihe");
    return Objects.requireNonNull(
        new org.postgresql.Driver().connect(jdbcUrl(port, database), login),
        "the driver knows its own URL");
  }

  private static Trouble refused(String what, SQLException e) {
    return new Trouble("PostgreSQL would not " + what + ": " + e.getMessage(), e);
  }
}
