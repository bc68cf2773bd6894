package dev.zhihe.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in one process, on the loopback address. Its data lives in the
 * state directory's {@code kafka} folder and outlives it.
 */
public final class Kafka implements AutoCloseable {
  public static final String NAME = "kafka";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final short METADATA = 3;
  private static final short METADATA_VERSION = 5;
  private static @Nullable Kafka shared;

  private final Daemon daemon;

  private Kafka(Daemon daemon) {
    this.daemon = daemon;
  }

  /**
   * Starts Kafka, or finds it running; returns when it answers.
   *
   * @param state the state directory; on first use the storage is formatted in it
   * @param port the port to listen on, 0 for a free one; the controller takes another free one
   */
  public static Kafka start(Path state, int port) {
    return start(state, port, 0);
  }

  public static Kafka start(Path state, int port, int controllerPort) {
    var running = Daemon.find(state, NAME);
    if (running.isPresent()) {
      return attached(running.get(), port);
    }
    return Port.start(
        port,
        chosen -> {
          var kafka = new Kafka(begin(state, chosen, controllerPort));
          kafka.daemon.await(TIMEOUT, () -> answers(kafka.port()));
          return kafka;
        });
  }

  /** Starts Kafka, which does not run, and does not wait for it. */
  public static Daemon begin(Path state, int port, int controllerPort) {
    var home = state.resolve(NAME).toAbsolutePath();
    var classPath = classPath();
    var controller = controllerPort == 0 ? Port.free() : controllerPort;
    if (!Files.isDirectory(home)) {
      Checkout.requireRoom(state, 200);
    }
    Checkout.makeOnce(home, folder -> format(classPath, folder, port, controller));
    Checkout.makePrivate(home);
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
            "-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties"),
            "-cp",
            classPath,
            "kafka.Kafka",
            configure(home, home, port, controller).toString()));
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

  /** Ends the broker in good order. */
  @Override
  public void close() {
    stop(daemon);
  }

  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(30));
  }

  /**
   * Whether the broker serves requests and knows itself as a member of the cluster: a metadata
   * request in Kafka's own protocol lists it.
   */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      socket.setSoTimeout(2000);
      var client = "zhihe".getBytes(StandardCharsets.US_ASCII);
      var request = ByteBuffer.allocate(2 + 2 + 4 + 2 + client.length + 4 + 1);
      request
          .putShort(METADATA)
          .putShort(METADATA_VERSION)
          .putInt(1)
          .putShort((short) client.length)
          .put(client);
      request.putInt(0).put((byte) 0); // no topics, create none
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(request.capacity());
      out.write(request.array());
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      in.readInt(); // length
      in.readInt(); // correlation id
      in.readInt(); // throttle time
      return in.readInt() > 0; // brokers
    } catch (IOException e) {
      return false;
    }
  }

  private static Kafka attached(Daemon daemon, int port) {
    if (port != 0 && port != daemon.port()) {
      throw new Trouble(
          "Kafka is running on port "
              + daemon.port()
              + ", not on "
              + port
              + " as wanted now: ./zhihe down, then start again.");
    }
    daemon.await(TIMEOUT, () -> answers(daemon.port()));
    return new Kafka(daemon);
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

  private static void format(String classPath, Path folder, int port, int controller)
      throws IOException {
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
    var configuration = configure(folder, folder, port, controller).toString();
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
            classPath,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            cluster,
            "-c",
            configuration),
        Map.of());
  }

  /**
   * Written anew for each start, because the ports may have moved. The controller is named by a
   * fixed list of voters rather than found through the metadata log, which would hold on to the
   * port of the first start.
   */
  private static Path configure(Path folder, Path home, int port, int controller) {
    var configuration =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
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
            .formatted(port, controller, home.resolve("data"));
    try {
      return Files.writeString(folder.resolve("server.properties"), configuration);
    } catch (IOException e) {
      throw Checkout.failed("write Kafka's configuration", e);
    }
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
