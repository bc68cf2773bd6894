package dev.zhihe.cli;

import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Program;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A program of the suite: one of the three services, or the gateway. */
public enum Service {
  INDICATORS("indicators-service"),
  PROJECTS("projects-service"),
  PLATFORMS("platforms-service"),
  GATEWAY("gateway");

  /** How long a start may take. */
  public static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final String module;

  Service(String module) {
    this.module = module;
  }

  static Service of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** The name in log files, environment variables and the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it listens. */
  public int port(Ports ports) {
    return switch (this) {
      case INDICATORS -> ports.indicators();
      case PROJECTS -> ports.projects();
      case PLATFORMS -> ports.platforms();
      case GATEWAY -> ports.gateway();
    };
  }

  int managementPort(Ports ports) {
    return switch (this) {
      case INDICATORS -> ports.indicatorsManagement();
      case PROJECTS -> ports.projectsManagement();
      case PLATFORMS -> ports.platformsManagement();
      case GATEWAY -> ports.gatewayManagement();
    };
  }

  Path jar() {
    return Checkout.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
  }

  void requireBuilt() {
    if (!Files.isRegularFile(jar())) {
      throw new Trouble(
          "There is no "
              + module
              + " to start: "
              + jar()
              + " does not exist. Build it with mvn package -pl "
              + module
              + " -am; if that made none, the module is not a Quarkus application yet.");
    }
  }

  /** Starts it without waiting. {@link #answers} says when it is ready. */
  public Daemon begin(Path state, Ports ports, AotCaches caches) {
    requireBuilt();
    var command = new ArrayList<String>();
    command.add(Program.java());
    command.add("-D" + Daemon.mark(state, label(), port(ports)));
    command.add(Checkout.temporary(state, label()));
    // Four of these share a small machine, so each has the serial collector and a small heap.
    // Unused heap is returned to the system, and what the C library keeps after a start.
    command.addAll(
        List.of(
            "-Xms32m",
            "-Xmx" + (this == GATEWAY ? 192 : 256) + "m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            Program.TRIM,
            "-XX:+ExitOnOutOfMemoryError"));
    settings(state, ports).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", jar().toString()));
    return Daemon.start(
        state, label(), port(ports), caches.command(state, label(), command), Map.of());
  }

  /** Whether it is ready. */
  public boolean answers(Ports ports) {
    return Web.answers("http://127.0.0.1:" + managementPort(ports) + "/q/health/ready");
  }

  /** Ends it in good order. */
  public static void stop(Daemon daemon) {
    daemon.stop(Daemon.Signal.TERM, Duration.ofSeconds(30));
  }

  /**
   * The settings that depend on the ports and the state directory. All others keep their defaults.
   */
  private Map<String, String> settings(Path state, Ports ports) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port(ports)));
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", Integer.toString(managementPort(ports)));
    if (this == GATEWAY) {
      settings.put("quarkus.oidc.auth-server-url", ports.issuer());
      settings.put("quarkus.oidc.token.issuer", ports.issuer());
      for (var service : List.of(INDICATORS, PROJECTS, PLATFORMS)) {
        settings.put("zhihe.origins." + service.label(), "http://127.0.0.1:" + service.port(ports));
        settings.put(
            "zhihe.health." + service.label(),
            "http://127.0.0.1:" + service.managementPort(ports) + "/q/health/ready");
      }
      // Only the gateway sends it requests, and the gateway is already stopped.
      settings.put("quarkus.shutdown.delay", "1ms");
    } else {
      settings.put(
          "zhihe.scratch", state.resolve("scratch").resolve(label()).toAbsolutePath() + "/files");
      settings.put("zhihe.db.host", "127.0.0.1");
      settings.put("zhihe.db.port", Integer.toString(ports.postgres()));
      settings.put("zhihe.kafka.bootstrap", "127.0.0.1:" + ports.kafka());
      // A file, because everybody on the machine can read a command line.
      settings.put("zhihe.kafka.properties", Kafka.account(state, label()).toString());
      settings.put("zhihe.issuer", ports.issuer());
      if (System.getenv("ZHIHE_PUBLIC_URL") == null) { // the service reads that variable itself
        settings.put("zhihe.public-url", "http://localhost:" + ports.gateway());
      }
      if (this == INDICATORS) {
        settings.put("zhihe.reports.gateway", "http://127.0.0.1:" + ports.gateway());
      }
    }
    return settings;
  }
}
