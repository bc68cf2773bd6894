package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Postgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Directus over a copy of the observations in a database of its own, which everybody may read. It
 * comes from npm, with the Node that it asks for.
 */
final class Directus {
  private static final String NAME = "directus";
  private static final String DIRECTUS = "directus@11.9.2";
  private static final String NODE = "node@22";

  /** What is written down after an installation. Another is made when it differs. */
  private static final String VERSIONS = DIRECTUS + "\n" + NODE + "\n";

  private static final Duration INSTALLATION = Duration.ofMinutes(10);

  private static final String TABLE =
      """
      create table observation (
        code text collate "C" primary key, indicator text, area text, board text, scope text, period text, comparator text,
        value numeric, value_printed text, status text, measure text, note text, reported_on date, document text,
        source_line integer)
      """;
  private static final String COLUMNS =
      "code, indicator, area, board, scope, period, comparator, value, value_printed, status, measure, note, reported_on, document, source_line";

  private final Run run;
  private final Peers peers;
  private final Path home;

  Directus(Run run, Peers peers) {
    this.run = run;
    this.peers = peers;
    home = run.servers().state().resolveSibling("peers").resolve(NAME).toAbsolutePath();
  }

  /** The path of the same page or item as the suite's. */
  static Supplier<String> same(Supplier<String> path) {
    return () ->
        path.get()
            .replace("/v1/observations?", "/items/observation?sort=code&")
            .replace("&area=", "&filter%5Barea%5D%5B_eq%5D=")
            .replace("/v1/observations/", "/items/observation/");
  }

  /**
   * Starts it.
   *
   * @return its process; empty if it cannot be had, which is noted
   */
  Optional<Process> start(int port) throws Exception {
    if (!isInstalled() && !install()) {
      return Optional.empty();
    }
    var environment = environment(port);
    makeDatabase();
    peers.awaitEnd(NAME, peers.begin(NAME, command("bootstrap"), environment));
    letEverybodyRead();
    return Optional.of(peers.start(NAME, port, command("start"), environment));
  }

  private boolean isInstalled() throws IOException {
    var marker = home.resolve("installed");
    return Files.isRegularFile(marker) && Files.readString(marker).equals(VERSIONS);
  }

  /** The machine's npm installs Node, and under that Node it installs Directus. */
  private boolean install() throws IOException {
    var npm = Programs.find("npm", "");
    if (npm.isEmpty()) {
      run.skip("Directus", "npm is not installed");
      return false;
    }
    run.out().println("  …  installing Directus from npm, once");
    Checkout.delete(home); // parts of other versions
    if (install(npm.get(), home.resolve("node"), NODE) && install(npm.get(), home, DIRECTUS)) {
      Files.writeString(home.resolve("installed"), VERSIONS);
      return true;
    }
    run.skip("Directus", "npm could not install it; why is in " + peers.log(NAME));
    return false;
  }

  private boolean install(Path npm, Path folder, String what) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
    var command =
        List.of(
            npm.toString(),
            "install",
            "--prefix",
            folder.toString(),
            "--no-audit",
            "--no-fund",
            what);
    var environment = new HashMap<>(path());
    headers().ifPresent(place -> environment.put("npm_config_nodedir", place.toString()));
    return Peers.ended(peers.begin(NAME, command, environment), INSTALLATION);
  }

  /** The folder with the headers of the Node of its own, against which parts are compiled. */
  private Optional<Path> headers() throws IOException {
    try (var files = Files.walk(home.resolve("node"))) {
      return files
          .filter(folder -> Files.isRegularFile(folder.resolve("include/node/node.h")))
          .findFirst();
    }
  }

  /** With the Node of its own first, once it is there. */
  private Map<String, String> path() {
    return Map.of(
        "PATH",
        home.resolve("node/node_modules/.bin") + File.pathSeparator + System.getenv().get("PATH"));
  }

  private List<String> command(String act) {
    return List.of(home.resolve("node_modules/.bin/directus").toString(), act);
  }

  private Map<String, String> environment(int port) {
    var environment = new HashMap<>(path());
    environment.put("HOST", "127.0.0.1");
    environment.put("PORT", Integer.toString(port));
    environment.put("PUBLIC_URL", "http://127.0.0.1:" + port);
    environment.put("SECRET", "bench");
    environment.put("ADMIN_EMAIL", "admin@example.com");
    environment.put("ADMIN_PASSWORD", "bench");
    environment.put("DB_CLIENT", "pg");
    environment.put("DB_HOST", "127.0.0.1");
    environment.put("DB_PORT", Integer.toString(run.servers().ports().postgres()));
    environment.put("DB_DATABASE", NAME);
    environment.put("DB_USER", Postgres.NAME);
    environment.put("DB_PASSWORD", Postgres.NAME);
    // As many connections as clients.
    environment.put("DB_POOL__MAX", "16");
    environment.put("LOG_LEVEL", "warn");
    environment.put("TELEMETRY", "false");
    environment.put("NODE_ENV", "production");
    return environment;
  }

  /** Makes the database anew, with the rows and the indexes that the two reads need. */
  private void makeDatabase() throws Exception {
    var postgres = run.servers().postgres();
    var rows = run.scratch().resolve("observation.copy");
    try (var connection = run.servers().superuser(Service.INDICATORS)) {
      Observations.execute(connection, "drop database if exists directus with (force)");
      Observations.execute(connection, "create database directus");
      try (var out = Files.newOutputStream(rows)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (select %s from observation) to stdout".formatted(COLUMNS), out);
      }
    }
    try (var connection = connect(postgres);
        var in = Files.newInputStream(rows)) {
      Observations.execute(connection, TABLE);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy observation (%s) from stdin".formatted(COLUMNS), in);
      Observations.execute(connection, "create index on observation (area, code)");
      Observations.execute(connection, "vacuum analyze observation");
    }
  }

  private void letEverybodyRead() throws SQLException {
    try (var connection = connect(run.servers().postgres())) {
      Observations.execute(
          connection,
          """
          insert into directus_permissions (policy, collection, action, permissions, validation, fields)
          select policy, 'observation', 'read', '{}', '{}', '*' from directus_access where role is null and "user" is null
          """);
    }
  }

  private static Connection connect(Postgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(NAME), Postgres.NAME, Postgres.NAME);
  }
}
