package dev.zhihe.kit.sealing;

import dev.zhihe.kit.changelog.Recorded;
import dev.zhihe.kit.sealed.SealedLog;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.net.URI;
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
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Runs the sealer, the relay and the LISTEN connection on threads of their own, with connections
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
      @ConfigProperty(name = "zhihe.public-url") URI publicUrl) {
    this.url = url;
    this.role = role;
    this.password = password;
    this.log = log;
    sealer = new Sealer(this::open, log::headIs);
    relay = new Relay(service, bootstrap, publicUrl, this::open, sealer::term, log);
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
   * Whether this instance seals. A method, because others hold a proxy, whose own fields are empty.
   */
  boolean leads() {
    return sealer.term().isPresent();
  }

  /** Why the log stands still while committed changes wait; empty while it advances. */
  public Optional<String> standstill() {
    return standstill.reason();
  }

  Optional<String> kafkaTrouble() {
    return relay.trouble();
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
    properties.setProperty("connectTimeout", "5");
    // Cut off without a word, it would wait for an answer for ever and never stand by again.
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(url, properties);
  }

  /**
   * Hears of the head from whichever instance seals, so that readers who wait on this one are
   * woken, and watches whether it moves.
   */
  private void listen() {
    var told = "";
    while (!closed()) {
      try (var connection = open();
          var statement = connection.createStatement()) {
        statement.execute("listen feed");
        log.headIs(SealedLog.head(connection).position());
        var listening = connection.unwrap(PGConnection.class);
        var looked = System.nanoTime();
        while (!closed()) {
          var notifications = listening.getNotifications(1_000);
          if (notifications.length > 0) { // anybody may notify, so it is only a hint to look
            log.headIs(SealedLog.head(connection).position());
          }
          if (System.nanoTime() - looked > WATCH_INTERVAL.toNanos()) {
            standstill.look(connection, sealer.trouble());
            looked = System.nanoTime();
          }
        }
      } catch (SQLException | RuntimeException | VirtualMachineError e) {
        if (!closed()) { // whatever it was: somebody must watch
          standstill.cannotLook(e);
          var message = e instanceof SQLException ? String.valueOf(e.getMessage()) : e.toString();
          if (!message.equals(told)) {
            LOG.warnf("Listening for the head again: %s", message);
            told = message;
          }
          try { // the database is away: only closing is an event to wait for
            closing.await(500, TimeUnit.MILLISECONDS);
          } catch (InterruptedException interrupted) {
            return;
          }
        }
      }
    }
  }

  /**
   * Tells where the log stands. A Kafka that is away does not make the service unready: writes and
   * reads go on. A log that stands still does, although reads of the present go on too: what is
   * written reaches nobody, and somebody must be told.
   */
  @Readiness
  @ApplicationScoped
  static class SealingHealth implements HealthCheck {
    private final SealingRuntime runtime;
    private final AgroalDataSource source;

    SealingHealth(SealingRuntime runtime, AgroalDataSource source) {
      this.runtime = runtime;
      this.source = source;
    }

    @Override
    public HealthCheckResponse call() {
      var answer = HealthCheckResponse.named("change-log");
      try (var connection = source.getConnection();
          var statement =
              connection.prepareStatement(
                  """
                  select position, (select count(*) from change_queue), (select max(position) from relay) from feed_head
                  """);
          var row = statement.executeQuery()) {
        row.next();
        var unsealed = row.getLong(2);
        answer.withData("head", row.getLong(1));
        answer.withData("unsealed", unsealed);
        answer.withData("inKafka", row.getLong(3));
        answer.withData("leads", runtime.leads());
        runtime.kafkaTrouble().ifPresent(trouble -> answer.withData("kafkaTrouble", trouble));
        var standstill = unsealed == 0 ? Optional.<String>empty() : runtime.standstill();
        standstill.ifPresent(why -> answer.withData("standsStill", why));
        return answer.status(standstill.isEmpty()).build();
      } catch (SQLException e) {
        return answer.down().withData("reason", String.valueOf(e.getMessage())).build();
      }
    }
  }
}
