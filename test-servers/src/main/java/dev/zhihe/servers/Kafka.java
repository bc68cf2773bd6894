package dev.zhihe.servers;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in one process, on the loopback address. Its data and accounts
 * are in the folder {@code kafka} of the state directory. They outlive the broker.
 */
public final class Kafka implements AutoCloseable {
  public static final String NAME = "kafka";

  /** The account that may do everything, used by the broker and by this program. */
  public static final String ADMIN = "admin";

  /** The account that reads every topic of the suite, and writes none. */
  public static final String CONSUMER = "consumer";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static @Nullable Kafka shared;

  private final Daemon daemon;
  private final KafkaAccounts accounts;

  private Kafka(Path state, Daemon daemon) {
    this.daemon = daemon;
    this.accounts = new KafkaAccounts(state);
  }

  /**
   * Starts Kafka unless it runs. Waits until it answers and its accounts have their rights. A
   * broker of an earlier version without accounts is restarted with them.
   *
   * @param state the state directory; on first use the storage is formatted in it
   * @param port the port to listen on, 0 for a free one; the controller takes another free one
   */
  public static Kafka start(Path state, int port) {
    return start(state, port, 0, AotCaches.none());
  }

  public static Kafka start(Path state, int port, int controllerPort, AotCaches caches) {
    var running = Daemon.find(state, NAME);
    if (running.isPresent() && new KafkaAccounts(state).exist()) {
      return attached(state, running.get(), port);
    }
    running.ifPresent(Kafka::stop);
    return Port.start(
        port, chosen -> new Kafka(state, begin(state, chosen, controllerPort, caches)).whenReady());
  }

  /** Starts Kafka without waiting for it. It must not be running. */
  public static Daemon begin(Path state, int port, int controllerPort, AotCaches caches) {
    var home = state.resolve(NAME).toAbsolutePath();
    var controller = controllerPort == 0 ? Port.free() : controllerPort;
    if (!Files.isDirectory(home)) {
      Checkout.requireRoom(state, 200);
    }
    Checkout.makeOnce(home, folder -> format(folder, port, controller));
    Checkout.makePrivate(home);
    new KafkaAccounts(state).make();
    return run(state, port, configure(state, home, port, controller), caches);
  }

  /** Starts a broker with a configuration. */
  static Daemon run(Path state, int port, Path configuration, AotCaches caches) {
    var command =
        new ArrayList<>(
            List.of(
                Program.java(),
                "-D" + Daemon.mark(state, NAME, port),
                Checkout.temporary(state, NAME)));
    // The serial collector, because the heap is small and the services need the cores.
    command.addAll(
        List.of(
            "-Xms128m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            Program.TRIM,
            "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=" + configuration.resolveSibling("log4j2.properties"),
            "-cp",
            classPath(),
            "kafka.Kafka",
            configuration.toString()));
    return Daemon.start(state, NAME, port, caches.command(state, NAME, command), Map.of());
  }

  /** One broker for all tests of this JVM. Its temporary folder is removed when the JVM ends. */
  public static synchronized Kafka shared() {
    if (shared == null) {
      var state = TemporaryState.create();
      var started = start(state, 0);
      TemporaryState.deleteAtExit(state, started.daemon::kill);
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

  /** The value of {@code bootstrap.servers} for clients. */
  public String bootstrap() {
    return "127.0.0.1:" + port();
  }

  /** Client properties for this broker and one of its accounts. */
  public Properties client(String account) {
    var properties = accounts.properties(account);
    properties.setProperty("bootstrap.servers", bootstrap());
    return properties;
  }

  /** The file of one of its accounts. */
  public Path account(String account) {
    return accounts.file(account);
  }

  /**
   * The file of an account: Kafka's client properties, without the address. It exists once the
   * broker was started.
   *
   * @param account the name of a service, {@link #CONSUMER} or {@link #ADMIN}
   */
  public static Path account(Path state, String account) {
    return new KafkaAccounts(state).file(account);
  }

  /** Shuts the broker down. */
  @Override
  public void close() {
    stop(daemon);
  }

  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(30));
  }

