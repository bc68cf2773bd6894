package dev.zhihe.kit.sealing;

import dev.zhihe.kit.changelog.Recorded;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.log.LoggedFailure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Runs the sealer, the relay and the LISTEN connection. Each has its own thread, and connections
 * outside every pool.
 */
@ApplicationScoped
public class SealingRuntime {
  private static final Logger LOG = Logger.getLogger(SealingRuntime.class);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(900);

  private final String url;
  private final String role;
  private final String password;
  private final SealedLog log;
  private final Sealer sealer;
  private final Relay relay;
  private final Standstill standstill = new Standstill();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  SealingRuntime(
      SealedLog log,
      @ConfigProperty(name = "zhihe.service") String service,
      @ConfigProperty(name = "zhihe.sealer.url") String url,
      @ConfigProperty(name = "zhihe.sealer.username") String role,
      @ConfigProperty(name = "zhihe.sealer.password") String password,
      @ConfigProperty(name = "zhihe.kafka.bootstrap") String bootstrap,
      @ConfigProperty(name = "zhihe.kafka.properties") Optional<Path> account,
      @ConfigProperty(name = "zhihe.public-url") URI publicUrl) {
    this.url = url;
    this.role = role;
    this.password = password;
    this.log = log;
    sealer = new Sealer(this::open, log::headIs);
    relay = new Relay(service, bootstrap, account, publicUrl, this::open, sealer::term, log);
  }

  void start(@Observes StartupEvent event) {
    start("sealer", sealer);
    start("relay", relay);
    start("feed-listener", this::listen);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing.countDown();
    relay.close();
    sealer.close();
    for (var thread : threads) {
      if (!thread.getName().equals("sealer")) {
        thread.interrupt(); // the sealer ends by itself, once all that is committed is sealed
      }
      thread.join(Duration.ofSeconds(5));
    }
  }

  void recorded(@Observes(during = TransactionPhase.AFTER_SUCCESS) Recorded fact) {
    sealer.wake();
  }

  /**
   * Whether this instance seals. It is a method because callers hold a CDI proxy, whose own fields
   * are empty.
   */
  boolean leads() {
    return sealer.term().isPresent();
  }

  /** Why the log is stuck while committed changes wait; empty while it advances. */
  public Optional<String> standstill() {
    return standstill.reason();
  }

  Optional<String> kafkaFailure() {
    return relay.failure();
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void start(String name, Runnable work) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(work));
  }

  private Connection open() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "zhihe-sealer");
    properties.setProperty("tcpKeepAlive", "true");
    // The details of an error repeat values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("connectTimeout", "5");
    // Without a timeout, a connection that is cut without notice would wait for ever.
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(url, properties);
  }

  /**
   * Listens for the new head from the instance that seals, wakes the readers that wait on this
   * instance, and checks that the head moves.
   */
  private void listen() {
    var lastLogged = "";
    while (!closed()) {
      try (var connection = open();
          var statement = connection.createStatement()) {
        statement.execute("listen feed");
        log.headIs(SealedLog.head(connection).position());
        var listening = connection.unwrap(PGConnection.class);
        var lastCheck = System.nanoTime();
        while (!closed()) {
          var notifications = listening.getNotifications(1_000);
          if (notifications.length > 0) { // only a hint: any client may notify
            log.headIs(SealedLog.head(connection).position());
          }
          if (System.nanoTime() - lastCheck > WATCH_INTERVAL.toNanos()) {
            standstill.look(connection, sealer.failure());
            lastCheck = System.nanoTime();
          }
        }
      } catch (SQLException | RuntimeException | VirtualMachineError e) {
        if (!closed()) { // retried after any kind of failure
          standstill.cannotLook(e);
          var message = LoggedFailure.message(e);
          if (!message.equals(lastLogged)) {
            LOG.warnf("The LISTEN connection failed and is opened again: %s", message);
            lastLogged = message;
          }
          try { // the database is down: wait, unless closed
            closing.await(500, TimeUnit.MILLISECONDS);
          } catch (InterruptedException interrupted) {
            return;
          }
        }
      }
    }
  }
}
