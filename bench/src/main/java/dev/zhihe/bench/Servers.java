package dev.zhihe.bench;

import dev.zhihe.cli.Login;
import dev.zhihe.cli.PlanLoad;
import dev.zhihe.cli.Ports;
import dev.zhihe.cli.Service;
import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Keycloak;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Postgres;
import dev.zhihe.servers.Realm;
import dev.zhihe.servers.Trouble;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The suite's servers on free ports, in a state directory of their own. They start when they are
 * first asked for, with the very command line that {@code ./zhihe up} gives them.
 */
final class Servers implements AutoCloseable {
  private static final List<String> STOPPING =
      List.of("gateway", "platforms", "projects", "indicators", Keycloak.NAME, Kafka.NAME);

  private final Path state;
  private final PrintStream out;
  private final Ports ports = freePorts();
  private final Map<String, Login> logins = new HashMap<>();
  private @Nullable Postgres postgres;

  /** Takes the state directory for this run. What an interrupted run left there is ended. */
  Servers(Path state, PrintStream out) {
    this.state = state;
    this.out = out;
    StateLock.take(state);
    stopAll();
    // Settings of an interrupted LoggedTransaction, which would write a log ever after.
    Checkout.delete(state.resolve("postgres/postgresql.auto.conf"));
  }

  Path state() {
    return state;
  }

  Ports ports() {
    return ports;
  }

  /** PostgreSQL with the suite's databases. */
  synchronized Postgres postgres() {
    if (postgres == null) {
      postgres =
          step(
              Postgres.NAME,
              () -> {
                var started = Postgres.start(state, ports.postgres());
                started.createDatabases();
                return started;
              });
    }
    return postgres;
  }

  /**
   * Kafka, PostgreSQL and a service before it; the gateway needs no other. Returns its process id.
   */
  long service(Service service) {
    var running = Daemon.find(state, service.label());
    if (running.isPresent()) {
      return running.get().pid();
    }
    if (service != Service.GATEWAY) {
      postgres();
      if (Daemon.find(state, Kafka.NAME).isEmpty()) {
        step(
            Kafka.NAME,
            () -> Kafka.start(state, ports.kafka(), ports.kafkaController(), AotCaches.none()));
      }
    }
    return step(
        service.label(),
        () -> {
          var daemon = service.begin(state, ports, AotCaches.none());
          daemon.await(Service.TIMEOUT, () -> service.answers(ports));
          return daemon.pid();
        });
  }

  /** All programs of the suite, and the first plan in them. */
  void wholeSuiteWithPlan() {
    token("editor-demo");
    for (var each : Service.values()) {
      service(each);
    }
    if (!new PlanLoad(state, ports, out).offer(Checkout.root().resolve("plan"))) {
      throw new Trouble("The plan could not be loaded.");
    }
  }

  /** Ends a service, so that it can be started anew. */
  void stop(Service service) {
    Daemon.find(state, service.label()).ifPresent(Service::stop);
  }

  /** A token of a demo account, valid for another minute at least. */
  String token(String account) {
    if (Daemon.find(state, Keycloak.NAME).isEmpty()) {
      var database = postgres();
      step(
          Keycloak.NAME,
          () ->
              Keycloak.start(
                  state,
                  Keycloak.prepare(),
                  ports.keycloakPorts(),
                  database,
                  sentence -> out.println("     " + sentence),
                  AotCaches.none()));
    }
    return logins.computeIfAbsent(account, name -> new Login(state, ports, name)).token();
  }

  /** The headers of a system that reads with its token. */
  Map<String, String> bearer() {
    return Map.of("authorization", "Bearer " + token(Realm.SYSTEM));
  }

  /** The login server's name in tokens. */
  String issuer() {
    return "http://localhost:" + ports.keycloak() + "/realms/" + Realm.NAME;
  }

  /** A connection to a service's database as the superuser. */
  Connection superuser(Service service) throws SQLException {
    return DriverManager.getConnection(
        postgres().jdbcUrl(service.label()), Postgres.NAME, Postgres.NAME);
  }

  /** Ends all of them. Their data stays. */
  @Override
  public void close() {
    stopAll();
  }

  private void stopAll() {
    for (var name : STOPPING) {
      Daemon.find(state, name)
          .ifPresent(daemon -> daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(20)));
    }
    Daemon.find(state, Postgres.NAME).ifPresent(Postgres::stop);
  }

  private <T> T step(String what, Supplier<T> work) {
    var from = System.nanoTime();
    out.println("  …  " + what);
    var made = work.get();
    out.printf("  ok %s  %.1f s%n", what, (System.nanoTime() - from) / 1e9);
    return made;
  }

  private static Ports freePorts() {
    var chosen = new HashMap<String, String>();
    for (var variable : Ports.variables()) {
      chosen.put(variable, Integer.toString(Port.free()));
    }
    return Ports.of(chosen);
  }
}
