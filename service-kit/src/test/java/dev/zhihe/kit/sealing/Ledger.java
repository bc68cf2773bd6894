package dev.zhihe.kit.sealing;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.feed.Feed;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.servers.Postgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own for one test, on the real server, with the kit's migration and two
 * published tables, {@code note} and {@code road_sign}.
 */
public final class Ledger {
  public static final List<String> TABLES = List.of("note", "road_sign");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String service;
  private final int port;
  private @Nullable DataSource pool;
  private @Nullable DataSource readers;

  private Ledger(String service, int port) {
    this.service = service;
    this.port = port;
  }

  public static Ledger create() throws SQLException {
    return createAt("latest");
  }

  /**
   * A ledger as an earlier version of the kit made it.
   *
   * @param version number of the last migration
   */
  public static Ledger createAt(String version) throws SQLException {
    return create(Postgres.shared(), version);
  }

  /** On a server of the test's own; another on the same port may take its place. */
  public static Ledger create(Postgres server, String version) throws SQLException {
    var service = "ledger" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    server.createServiceDatabase(service);
    var ledger = new Ledger(service, server.port());
    ledger.migrate(version);
    try (var owner = ledger.as("owner")) {
      for (var table : TABLES) {
        execute(
            owner,
            "create table %s (code text primary key, text text not null, version bigint not null, body text not null, audience text not null)"
                .formatted(table));
        execute(owner, "select publish('%s')".formatted(table));
      }
    }
    return ledger;
  }

  /** Runs the kit's migrations up to a version. */
  public void migrate(String version) {
    Flyway.configure(Ledger.class.getClassLoader())
        .dataSource(url(), service + "_owner", service + "_owner")
        .locations("db/kit")
        .placeholders(Map.of("service", service))
        .target(version)
        .load()
        .migrate();
  }

  public String service() {
    return service;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + service;
  }

  /** A connection of the service's {@code owner}, {@code app}, {@code sealer} or {@code reader}. */
  public Connection as(String role) throws SQLException {
    return source(role).getConnection();
  }

  public DataSource source(String role) {
    var source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(service + "_" + role);
    source.setPassword(service + "_" + role);
    source.setApplicationName(Thread.currentThread().getName());
    return source;
  }

  /** The sealed log, over a pool such as a service has. */
  public SealedLog log() throws SQLException {
    return new SealedLog(service, pool());
  }

  /** A reader of the feed. */
  public Feed feed() throws SQLException {
    return new Feed(log(), pool());
  }

  /** Connections of the application, pooled as a service has them. */
  public synchronized DataSource pool() throws SQLException {
    if (pool == null) {
      pool = pooled("app", pool -> pool);
    }
    return pool;
  }

  /** A login takes longer than most queries. Idle connections end, and broken ones are noticed. */
  private synchronized DataSource readers() throws SQLException {
    if (readers == null) {
      readers =
          pooled(
              "reader",
              pool ->
                  pool.reapTimeout(Duration.ofSeconds(1))
                      .connectionValidator(ConnectionValidator.defaultValidator())
                      .validateOnBorrow(true));
    }
    return readers;
  }