  /**
   * Whether the broker serves requests, is a member of the cluster, and applies its accounts'
   * rights.
   */
  public static boolean answers(Path state, int port) {
    var accounts = new KafkaAccounts(state);
    return accounts.exist() && answers(accounts, port);
  }

  private static boolean answers(KafkaAccounts accounts, int port) {
    try (var connection = accounts.connect(port)) {
      return connection.isMember() && connection.grants().containsAll(KafkaAccounts.grants());
    } catch (IOException e) {
      return false;
    }
  }

  private Kafka whenReady() {
    daemon.await(TIMEOUT, this::grant);
    daemon.await(TIMEOUT, () -> answers(accounts, port()));
    return this;
  }

  /** Grants the accounts their rights. Returns false while the broker does not accept them. */
  private boolean grant() {
    try (var connection = accounts.connect(port())) {
      connection.grant(KafkaAccounts.grants());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Kafka attached(Path state, Daemon daemon, int port) {
    if (port != 0 && port != daemon.port()) {
      throw new Trouble(
          "Kafka is running on port "
              + daemon.port()
              + ", not on "
              + port
              + " as wanted now: ./zhihe down, then start again.");
    }
    return new Kafka(state, daemon).whenReady();
  }

  /**
   * The file has the paths of the build. Only their file names are used, so that a copied checkout
   * works.
   */
  private static String classPath() {
    var target = Checkout.root().resolve("deploy/kafka/target");
    var list = target.resolve("class-path");
    if (!Files.isRegularFile(list)) {
      throw new Trouble(
          "Kafka's jars are not in "
              + target
              + ": run mvn generate-resources -pl deploy/kafka (./zhihe up does it by itself).");
    }
    try {
      return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
          .map(jar -> target.resolve("lib").resolve(Path.of(jar).getFileName()).toString())
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw Checkout.failed("read " + list, e);
    }
  }

  /** Prepares the storage of a new broker in an empty folder. */
  static void format(Path folder, int port, int controller) throws IOException {
    Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        status = warn
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d %p %m (%c{1})%n
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console
        logger.server.name = kafka.server
        logger.server.level = info
        """);
    var cluster = clusterId();
    var configuration =
        Checkout.writePrivate(
            folder.resolve("server.properties"), settings(folder, port, controller));
    Program.run(
        "prepare Kafka's storage",
        folder,
        List.of(
            Program.java(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
            "-cp",
            classPath(),
            "kafka.tools.StorageTool",
            "format",
            "-t",
            cluster,
            "-c",
            configuration.toString()),
        Map.of());
  }

  /** Writes the configuration before each start, because the ports may have changed. */
  private static Path configure(Path state, Path home, int port, int controller) {
    return Checkout.writePrivate(
        home.resolve("server.properties"),
        settings(home, port, controller) + new KafkaAccounts(state).logins());
  }

  /**
   * All settings except the logins. The controller is set by a fixed list of voters. The metadata
   * log would keep the port of the first start.
   */
  private static String settings(Path home, int port, int controller) {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=CLIENT
        listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=CLIENT://127.0.0.1:%1$d
        listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        sasl.mechanism.controller.protocol=PLAIN
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:%4$s
        allow.everyone.if.no.acl.found=false
        log.dirs=%3$s
        auto.create.topics.enable=false
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=4
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=16777216
        controlled.shutdown.enable=false
        """
        .formatted(port, controller, home.resolve("data"), ADMIN);
  }

  /**
   * A new id. It does not begin with a hyphen, because Kafka's tools would take it for an option.
   */
  static String clusterId() {
    while (true) {
      var id = UUID.randomUUID();
      var text =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  ByteBuffer.allocate(16)
                      .putLong(id.getMostSignificantBits())
                      .putLong(id.getLeastSignificantBits())
                      .array());
      if (!text.startsWith("-")) {
        return text;
      }
    }
  }
}
