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
 * A real Kafka broker and controller in one process, on the loopback address. Its data and its
 * accounts live in the state directory's {@code kafka} folder and outlive it.
 */
public final class Kafka implements AutoCloseable {
  public static final String NAME = "kafka";

  /** The account that may do everything: the broker's own, and ours. */
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
   * Starts Kafka, or finds it running; returns when it answers and its accounts have their rights.
   * One that an earlier version started without accounts is started again with them.
   *
   * @param state the state directory; on first use the storage is formatted in it
   * @param port the port to listen on, 0 for a free one; the controller takes another free one
   */
  public static Kafka start(Path state, int port) {
    return start(state, port, 0);
  }

  public static Kafka start(Path state, int port, int controllerPort) {
    var running = Daemon.find(state, NAME);
    if (running.isPresent() && new KafkaAccounts(state).exist()) {
      return attached(state, running.get(), port);
    }
    running.ifPresent(Kafka::stop);
    return Port.start(
        port, chosen -> new Kafka(state, begin(state, chosen, controllerPort)).whenReady());
  }

  /** Starts Kafka, which does not run, and does not wait for it. */
  public static Daemon begin(Path state, int port, int controllerPort) {
    var home = state.resolve(NAME).toAbsolutePath();
    var controller = controllerPort == 0 ? Port.free() : controllerPort;
    if (!Files.isDirectory(home)) {
      Checkout.requireRoom(state, 200);
    }
    Checkout.makeOnce(home, folder -> format(folder, port, controller));
    Checkout.makePrivate(home);
    new KafkaAccounts(state).make();
    return run(state, port, configure(state, home, port, controller));
  }

  /** Starts a broker with a configuration. */
  static Daemon run(Path state, int port, Path configuration) {
    var command =
        new ArrayList<>(
            List.of(
                Program.java(),
                "-D" + Daemon.mark(state, NAME, port),
                Checkout.temporary(state, NAME)));
    // Serial collection: the heap is small, and the cores are the services'.
    command.addAll(
        List.of(
            "-Xms128m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto"));
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=" + configuration.resolveSibling("log4j2.properties"),
            "-cp",
            classPath(),
            "kafka.Kafka",
            configuration.toString()));
    return Daemon.start(state, NAME, port, command, Map.of());
  }

  /** One broker for all tests of this JVM, in a temporary folder that goes when the JVM ends. */
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

  /** The process, for tests that kill it. */
  public long pid() {
    return daemon.pid();
  }

  /** What clients call {@code bootstrap.servers}. */
  public String bootstrap() {
    return "127.0.0.1:" + port();
  }

  /** A client's properties for this broker and one of its accounts. */
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
   * The file of an account: Kafka's client properties, without the address. It is there once the
   * broker has been started.
   *
   * @param account the name of a service, {@link #CONSUMER} or {@link #ADMIN}
   */
  public static Path account(Path state, String account) {
    return new KafkaAccounts(state).file(account);
  }

  /** Ends the broker in good order. */
  @Override
  public void close() {
    stop(daemon);
  }

  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(30));
  }

  /**
   * Whether the broker serves requests, knows itself as a member of the cluster, and acts on the
   * rights of its accounts.
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

  /** Gives the accounts their rights. False while the broker does not take them. */
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
   * The file lists paths where they were built; the names are what counts, so that a copied
   * checkout works.
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

  /** Written anew for each start, because the ports may have moved. */
  private static Path configure(Path state, Path home, int port, int controller) {
    return Checkout.writePrivate(
        home.resolve("server.properties"),
        settings(home, port, controller) + new KafkaAccounts(state).logins());
  }

  /**
   * All settings but the logins. The controller is named by a fixed list of voters rather than
   * found through the metadata log, which would hold on to the port of the first start.
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

  /** A new id, which may not begin with a hyphen: Kafka's tools would take it for an option. */
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