  private DataSource pooled(
      String role, UnaryOperator<AgroalConnectionPoolConfigurationSupplier> settings)
      throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    settings
                        .apply(pool)
                        .maxSize(4)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(
                            factory ->
                                factory
                                    .jdbcUrl(url())
                                    .principal(new NamePrincipal(service + "_" + role))
                                    .credential(new SimplePassword(service + "_" + role)))));
  }

  /** A sealer on a thread of its own until it is closed. */
  public Running sealing() {
    return running(new Sealer(() -> as("sealer"), position -> {}));
  }

  public static Running running(Sealer sealer) {
    return new Running(sealer, Thread.ofPlatform().daemon().name("sealer").start(sealer));
  }

  public record Running(Sealer sealer, Thread thread) implements AutoCloseable {
    @Override
    public void close() {
      sealer.close();
      awaitEnd(thread);
    }
  }

  /**
   * Waits until all that is committed is sealed; if that takes too long, tells what everybody does.
   */
  public void awaitSealed() throws Exception {
    try {
      await(
          "everything sealed",
          Duration.ofSeconds(30),
          () -> number("select count(*) from change_queue") == 0);
    } catch (AssertionError e) {
      var busy = new ArrayList<String>();
      try (var superuser = DriverManager.getConnection(url(), "postgres", "postgres");
          var statement = superuser.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select concat_ws(' | ', usename, state, wait_event_type, wait_event, clock_timestamp() - query_start, query)
                  from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                  """)) {
        while (row.next()) {
          busy.add(row.getString(1));
        }
      }
      throw new AssertionError(e.getMessage() + "; meanwhile " + busy, e);
    }
  }

  public long head() throws SQLException {
    return number("select position from feed_head");
  }

  public long number(String query) throws SQLException {
    return (Long) rows(query).getFirst().getFirst();
  }

  /** All rows of a query, read as the reader: its rights must do for every proof. */
  public List<List<Object>> rows(String query) throws SQLException {
    try (var reader = readers().getConnection();
        var statement = reader.createStatement();
        var rows = statement.executeQuery(query)) {
      var all = new ArrayList<List<Object>>();
      var columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        var row = new ArrayList<Object>(columns);
        for (int column = 1; column <= columns; column++) {
          var value = rows.getObject(column);
          row.add(value instanceof Timestamp time ? time.toInstant() : value);
        }
        all.add(row);
      }
      return all;
    }
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Waits for a fact. */
  public static void await(String fact, Duration atMost, Callable<Boolean> holds) throws Exception {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("within " + atMost.toSeconds() + " s: " + fact);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  public static void awaitEnd(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(15))) {
        throw new AssertionError(thread.getName() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static Change change(
      String table, String code, long version, Action action, @Nullable String body, String act) {
    return change(table, code, version, action, Audience.PUBLIC, body, act);
  }

  public static Change change(
      String table,
      String code,
      long version,
      Action action,
      Audience audience,
      @Nullable String body,
      String act) {
    return new Change(
        table.replace('_', '-'),
        code,
        version,
        action,
        audience,
        body,
        "tester",
        act,
        null,
        Extent.ofCode(code));
  }

  /** Writes the entity's row as the change says; its log row is for the caller to append. */
  public static void write(Connection app, Change change) throws SQLException {
    var table = change.entityType().replace('-', '_');
    var sql =
        switch (change.action()) {
          case CREATED ->
              "insert into %s (text, version, body, audience, code) values (?, ?, ?, ?, ?)";
          case UPDATED ->
              "update %s set text = ?, version = ?, body = ?, audience = ? where code = ?";
          case DELETED -> "delete from %s where code = ?";
          case WITHDRAWN -> throw new IllegalArgumentException("never logged");
        };
    try (var statement = app.prepareStatement(sql.formatted(table))) {
      var place = 1;
      if (change.action() != Action.DELETED) {
        statement.setString(place++, "text of version " + change.version());
        statement.setLong(place++, change.version());
        statement.setString(place++, change.body());
        statement.setString(place++, change.audience().text());
      }
      statement.setString(place, change.entityId());
      if (statement.executeUpdate() != 1) {
        throw new AssertionError("no row of " + change);
      }
    }
  }

  /** Writes and logs the changes in one transaction. */
  public void commit(List<Change> changes) throws SQLException {
    try (var app = as("app")) {
      app.setAutoCommit(false);
      for (var change : changes) {
        write(app, change);
      }
      LogRows.append(app, changes);
      app.commit();
    }
  }

  /** The feed's epoch. */
  public long epoch() throws SQLException {
    return number("select feed_epoch::bigint from feed_head");
  }

  /** Commits one note in so many versions, a transaction each. */
  public void commitNote(String code, int versions) throws SQLException {
    for (int version = 1; version <= versions; version++) {
      commit(List.of(note(code, version)));
    }
  }

  public static Change note(String code, long version) {
    return change(
        "note",
        code,
        version,
        version == 1 ? Action.CREATED : Action.UPDATED,
        body(code, version),
        code + "-" + version);
  }

  public static String body(String code, long version) {
    return "{\"code\":\"%s\",\"name\":\"科技 %d\",\"version\":%d}".formatted(code, version, version);
  }
}
